package view

import (
	"encoding/json"
	"reflect"
	"strconv"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// filler gives every field of a struct a value of its own, so that a field which
// is not read, or read into another, shows.
type filler struct{ n int }

func (f *filler) fill(v reflect.Value) {
	f.n++
	if v.Type() == reflect.TypeFor[json.RawMessage]() {
		v.SetBytes([]byte(`{"n":` + strconv.Itoa(f.n) + `}`))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + strconv.Itoa(f.n))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		item := reflect.New(v.Type().Elem()).Elem()
		f.fill(item)
		v.SetMapIndex(reflect.ValueOf("key"+strconv.Itoa(f.n)), item)
	default:
		panic("filler: " + v.Kind().String())
	}
}

func filled[T any]() T {
	var thing T
	new(filler).fill(reflect.ValueOf(&thing).Elem())
	return thing
}

func reads[T any](t *testing.T, read func(value) T) {
	t.Helper()
	for _, want := range []T{filled[T](), *new(T)} {
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := readJSON(text)
		if !ok {
			t.Fatalf("not read: %s", text)
		}
		var usual T
		if err := json.Unmarshal(text, &usual); err != nil {
			t.Fatal(err)
		}
		if got := read(v); !same(got, usual) {
			t.Errorf("%T: got\n%+v\nwant\n%+v", got, got, usual)
		}
	}
}

// same compares as JSON: an empty list and none are one.
func same(a, b any) bool {
	left, _ := json.Marshal(a)
	right, _ := json.Marshal(b)
	return string(left) == string(right)
}

func TestEveryFieldIsRead(t *testing.T) {
	reads(t, readStore)
	reads(t, readEvidence)
	reads(t, readFinding)
	reads(t, readError)
	reads(t, readToken)
	reads(t, readRequest)
	reads(t, readCredential)
	reads(t, func(v value) wire.Recognition {
		r := readRecognition(v)
		if tree := v.get("tree"); tree.raw != "" {
			r.Tree = filled[wire.Recognition]().Tree
			for i, item := range tree.items {
				r.Tree[i] = wire.TreeNode{ID: item.str("id"), Title: item.str("title"), Parent: item.str("parent"), Ticked: item.yes("ticked")}
			}
		}
		return r
	})
	reads(t, readCheck)
	reads(t, readInspect)
	reads(t, readCall)
	reads(t, readSaved)
	reads(t, readVault)
	reads(t, readField)
	reads(t, readWatch)
	reads(t, readPending)
	reads(t, func(v value) wire.Card { return *readWay(v) })
}

// What was learnt of a store is not the page's, and certificates are the browser's.
func TestEveryFieldOfASavedStoreIsRead(t *testing.T) {
	want := filled[wire.StoreEntry]()
	want.Routes, want.ACL, want.TLS = nil, nil, nil
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	v, _ := readJSON(text)
	if got := readEntry(v); !same(*got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", *got, want)
	}
}

func writes[T any](t *testing.T, write func(T) string) {
	t.Helper()
	for _, want := range []T{filled[T](), *new(T)} {
		var got T
		if err := json.Unmarshal([]byte(write(want)), &got); err != nil {
			t.Fatalf("%v in %s", err, write(want))
		}
		if !same(got, want) && !same(got, emptied(want)) {
			t.Errorf("%T: %s", want, write(want))
		}
	}
}

// emptied has empty lists where there were none.
func emptied[T any](thing T) T {
	if r, is := any(&thing).(*wire.Request); is && r.Headers == nil {
		r.Headers = []wire.Header{}
	}
	return thing
}

func TestEveryFieldIsWritten(t *testing.T) {
	writes(t, writeStore)
	writes(t, writeHeader)
	writes(t, writeRequest)
	writes(t, writeRef)
	writes(t, writePattern)
}
