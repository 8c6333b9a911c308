package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

// --insecure is for the host that was given: whatever else the same run asks
// keeps its certificate.
func TestInsecureIsForOneHost(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "https://"), ":")
	n := &network{}
	n.loosen("Shop.Test")
	for _, host := range []string{"shop.test", "other.test"} {
		if err := n.place(host + ":" + port + ":127.0.0.1"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := get(t, &client{network: n}, "https://SHOP.test:"+port); err != nil {
		t.Error(err)
	}
	if _, err := get(t, &client{network: n}, "https://other.test:"+port); err == nil {
		t.Error("another host's certificate was accepted")
	}
}

func TestResolve(t *testing.T) {
	n := &network{}
	for text, want := range map[string]string{
		"shop.test:443:127.0.0.1":  "127.0.0.1:443",
		"Six.test:8443:[::1]":      "[::1]:8443",
		"seven.test:443:::1":       "[::1]:443",
		"[2001:db8::1]:80:0.0.0.0": "0.0.0.0:80",
	} {
		host, rest, _ := cutHost(text)
		port, _, _ := strings.Cut(rest, ":")
		key := hostPort(&url.URL{Scheme: "https", Host: "[" + host + "]:" + port})
		if err := n.place(text); err != nil || n.places[key] != want {
			t.Errorf("%s: %v, %v", text, n.places, err)
		}
	}
	for _, text := range []string{"", "shop.test", "shop.test:443", "shop.test:443:", "shop.test:443:elsewhere", ":443:127.0.0.1", "shop.test:nope!:127.0.0.1", "shop.test::127.0.0.1"} {
		if n.place(text) == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

// A proxy sees nothing of what is on this machine, nor of hosts whose address was
// given.
func TestNoProxyForThisMachine(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://proxy.test:3128")
	t.Setenv("HTTP_PROXY", "http://proxy.test:3128")
	n := &network{}
	if err := n.place("given.test:443:192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"http://localhost/", "https://Shop.localhost:8443/", "http://127.0.0.1:1/", "http://127.8.8.8/", "https://[::1]/", "https://given.test/x"} {
		u, _ := url.Parse(address)
		if proxy, err := n.proxy(&http.Request{URL: u}); proxy != nil || err != nil {
			t.Errorf("%s goes through %v, %v", address, proxy, err)
		}
	}
}

// A store elsewhere is asked through the proxy of the environment, unless
// NO_PROXY names it.
func TestProxyOfTheEnvironment(t *testing.T) {
	store := sandbox.New(sandbox.Options{})
	var asked atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Host != "shop.test" {
			http.Error(w, "for another host", http.StatusBadGateway)
			return
		}
		asked.Add(1)
		store.ServeHTTP(w, req)
	}))
	defer proxy.Close()
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("NO_PROXY", "other.test")
	args := []string{"token", "admin", "--username", "admin", "--password", "Admin123!seed", "--plain-http", "--store"}
	if text, err := storekey(t.TempDir(), append(args, "http://shop.test/")...); err != nil || asked.Load() == 0 {
		t.Errorf("%v, %d requests: %s", err, asked.Load(), text)
	}
	before := asked.Load()
	if _, err := storekey(t.TempDir(), append(args, "http://other.test/", "--resolve", "other.test:80:127.0.0.1")...); err == nil || asked.Load() != before {
		t.Error("the proxy was asked all the same")
	}
}

// Why nothing came is told in the network's words, without a proxy's password.
func TestReasonWithoutPassword(t *testing.T) {
	n := &network{}
	u, _ := url.Parse("https://shop.test/rest/V1/x?token=abc")
	for told, want := range map[string]string{
		`invalid proxy address "http://u:hunter2@[": parse`:       "the address of the proxy cannot be read",
		"dial tcp: lookup shop.test: no such host":                "dial tcp: lookup shop.test: no such host",
		"tls: failed to verify certificate: x509: it has expired": "tls: failed to verify certificate: x509: it has expired",
	} {
		n.note(u, &url.Error{Op: "Get", URL: u.String(), Err: errors.New(told)})
		if got := n.why("https://SHOP.test:443/elsewhere"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := n.why("https://other.test/"); got != "" {
		t.Errorf("another host: %q", got)
	}
}
