package api

import (
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// doorFields are what a front door wants, as typed: the user and password of
// HTTP Basic, and header lines ("Name: value", one a line) such as those of an
// access proxy, Cookie and User-Agent among them.
type doorFields struct {
	Username string `json:"username"`
	Password string `json:"password"`
	Headers  string `json:"headers"`
}

func (d *doorFields) given() bool { return d != nil && d.Username+d.Password+d.Headers != "" }

func (d *doorFields) door() door {
	return door{Username: d.Username, Password: secret.New(d.Password), Headers: secret.New(d.Headers)}
}

// fit refuses what could not be kept or sent.
func (d *doorFields) fit() error {
	if d == nil {
		return nil
	}
	for name, value := range map[string]string{"username": d.Username, "password": d.Password, "headers": d.Headers} {
		if err := vault.CheckSecret(name, secret.New(value)); err != nil {
			return err
		}
	}
	_, err := doorHeaders(secret.New(d.Headers))
	return err
}

// door is what stands in front of a store and wants to be opened before Magento
// sees a request.
type door struct {
	Username string
	Password secret.Text
	// Headers are lines.
	Headers secret.Text
	saved   bool // it came out of the vault
}

func (d door) empty() bool { return !d.basic() && d.Headers.Empty() }

// masked is a door that gives nothing away.
func (d door) masked() door {
	var b strings.Builder
	lines, _ := doorHeaders(d.Headers)
	for _, h := range lines {
		b.WriteString(h.Name + ": ***\n")
	}
	d.Headers = secret.New(b.String())
	if d.basic() {
		d.Password = secret.New("***")
	}
	return d
}

// basic reports whether the door takes the Authorization header for itself.
func (d door) basic() bool { return d.Username != "" || !d.Password.Empty() }

func (d door) header() string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(d.Username+":"+d.Password.Reveal()))
}

// open puts what the door wants into a request. An OAuth header shares its line
// with Basic, a bearer token cannot (observed on 2.4.7): it stays alone.
func (d door) open(headers http.Header) {
	lines, _ := doorHeaders(d.Headers)
	for _, h := range lines {
		switch {
		case strings.EqualFold(h.Name, "User-Agent") && headers.Get(h.Name) == magento.OtherAgent:
			// A second try, because this one may be what is blocked.
		case !strings.EqualFold(h.Name, "Cookie"):
			headers.Set(h.Name, h.Value)
		case headers.Get("Cookie") == "":
			headers.Set("Cookie", h.Value)
		default:
			headers.Set("Cookie", h.Value+"; "+headers.Get("Cookie"))
		}
	}
	if !d.basic() {
		return
	}
	switch own := headers.Get("Authorization"); {
	case own == "":
		headers.Set("Authorization", d.header())
	case isOAuth(own):
		headers.Set("Authorization", d.header()+", "+own)
	}
}

// before writes what the door wants into a request that is copied.
func (d door) before(request wire.Request) wire.Request {
	if d.empty() {
		return request
	}
	headers := http.Header{}
	for _, h := range request.Headers {
		headers.Set(h.Name, h.Value)
	}
	d.open(headers)
	// In place, so that the order of what the request had stays.
	opened := request
	opened.Headers = nil
	for _, h := range request.Headers {
		opened.Headers = append(opened.Headers, wire.Header{Name: h.Name, Value: headers.Get(h.Name)})
		headers.Del(h.Name)
	}
	lines, _ := doorHeaders(d.Headers)
	for _, h := range append([]wire.Header{{Name: "Authorization"}}, lines...) {
		if value := headers.Get(h.Name); value != "" {
			opened.Headers = append(opened.Headers, wire.Header{Name: h.Name, Value: value})
			headers.Del(h.Name)
		}
	}
	return opened
}

func isOAuth(authorization string) bool {
	return len(authorization) > 6 && strings.EqualFold(authorization[:6], "OAuth ")
}

// notOfADoor are the headers that belong to the request itself.
var notOfADoor = []string{"authorization", "host", "content-type", "content-length", "transfer-encoding", "connection", "accept"}

// doorHeaders reads header lines (RFC 9110 §5.1).
func doorHeaders(text secret.Text) ([]wire.Header, error) {
	var list []wire.Header
	for line := range strings.Lines(text.Reveal()) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, found := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !found || !isToken(name) || value == "" || !isVisible(value) || has(notOfADoor, strings.ToLower(name)) {
			if !isToken(name) {
				name = "?"
			}
			return nil, refuse("door_header_refused", "name", name)
		}
		list = append(list, wire.Header{Name: name, Value: value})
	}
	return list, nil
}

func isToken(text string) bool {
	for _, c := range []byte(text) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return text != ""
}

func isVisible(text string) bool {
	for _, c := range []byte(text) {
		if c < ' ' && c != '\t' || c >= 0x7f {
			return false
		}
	}
	return true
}
