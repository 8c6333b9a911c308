package godebug

import "testing"

func TestEverySettingHasItsDefault(t *testing.T) {
	for name, want := range map[string]string{"http2client": "http2client=", "#bisect": "bisect="} {
		s := New(name)
		s.IncNonDefault()
		if s.Value() != "" || s.String() != want || s.Undocumented() != (name[0] == '#') {
			t.Errorf("%s: %q, %s", name, s.Value(), s)
		}
	}
}
