package main

import (
	"reflect"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestReadAnswer(t *testing.T) {
	plain := []wire.Header{{Name: "Content-Type", Value: "application/json"}}
	for text, want := range map[string]wire.Sent{
		`{"message":"x"}`: {Body: `{"message":"x"}`, Headers: []wire.Header{}},
		"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n\r\n{}":                          {Status: 401, Headers: plain, Body: "{}"},
		"HTTP/2 404 \nContent-Type: application/json\n\n":                                                {Status: 404, Headers: plain},
		"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 Oops\r\nContent-Type: application/json\r\n\r\na\n\nb": {Status: 500, Headers: plain, Body: "a\n\nb"},
		"HTTP/1.1":      {Headers: []wire.Header{}},
		"HTTP/1.1 abc":  {Headers: []wire.Header{}},
		"HTTP/\nno\n:v": {Headers: []wire.Header{{Name: "", Value: "v"}}},
	} {
		want.Findings, want.Size = []wire.Finding{}, len(want.Body)
		if got := readAnswer(text); !reflect.DeepEqual(*got, want) {
			t.Errorf("%q\nis %+v\nwant %+v", text, *got, want)
		}
	}
}

func FuzzReadAnswer(f *testing.F) {
	f.Add("HTTP/1.1 200 OK\r\n\r\nHTTP/")
	f.Fuzz(func(t *testing.T, text string) { readAnswer(text) })
}
