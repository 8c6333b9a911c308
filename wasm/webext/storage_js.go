package webext

import (
	"strings"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// Storage is one area of the extension's storage: JSON by key.
type Storage struct{ area string }

// Area is the storage called "session" (memory only) or "local".
func Area(name string) Storage { return Storage{name} }

func (s Storage) object() js.Value { return member(api().Get("storage"), s.area) }

// Get reads the JSON under key; the second result says whether there is any.
func (s Storage) Get(key string) ([]byte, bool, error) {
	found, err := s.call("get", key)
	if err != nil {
		return nil, false, err
	}
	value := found.Get(key)
	if value.IsUndefined() {
		return nil, false, nil
	}
	return stringify(value), true, nil
}

// Set writes JSON under key.
func (s Storage) Set(key string, value []byte) error {
	parsed, err := parse(value)
	if err != nil {
		return failed("writing "+key, err)
	}
	_, err = s.call("set", map[string]any{key: parsed})
	return err
}

// Remove forgets key.
func (s Storage) Remove(key string) error {
	_, err := s.call("remove", key)
	return err
}

// Keys lists the keys that start with prefix.
func (s Storage) Keys(prefix string) ([]string, error) {
	all, err := s.keys()
	if err != nil {
		return nil, err
	}
	var keys []string
	for i := range all.Length() {
		if key := all.Index(i).String(); strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// All reads the JSON of every key that starts with prefix, at once.
func (s Storage) All(prefix string) (map[string][]byte, error) {
	keys, err := s.Keys(prefix)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	names := make([]any, len(keys))
	for i, key := range keys {
		names[i] = key
	}
	found, err := s.call("get", names)
	if err != nil {
		return nil, err
	}
	all := make(map[string][]byte, len(keys))
	for _, key := range keys {
		if value := found.Get(key); !value.IsUndefined() {
			all[key] = stringify(value)
		}
	}
	return all, nil
}

// keys asks for the names alone where the browser can do that.
func (s Storage) keys() (js.Value, error) {
	if member(s.object(), "getKeys").Type() == js.TypeFunction {
		return s.call("getKeys")
	}
	all, err := s.call("get", nil)
	if err != nil {
		return js.Undefined(), err
	}
	return js.Global().Get("Object").Call("keys", all), nil
}

func (s Storage) call(method string, args ...any) (js.Value, error) {
	value, err := promise.Call(s.object(), method, args...)
	if err != nil {
		return value, failed("storage."+s.area+"."+method, err)
	}
	return value, nil
}

// OnChanged calls f, in order, for every key that changes, with the new JSON or
// nil where the key is gone. f runs in a goroutine of its own and may block. stop
// ends it.
func (s Storage) OnChanged(f func(key string, newJSON []byte)) (stop func()) {
	changes := newQueue()
	listener := js.FuncOf(func(_ js.Value, args []js.Value) any {
		changed := js.Global().Get("Object").Call("entries", args[0])
		for i := range changed.Length() {
			entry := changed.Index(i)
			key, value := entry.Index(0).String(), stringify(entry.Index(1).Get("newValue"))
			changes.put(func() { f(key, value) })
		}
		return nil
	})
	event := s.object().Get("onChanged")
	event.Call("addListener", listener)
	go changes.run()
	return func() {
		event.Call("removeListener", listener)
		listener.Release()
		changes.close()
	}
}
