package view

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// sending is a request of an administrator that is built and sent.
func sending(t *testing.T, method, path string) *player {
	t.Helper()
	p := finding(t, "").does(fields("method", method, "path", path))
	p.answers(AskRequest, 200, map[string]any{"request": wire.Request{Method: method, URL: shop + "/rest" + path}})
	return p.does(pressed("send"))
}

func TestSendAndWhatCameBack(t *testing.T) {
	p := sending(t, "GET", "/V1/modules")
	ask := p.asked(AskSend)
	in := bodyOf(t, ask)
	if ask.Path != "/v1/send" || ask.Origin != shop || in["credential"].(map[string]any)["ref"] != "a" || in["consent"] != nil || in["host"] != nil {
		t.Errorf("%+v %v", ask, in)
	}
	if u := p.page().Use; !u.Send.Busy || u.Answer.Shown {
		t.Errorf("%+v", u.Send)
	}
	p.answers(AskSend, 200, wire.Sent{Status: 401, Body: `{"message":"No."}`, Size: 1700, Millis: 143, Headers: []wire.Header{{Name: "Date", Value: "now"}},
		Findings: []wire.Finding{{Code: "x", Level: wire.LevelError, Message: "Why.", Hint: "What next."}}})
	a := p.page().Use.Answer
	if a.Title != "401 Unauthorized" || a.Line != "143 ms · 1.7 kB" || a.Verdict != wire.VerdictInvalid || said(a.Body) != "{\n  \"message\": \"No.\"\n}" || len(a.Headers) != 1 || a.Findings[0].Message != "Why." {
		t.Errorf("%+v", a)
	}
	p.does(pressed("copy-answer")).has(CopyText{"{\n  \"message\": \"No.\"\n}", "copy-answer"})
	p.does(Copied{Button: "copy-answer"})
	if body := string(p.asked(AskClip).Body); body != `{"text":"{\u000a  \"message\": \"No.\"\u000a}"}` {
		t.Errorf("%s", body)
	}
	p.does(pressed("save-answer")).has(SaveText{"modules.json", "application/json", `{"message":"No."}`})
	if p.does(pressed("answer-close")); p.page().Use.Answer.Shown {
		t.Error("still there")
	}
}

func TestAnAnswerIsOfItsOwnRequest(t *testing.T) {
	p := sending(t, "GET", "/V1/modules").answers(AskSend, 200, wire.Sent{Status: 200, Body: "[]"})
	if a := p.page().Use.Answer; a.Again != "" {
		t.Error(a.Again)
	}
	if p.does(pressed("ticket-open")); bodyOf(t, p.asked(AskTicket))["sent"] == nil {
		t.Error("the answer is not in the ticket")
	}
	p.does(pressed("ticket-close"), fields("method", "GET", "path", "/V1/orders"))
	p.answers(AskRequest, 200, map[string]any{"request": wire.Request{Method: "GET", URL: shop + "/rest/V1/orders"}})
	if a := p.page().Use.Answer; a.Again != "Answer to GET "+shop+"/rest/V1/modules" {
		t.Errorf("%+v", a)
	}
	if p.does(pressed("ticket-open")); bodyOf(t, p.asked(AskTicket))["sent"] != nil {
		t.Error("the ticket has the answer to another request")
	}
}

func TestARefusalWithStatus200IsNoSuccess(t *testing.T) {
	for level, icon := range map[string]string{wire.LevelError: "invalid", wire.LevelWarning: "valid"} {
		p := sending(t, "GET", "/V1/modules").answers(AskSend, 200, wire.Sent{Status: 200, Body: `{"errors":[]}`, Findings: []wire.Finding{{Code: "x", Level: level}}})
		if a := p.page().Use.Answer; a.Icon != icon {
			t.Errorf("%s: %+v", level, a)
		}
	}
}

func TestAWriteAsks(t *testing.T) {
	p := sending(t, "PUT", "/V1/carts/1")
	if p.page().Use.Send.Label != "Send PUT" {
		t.Error(p.page().Use.Send)
	}
	p.refuses(AskSend, 409, wire.Error{Code: "write_asks", Message: "PUT may change something."})
	if q := p.page().Use.Question; !q.Shown || q.Title != "PUT may change something." || q.Yes != "Send PUT" {
		t.Errorf("%+v", q)
	}
	p.does(pressed("send-ask-yes"))
	if in := bodyOf(t, p.asked(AskSend)); in["consent"].([]any)[0] != "write" {
		t.Error(in)
	}
	p.refuses(AskSend, 409, wire.Error{Code: "write_production", Params: map[string]string{"host": "shop.test"}})
	if g := p.page().Use.Guard; !g.Shown || g.Go != "Send PUT" || !strings.Contains(g.Label, "shop.test") || p.m.Escape() != "guard-no" {
		t.Errorf("%+v", g)
	}
	p.does(HostTyped{"shop"}).asksNothing()
	if p.m.FitsHost("shop") || !p.m.FitsHost(" SHOP.test ") {
		t.Error("the wrong host lets it through")
	}
	p.does(HostTyped{" shop.test "})
	if in := bodyOf(t, p.asked(AskSend)); in["host"] != "shop.test" || in["consent"].([]any)[0] != "write" {
		t.Error(in)
	}
	// The next one asks anew.
	p.answers(AskSend, 200, wire.Sent{Status: 200}).does(pressed("send"))
	if in := bodyOf(t, p.asked(AskSend)); in["consent"] != nil || in["host"] != nil {
		t.Error(in)
	}
}

func TestAYesIsNotForAnotherRequest(t *testing.T) {
	p := sending(t, "PUT", "/V1/carts/1").refuses(AskSend, 409, wire.Error{Code: "write_asks"})
	p.does(fields("method", "DELETE", "path", "/V1/products/a"))
	if p.page().Use.Question.Shown {
		t.Error("asks about a request that is another one by now")
	}
	p.does(pressed("send-ask-yes")).asksNothing()
}

func TestWhatWasQueuedCanBeAskedAbout(t *testing.T) {
	p := sending(t, "POST", "/async/V1/products")
	p.answers(AskSend, 200, wire.Sent{Status: 202, Body: `{"bulk_uuid":"1"}`, Next: &wire.Request{Method: "GET", URL: shop + "/rest/V1/bulk/1/status"}})
	if a := p.page().Use.Answer; a.Next == "" {
		t.Errorf("%+v", a)
	}
	p.does(pressed("send-next"))
	if in := bodyOf(t, p.asked(AskSend)); in["request"].(map[string]any)["url"] != shop+"/rest/V1/bulk/1/status" || in["consent"] != nil {
		t.Error(in)
	}
	if v := p.filled(); v["method"] != "GET" || v["path"] != "/rest/V1/bulk/1/status" {
		t.Error(v)
	}
}

func TestSendWaitsForWhatIsTyped(t *testing.T) {
	p := finding(t, "").does(fields("method", "GET", "path", "/V1/modules"), pressed("send"))
	for _, e := range p.effects {
		if a, is := e.(Ask); is && a.What == AskSend {
			t.Fatal("what was sent is not what stands in the fields")
		}
	}
	p.answers(AskRequest, 200, map[string]any{"request": wire.Request{Method: "GET", URL: shop + "/rest/V1/modules"}})
	p.asked(AskSend)
}

func TestSendIsCancelled(t *testing.T) {
	p := sending(t, "GET", "/V1/modules")
	id := p.m.Request.Sending.Job.ID
	p.does(pressed("send-cancel")).has(Cancel{id})
	if u := p.page().Use; u.Send.Busy || !u.Answer.Shown {
		t.Errorf("%+v", u.Answer)
	}
}

// keptRecord is what the page wrote down of the request last.
func (p *player) keptRecord() json.RawMessage {
	p.t.Helper()
	var kept json.RawMessage
	for _, e := range p.effects {
		if k, is := e.(Keep); is && k.Key == RequestKey {
			kept = k.Value
		}
	}
	if kept == nil {
		p.t.Fatal("nothing is kept")
	}
	return kept
}

func TestTheRequestOutlivesThePopup(t *testing.T) {
	p := sending(t, "GET", "/V1/modules")
	kept, id := p.keptRecord(), p.m.Request.Sending.Job.ID
	call := map[string]any{"v": 1, "id": id, "origin": shop, "path": "/v1/send", "state": wire.CallRunning, "startedAt": start.Format(time.RFC3339)}
	running, _ := json.Marshal(call)

	again := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("tab-use"))
	again.has(RecallRequest{})
	again.does(RequestFound{kept, []json.RawMessage{running}})
	if v := again.filled(); v["path"] != "/V1/modules" || !again.page().Use.Send.Busy {
		t.Error(v)
	}
	call["state"], call["finishedAt"] = wire.CallDone, start.Format(time.RFC3339)
	call["body"] = wire.Sent{Status: 200, Body: "[]"}
	done, _ := json.Marshal(call)
	again.does(CallChanged{done})
	if a := again.page().Use.Answer; a.Title != "200 OK" || a.Again == "" {
		t.Errorf("%+v", a)
	}

	elsewhere := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("tab-use"))
	elsewhere.does(RequestFound{json.RawMessage(strings.Replace(string(kept), shop, "https://other.test", 1)), nil})
	if len(elsewhere.effects) > 0 {
		t.Error("what was filled in for another store is filled in here")
	}
	typed := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("tab-use"), fields("method", "GET", "path", "/V1/x"))
	if typed.does(RequestFound{kept, nil}); len(typed.effects) > 0 {
		t.Error("what was typed meanwhile is lost")
	}
}

func TestHeadersAreNotKept(t *testing.T) {
	p := finding(t, "").does(fields("method", "GET", "path", "/V1/x", "headers", "X-Key: secret", "data", "kept"))
	if kept := string(p.keptRecord()); strings.Contains(kept, "secret") || !strings.Contains(kept, "kept") {
		t.Error(kept)
	}
}

func TestFileNames(t *testing.T) {
	for url, want := range map[string]string{
		shop + "/rest/V1/products/24-MB01?x=1": "products-24-MB01", shop + "/graphql": "-graphql", shop + "/rest/V1/a%2Fb": "a-2Fb", shop: "answer",
	} {
		if got := fileName(url); strings.Trim(got, "-") != strings.Trim(want, "-") {
			t.Errorf("%s: %s", url, got)
		}
	}
}

func TestATicketIsLookedAtFirst(t *testing.T) {
	p := sending(t, "GET", "/V1/modules").answers(AskSend, 200, wire.Sent{Status: 200, Body: "[]"}).does(pressed("ticket-open"))
	in := bodyOf(t, p.asked(AskTicket))
	if in["sent"].(map[string]any)["status"] != 200.0 || in["token"].(map[string]any)["kind"] != "admin" || strings.Contains(string(p.asked(AskTicket).Body), "eyJ") {
		t.Error(in)
	}
	one := wire.Replacement{Number: 0, Kind: "email", Original: "jane@acme.example", Placeholder: "<email-1>", Times: 2, Made: true}
	p.answers(AskTicket, 200, wire.Ticket{Text: "<email-1>", Replacements: []wire.Replacement{one}})
	ticket := p.page().Use.Ticket
	if !ticket.Shown || ticket.Text != "<email-1>" || ticket.Replacements[0].Title != "jane@acme.example" || ticket.Replacements[0].ActLabel != "Show" {
		t.Errorf("%+v", ticket)
	}
	p.does(pressedOf("ticket-turn", "0"))
	if keep := bodyOf(t, p.asked(AskTicket))["keep"].([]any); len(keep) != 1 || keep[0] != 0.0 {
		t.Error(keep)
	}
	one.Made = false
	p.answers(AskTicket, 200, wire.Ticket{Text: "jane@acme.example", Replacements: []wire.Replacement{one}})
	if row := p.page().Use.Ticket.Replacements[0]; row.ActLabel != "Replace" || row.State != "shown" {
		t.Errorf("%+v", row)
	}
	p.does(pressedOf("ticket-turn", "0"))
	if keep := bodyOf(t, p.asked(AskTicket))["keep"].([]any); len(keep) != 0 {
		t.Error(keep)
	}
	p.does(pressed("copy-ticket")).has(CopyText{"jane@acme.example", "copy-ticket"})
	if p.does(pressed("ticket-close")); p.page().Use.Ticket.Shown {
		t.Error("still there")
	}
}
