package snippet

import (
	"net/url"
	"strings"
	"testing"
)

func TestNormalURL(t *testing.T) {
	for _, test := range []struct{ url, kept, want string }{
		{"http://shop.test", "", "http://shop.test/"},
		{"http://shop.test?a=b", "", "http://shop.test/?a=b"},
		{"http://[::1]:80/%7ea%2fb%41", "", "http://[::1]:80/~a%2FbA"},
		{"http://shop.test/'\"<>\\^`{|}%zz%", "", "http://shop.test/%27%22%3C%3E%5C%5E%60%7B%7C%7D%25zz%25"},
		{"http://shop.test/x?q[0]=a+b&c=%2B", "", "http://shop.test/x?q%5B0%5D=a+b&c=%2B"},
		{"http://shop.test/x?q[0]=a", "[]", "http://shop.test/x?q[0]=a"},
	} {
		if got := normalURL(test.url, test.kept); got != test.want {
			t.Errorf("normalURL(%s) = %s, want %s", test.url, got, test.want)
		}
	}
}

func TestShortens(t *testing.T) {
	for address, want := range map[string]bool{
		"http://a/b": false, "http://a/.b/c..": false, "http://a/?x=/../": false,
		"http://a/b/..": true, "http://a/./b": true, "http://a/%2e%2E/b": true,
	} {
		if got := shortens(address); got != want {
			t.Errorf("shortens(%s) = %t", address, got)
		}
	}
}

// FuzzNormalURL wants an address that says the same and stays as it is.
func FuzzNormalURL(f *testing.F) {
	for _, h := range hostile[:len(hostile)-1] {
		f.Add("/" + h.value)
	}
	f.Fuzz(func(t *testing.T, path string) {
		given := "http://shop.test/" + path
		if wellFormedURL(given) != nil {
			return
		}
		given = requestTarget(given)
		once := normalURL(given, "")
		if twice := normalURL(once, ""); twice != once {
			t.Errorf("%q becomes %q, then %q", given, once, twice)
		}
		got, err := url.Parse(once)
		if err != nil {
			t.Fatalf("%q becomes %q: %v", given, once, err)
		}
		if want, err := url.Parse(given); err == nil && want.Path != got.Path {
			t.Errorf("%q becomes %q: %q is not %q", given, once, got.Path, want.Path)
		}
	})
}

// TestPrintable puts each byte at each place of texts that are looked at in
// groups of eight and one by one.
func TestPrintable(t *testing.T) {
	for c := range 256 {
		want := c >= ' ' && c <= '~'
		for _, length := range []int{1, 8, 19} {
			for at := range length {
				text := []byte(strings.Repeat("~ ", length)[:length])
				text[at] = byte(c)
				if printable(string(text)) != want {
					t.Errorf("printable(%q) = %v", text, !want)
				}
			}
		}
	}
}
