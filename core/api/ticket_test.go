package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func ticketOf(t *testing.T, e *env, in fields) wire.Ticket {
	t.Helper()
	var out wire.Ticket
	wantOK(t, call(t, e, "POST", "/v1/ticket", in, &out))
	return out
}

func theTicket() fields {
	request := requestTo("PUT", "/rest/V1/customers/7?email=jane.doe@shop.example", `{"customer":{"firstname":"Jane","email":"jane.doe@shop.example","addresses":[{"street":["Main Street 1","Flat 2"],"city":"Springfield"}]}}`)
	request["headers"] = []fields{{"name": "Authorization", "value": "Bearer " + adminToken}, {"name": "Cookie", "value": "PHPSESSID=" + panelID},
		{"name": "X-Auth", "value": "let-me-in"}, {"name": "X-Staging-Pass", "value": "let-me-in"},
		{"name": "CF-Access-Client-Secret", "value": "doorkey"}, {"name": "Content-Type", "value": "application/json"}}
	return fields{
		"request": request,
		"sent": fields{"status": 500, "millis": 42, "at": "2026-11-23T12:00:00Z",
			"headers": []fields{{"name": "Content-Type", "value": "application/json"}, {"name": "X-Secret-Thing", "value": "nobody"}},
			"body":    `{"message":"Internal Error. Report ID: webapi-65a1b2c3d4e5f; Jane wrote to jane.doe@shop.example from 203.0.113.9","trace":"#0 /var/www/html/x.php(12)"}`},
		"token": fields{"kind": "admin", "format": "jws", "expiresAt": "2026-11-23T13:00:00Z"},
		"store": fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/rest", "version": "2.4.7", "edition": "Community"},
		"check": fields{"verdict": "valid", "reason": "accepted", "kind": "admin", "store": shopStore, "evidence": []fields{}, "findings": []fields{}},
	}
}

func TestTicket(t *testing.T) {
	e := newEnv(t, exits{})
	out := ticketOf(t, e, theTicket())
	for _, gone := range []string{"Jane\"", "jane.doe", "Main Street", "Flat 2", "Springfield", adminToken, panelID, "doorkey", "let-me-in", "203.0.113.9", "/var/www", "X-Secret-Thing"} {
		if strings.Contains(out.Text, gone) {
			t.Errorf("%q is there", gone)
		}
	}
	for _, there := range []string{"$STOREKEY_TOKEN", "**500 Internal Server Error** in 42 ms", "Report: webapi-65a1b2c3d4e5f", "Community 2.4.7", "Token expires: 2026-11-23T13:00:00Z", "<email-1>", "<street-2>"} {
		if !strings.Contains(out.Text, there) {
			t.Errorf("%q is missing in\n%s", there, out.Text)
		}
	}
	email := -1
	for _, r := range out.Replacements {
		if r.Original == "jane.doe@shop.example" {
			email = r.Number
			if r.Times != 3 || !r.Made || r.Kind != "email" {
				t.Errorf("%+v", r)
			}
		}
	}
	// Each can be taken back.
	in := theTicket()
	in["keep"] = []int{email}
	if out = ticketOf(t, e, in); strings.Count(out.Text, "jane.doe@shop.example") != 3 || strings.Contains(out.Text, "Springfield") {
		t.Error("not just the one was taken back")
	}
}

// A ticket that is pasted back is a request again.
func TestTicketIsARequest(t *testing.T) {
	e := newEnv(t, exits{})
	var out wire.ReadRequest
	wantOK(t, call(t, e, "POST", "/v1/request/read", fields{"text": ticketOf(t, e, theTicket()).Text}, &out))
	if out.Request.Method != "PUT" || !strings.HasPrefix(out.Request.URL, "https://shop.test/rest/V1/customers/7?email=") || out.Request.Body == nil {
		t.Errorf("%+v", out)
	}
}

func TestTicketReplacesWhatItShould(t *testing.T) {
	e := newEnv(t, exits{})
	for text, kind := range map[string]string{
		`see https://shop.test/admin/sales/order/key/` + strings.Repeat("a1", 32) + `/`: "key",
		`GET /rest/V1/guest-carts/abcdefghijklmnopqrstuvwxyz012345/items`:               "cart",
		`token t0123456789abcdefghijklmnopqrstu`:                                        "secret",
		`{"telephone": "+1 555 0100"}`:                                                  "phone",
		`{"postcode" : "12345", "sku": "24-MB01"}`:                                      "postcode",
		`write to o'neil+test@example.co.uk.`:                                           "email",
		`from 198.51.100.7:443`:                                                         "address",
		`version 2.4.7.1`:                                                               "address", // rather one too many
		`{"sku":"24-MB01","name":"Bag","price":34}`:                                     "",
		`127.0.0.1 said 2.4.7-p3 at 12:00`:                                              "",
	} {
		in := fields{"request": requestTo("GET", "/rest/V1/x", ""), "sent": fields{"status": 400, "body": text}}
		out := ticketOf(t, e, in)
		got := ""
		if len(out.Replacements) > 0 {
			got = out.Replacements[0].Kind
		}
		if got != kind || len(out.Replacements) > 1 {
			t.Errorf("%s: %+v", text, out.Replacements)
		}
	}
}

// In an address a person stands encoded, and apart from the name of the member.
func TestTicketReplacesWhatIsSought(t *testing.T) {
	e := newEnv(t, exits{})
	for query, gone := range map[string]string{
		"searchCriteria[filterGroups][0][filters][0][field]=email&searchCriteria[filterGroups][0][filters][0][value]=jane.doe%40shop.example":                                 "jane.doe",
		"searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=J%C3%B6rg&searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=firstname": "J%C3%B6rg",
		"searchCriteria[filterGroups][0][filters][0][field]=customer_email&searchCriteria[filterGroups][0][filters][0][value]=%25jane%25":                                     "jane",
		"email=jane.doe%2Btest%40shop.example": "jane.doe",
	} {
		out := ticketOf(t, e, fields{"request": requestTo("GET", "/rest/V1/customers/search?"+query, ""), "store": fields{"baseUrl": "https://shop.test"}})
		if strings.Contains(out.Text, gone) || len(out.Replacements) != 1 || strings.Contains(out.Replacements[0].Original, "%40") {
			t.Errorf("%s\n%+v", out.Text, out.Replacements)
		}
	}
	both := fields{"request": requestTo("GET", "/rest/V1/x?email=jane%40shop.example", ""), "sent": fields{"status": 400, "body": "jane@shop.example"}, "keep": []int{0}}
	out := ticketOf(t, e, both)
	if len(out.Replacements) != 1 || !strings.Contains(out.Text, "jane%40shop.example") {
		t.Errorf("%s\n%+v", out.Text, out.Replacements)
	}
	in := fields{"request": requestTo("GET", "/rest/V1/products?searchCriteria[filterGroups][0][filters][0][field]=sku&searchCriteria[filterGroups][0][filters][0][value]=24-MB01", "")}
	if out = ticketOf(t, e, in); len(out.Replacements) != 0 {
		t.Errorf("%+v", out.Replacements)
	}
}

func FuzzTicket(f *testing.F) {
	f.Add(`{"street":["a","b"],"city":"c"} "`)
	f.Add(`"email":"a@b.c\`)
	f.Fuzz(func(t *testing.T, body string) {
		e := newEnv(t, exits{})
		in := fields{"request": requestTo("GET", "/rest/V1/x", ""), "sent": fields{"status": 400, "body": body}}
		ticketOf(t, e, in)
	})
}

// A secret stands in a body in many ways: none of them is told on.
func TestTicketHidesSecretsInEveryBody(t *testing.T) {
	e := newEnv(t, exits{})
	for name, body := range map[string]string{
		"json":       `{"username":"jane","password":"hunter2"}`,
		"new":        `{"currentPassword":"hunter2","newPassword":"hunter2"}`,
		"oauth":      `{"grant_type":"password","client_secret":"hunter2","refresh_token":"hunter2"}`,
		"form":       `grant_type=password&username=jane&password=hunter2&client_secret=hunter2&scope=a`,
		"xml":        `<login><username>jane</username><password>hunter2</password></login>`,
		"soap":       `<ns1:in><ns1:password>hunter2</ns1:password></ns1:in>`,
		"graphql":    `{"query":"mutation { generateCustomerToken(email: \"j@x.test\", password: \"hunter2\") { token } }"}`,
		"nested":     `{"query":"{ a(newPassword: \"a\\\"hunter2\") }"}`,
		"quoted":     `{"password":"o'neil \"hunter2"}`,
		"inner json": `"{\"ciphertext\":\"hunter2\",\"protected\":\"e30\"}"`,
	} {
		request := requestTo("POST", "/rest/V1/x", body)
		request["headers"] = []fields{{"name": "Content-Type", "value": "text/plain"}}
		out := ticketOf(t, e, fields{"request": request, "store": shopStore,
			"sent": fields{"status": 400, "millis": 1, "at": "2026-11-23T12:00:00Z", "headers": []fields{}, "body": body}})
		if strings.Contains(out.Text, "hunter2") {
			t.Errorf("%s: %s", name, out.Text)
		}
	}
}
