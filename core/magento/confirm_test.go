package magento

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
)

const currency = `{"base_currency_code":"USD","base_currency_symbol":"$","available_currency_codes":["USD"],"exchange_rates":[]}`

// site answers by path; anything else is a web server's 404.
func site(answers map[string]func() *http.Response) *doer {
	return &doer{answer: func(req *http.Request) (*http.Response, error) {
		if req.Header.Get("Authorization") != "" || req.Header.Get("Cookie") != "" || req.Method != http.MethodGet {
			return nil, errors.New("not anonymous")
		}
		if answer, ok := answers[req.URL.Path]; ok {
			return answer(), nil
		}
		return response(404, titled("404 Not Found"), "Content-Type: text/html", "Server: nginx"), nil
	}}
}

func always(status int, body string, headers ...string) func() *http.Response {
	return func() *http.Response { return response(status, body, headers...) }
}

func TestConfirm(t *testing.T) {
	tests := []struct {
		name    string
		url     string
		answers map[string]func() *http.Response
		rest    string
		asked   int
	}{
		{"at once", "https://host/", map[string]func() *http.Response{"/rest/V1/directory/currency": always(200, currency)}, "https://host/rest", 1},
		{"without rewrites", "https://host/", map[string]func() *http.Response{"/index.php/rest/V1/directory/currency": always(200, currency)}, "https://host/index.php/rest", 2},
		{"folder", "https://host/shop/admin/", map[string]func() *http.Response{"/shop/rest/V1/directory/currency": always(200, currency)}, "https://host/shop/rest", 1},
		{"store code in the path", "https://host/german/", map[string]func() *http.Response{
			"/german/rest/V1/directory/currency": always(404, titled("404 Not Found"), "Content-Type: text/html"),
			"/rest/V1/directory/currency":        always(200, currency)}, "https://host/rest", 2},
		{"route closed", "https://host/", map[string]func() *http.Response{"/rest/V1/directory/currency": always(404, `{"message":"Request does not match any route."}`)}, "https://host/rest", 1},
		{"right demanded", "https://host/", map[string]func() *http.Response{"/rest/V1/directory/currency": always(401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"x"}}`)}, "https://host/rest", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cs, err := Candidates(test.url)
			if err != nil {
				t.Fatal(err)
			}
			d := site(test.answers)
			store, evidence, err := Confirm(context.Background(), d, cs)
			if err != nil || store.RestURL != test.rest {
				t.Errorf("got %v, %v", store, err)
			}
			if len(d.urls) != test.asked || len(evidence) != test.asked {
				t.Errorf("%d requests, %d noted", len(d.urls), len(evidence))
			}
			for _, e := range evidence {
				if e.Note == "" || e.Method != "GET" || e.Status == 0 {
					t.Errorf("evidence %+v", e)
				}
			}
		})
	}
}

func TestConfirmRefuses(t *testing.T) {
	const path = "/rest/V1/directory/currency"
	tests := []struct {
		name    string
		answers map[string]func() *http.Response
		code    string
		asked   int
	}{
		{"nothing there", nil, "page_not_found", 2},
		{"Basic", map[string]func() *http.Response{path: always(401, titled("401"), "Www-Authenticate: Basic realm=x")}, "basic_auth", 1},
		{"redirect", map[string]func() *http.Response{path: always(301, "", "Location: https://www.host/rest/V1/directory/currency")}, "redirected", 2},
		{"maintenance", map[string]func() *http.Response{path: always(503, titled("x")+"maintenance")}, "maintenance", 2},
		{"firewall", map[string]func() *http.Response{path: always(403, titled("Access denied"))}, "waf_page", 2},
		{"a page for everything", map[string]func() *http.Response{path: always(200, titled("App")), "/index.php" + path: always(200, titled("App"))}, "web_page_answer", 2},
		{"another API", map[string]func() *http.Response{path: always(200, `{"ok":true}`), "/index.php" + path: always(404, `{"message":"Not Found"}`)}, "not_magento", 2},
		{"another API's 404", map[string]func() *http.Response{path: always(404, `{"message":"Not Found"}`), "/index.php" + path: always(404, `{"message":"Not Found"}`)}, "not_magento", 2},
		{"XML", map[string]func() *http.Response{path: always(200, "<?xml version=\"1.0\"?><response/>")}, "page_not_found", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cs, _ := Candidates("https://host/")
			d := site(test.answers)
			store, evidence, err := Confirm(context.Background(), d, cs)
			if Code(err) != test.code || store.RestURL != "" {
				t.Errorf("got %s (%v), %v", Code(err), err, store)
			}
			nothing := test.code == "not_magento" || test.code == "page_not_found" || test.code == "web_page_answer"
			if errors.Is(err, ErrNotMagento) != nothing {
				t.Errorf("not Magento: %v", err)
			}
			if len(d.urls) != test.asked || len(evidence) != test.asked {
				t.Errorf("%d requests, %d noted", len(d.urls), len(evidence))
			}
		})
	}
}

func TestConfirmUnreachable(t *testing.T) {
	d := &doer{answer: func(req *http.Request) (*http.Response, error) {
		if req.URL.Scheme == "http" {
			return response(200, currency), nil
		}
		return nil, errors.New("connection refused")
	}}
	cs, _ := Candidates("shop.example.com")
	store, evidence, err := Confirm(context.Background(), d, cs)
	if err != nil || store.BaseURL != "http://shop.example.com" || len(evidence) != 2 {
		t.Errorf("%v, %v, %v", store, evidence, err)
	}
	d.answer = func(*http.Request) (*http.Response, error) { return nil, errors.New("no such host") }
	_, evidence, err = Confirm(context.Background(), d, cs)
	if !errors.Is(err, ErrUnreachable) || len(evidence) != 2 || evidence[0].Note == "" {
		t.Errorf("%v, %v", evidence, err)
	}
}

func TestConfirmStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	d := &doer{answer: func(*http.Request) (*http.Response, error) { cancel(); return nil, context.Canceled }}
	cs, _ := Candidates("shop.example.com")
	if _, _, err := Confirm(ctx, d, cs); !errors.Is(err, context.Canceled) || len(d.urls) != 1 {
		t.Errorf("%d requests, %v", len(d.urls), err)
	}
	if _, _, err := Confirm(context.Background(), d, nil); !errors.Is(err, ErrNotMagento) {
		t.Errorf("got %v", err)
	}
}

func TestConfirmSaysWhereItLeads(t *testing.T) {
	for location, want := range map[string]string{
		"https://www.host/shop/rest/V1/directory/currency": "https://www.host/shop",
		"/new/rest/V1/directory/currency":                  "https://host/new",
		"https://login.example/?return=x":                  "https://login.example",
		"":                                                 "",
	} {
		d := site(map[string]func() *http.Response{"/rest/V1/directory/currency": always(302, "", "Location: "+location)})
		_, _, err := Confirm(context.Background(), d, []Candidate{{BaseURL: "https://host", RestURL: "https://host/rest"}})
		var r *Refusal
		if !errors.As(err, &r) || r.Params["target"] != want {
			t.Errorf("%s: %v", location, err)
		}
	}
}

func TestVersion(t *testing.T) {
	for body, want := range map[string]string{
		"Magento/2.4 (Community)": "2.4 Community", "Magento/2.4 (Enterprise)\n": "2.4 Enterprise", "Magento/2.3": "2.3 ",
		"": " ", "Magento/": " ", "Magento/x (y)": " ", titled("404"): " ", "Magento/" + strings.Repeat("1", 99): " ",
	} {
		d := site(map[string]func() *http.Response{"/shop/magento_version": always(200, body)})
		version, edition, ev, err := Version(context.Background(), d, "https://host/shop")
		if got := version + " " + edition; got != want || err != nil || ev.Note == "" {
			t.Errorf("%q: got %q, %v, %v", body, got, ev, err)
		}
	}
	if version, _, ev, err := Version(context.Background(), site(nil), "https://host"); version != "" || err != nil || ev.Status != 404 {
		t.Errorf("%q, %v, %v", version, ev, err)
	}
}
