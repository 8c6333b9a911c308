package webext

import (
	"fmt"
	"strings"
	"testing"
)

const memory = `{
	data: new Map(),
	listeners: new Set(),
	storage: { session: {
		async get(key) {
			const { data } = globalThis.chrome;
			if (Array.isArray(key)) return Object.fromEntries([...data].filter(([name]) => key.includes(name)));
			return key === null ? Object.fromEntries(data) : data.has(key) ? { [key]: data.get(key) } : {};
		},
		async set(items) {
			const { data, listeners } = globalThis.chrome;
			for (const [key, newValue] of Object.entries(items)) {
				if (newValue === "refuse") throw new Error("QUOTA_BYTES quota exceeded");
				data.set(key, newValue);
				for (const f of listeners) f({ [key]: { newValue } });
			}
		},
		async remove(key) {
			const { data, listeners } = globalThis.chrome;
			data.delete(key);
			for (const f of listeners) f({ [key]: { oldValue: 1 } });
		},
		onChanged: {
			addListener(f) { globalThis.chrome.listeners.add(f) },
			removeListener(f) { globalThis.chrome.listeners.delete(f) },
		},
	} },
}`

func TestStorage(t *testing.T) {
	fake := browser(t, memory)
	area := Area("session")
	for key, value := range map[string]string{
		"call:1": `{"v":1,"text":"é \"quoted\""}`, "call:2": `[1,null,true]`, "tab:1": `null`, "toString": `"odd key"`,
	} {
		if err := area.Set(key, []byte(value)); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		if got, ok, err := area.Get(key); string(got) != value || !ok || err != nil {
			t.Errorf("%s: got %s, %v, %v", key, got, ok, err)
		}
	}
	if got, ok, err := area.Get("absent"); got != nil || ok || err != nil {
		t.Errorf("absent: %s, %v, %v", got, ok, err)
	}
	if all, err := area.All("call:"); err != nil || len(all) != 2 || string(all["call:2"]) != `[1,null,true]` {
		t.Errorf("all: %q, %v", all, err)
	}
	if all, err := area.All("none:"); err != nil || len(all) != 0 {
		t.Errorf("all of none: %q, %v", all, err)
	}
	if err := area.Remove("call:2"); err != nil {
		t.Error(err)
	}
	for _, way := range []string{"get", "getKeys"} {
		if way == "getKeys" {
			fake.Get("storage").Get("session").Set("getKeys", eval(`async () => [...globalThis.chrome.data.keys()]`))
		}
		if keys, err := area.Keys("call:"); err != nil || strings.Join(keys, " ") != "call:1" {
			t.Errorf("keys by %s: %v, %v", way, keys, err)
		}
	}
}

func TestStorageRefuses(t *testing.T) {
	browser(t, memory)
	if err := Area("session").Set("key", []byte(`{broken`)); err == nil {
		t.Error("stored what is not JSON")
	}
	if err := Area("session").Set("key", []byte(`"refuse"`)); err == nil || !strings.Contains(err.Error(), "quota") {
		t.Errorf("got %v", err)
	}
	if _, _, err := Area("managed").Get("key"); err == nil {
		t.Error("read an area that is not there")
	}
}

func TestOnChanged(t *testing.T) {
	fake := browser(t, memory)
	area := Area("session")
	seen := make(chan string)
	stop := area.OnChanged(func(key string, value []byte) {
		_, _, _ = area.Get(key) // may block
		seen <- fmt.Sprintf("%s=%s", key, value)
	})
	for i := range 3 {
		if err := area.Set(fmt.Sprintf("key%d", i), []byte(`{"n":1}`)); err != nil {
			t.Fatal(err)
		}
	}
	if err := area.Remove("key1"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`key0={"n":1}`, `key1={"n":1}`, `key2={"n":1}`, `key1=`} {
		if got := <-seen; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	stop()
	if left := fake.Get("listeners").Get("size").Int(); left != 0 {
		t.Errorf("%d listeners left", left)
	}
}

func TestStorageReadsMany(t *testing.T) {
	fake := browser(t, memory)
	area := Area("session")
	for _, key := range []string{"call:1", "call:2", "tab:1"} {
		if err := area.Set(key, []byte(`"`+key+`"`)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := area.All("call:")
	if got := fmt.Sprintf("%s", all); got != `map[call:1:"call:1" call:2:"call:2"]` || err != nil {
		t.Errorf("%s, %v", got, err)
	}
	fake.Get("storage").Get("session").Set("getKeys", eval(`async () => ["call:1", "call:gone"]`))
	if all, err := area.All("call:"); fmt.Sprintf("%s", all) != `map[call:1:"call:1"]` || err != nil {
		t.Errorf("%s, %v", all, err)
	}
	if all, err := area.All("none:"); all != nil || err != nil {
		t.Errorf("%s, %v", all, err)
	}
}
