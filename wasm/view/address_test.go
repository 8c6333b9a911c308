package view

import (
	"net/url"
	"testing"
)

func TestOriginOf(t *testing.T) {
	for address, want := range map[string]string{
		"http://shop.test/a?b#c": "http://shop.test", "HTTPS://Shop.test:8443": "https://shop.test:8443",
		"https://user:pass@shop.test/x": "https://shop.test", "http://[::1]:8089/": "http://[::1]:8089",
		"https://shop.test?x=@evil.test": "https://shop.test", `https://shop.test\@evil.test`: "https://shop.test",
		"http://shop.test:80/": "http://shop.test", "https://shop.test:443": "https://shop.test", "https://shop.test:80": "https://shop.test:80",
		"about:blank": "", "": "", "shop.test": "", "://": "", "http:///x": "",
	} {
		if got := OriginOf(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestSchemeOf(t *testing.T) {
	for address, want := range map[string]string{"HTTP://x": "http", "chrome://x": "chrome", "about:blank": "about", "": ""} {
		if got := schemeOf(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestEscape(t *testing.T) {
	for _, text := range []string{"", "plain-._~", "http://shop.test:8089", "a b+c%d/é?", "\x00\xff"} {
		back, err := url.PathUnescape(escape(text))
		if err != nil || back != text {
			t.Errorf("%q becomes %q: %q, %v", text, escape(text), back, err)
		}
	}
}
