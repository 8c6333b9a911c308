package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func get(t *testing.T, c *client, url string) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.Do(req)
	if err == nil {
		resp.Body.Close()
	}
	return resp, err
}

func TestClientFollowsNoRedirectAndKeepsNoCookie(t *testing.T) {
	var seen []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.URL.Path+" "+r.Header.Get("Cookie")+" "+r.Header.Get("User-Agent")+" "+r.Proto)
		http.SetCookie(w, &http.Cookie{Name: "PHPSESSID", Value: "x", Path: "/"})
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	defer server.Close()
	c := &client{network: &network{}}
	for range 2 {
		resp, err := get(t, c, server.URL+"/a")
		if err != nil || resp.StatusCode != http.StatusFound || resp.Header.Get("Location") != "/elsewhere" {
			t.Errorf("got %v, %v", resp, err)
		}
	}
	const want = "/a  Storekey HTTP/1.1"
	if len(seen) != 2 || seen[0] != want || seen[1] != want {
		t.Errorf("the server saw %q", seen)
	}
}

func TestClientTrustsNoUnknownCertificate(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	lax := &network{}
	lax.loosen("127.0.0.1")
	if _, err := get(t, &client{network: &network{}}, server.URL); err == nil {
		t.Error("an unknown certificate was accepted")
	}
	resp, err := get(t, &client{network: lax}, server.URL)
	if err != nil || resp.ProtoMajor != 1 {
		t.Errorf("--insecure: %v, %v", resp, err)
	}
}
