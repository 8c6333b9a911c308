package magento

import (
	"context"
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// InFront names more closely than Refused what answered in place of Magento: a
// bot protection's challenge, a CDN or web server that gave up waiting, a login.
// What its page and headers do not tell stays as it is.
func InFront(a Answer, r *Refusal) *Refusal {
	if r == nil || !coarse[r.Code] {
		return r
	}
	e := &explained{Answer: a}
	if a.Header.Get("Cf-Mitigated") != "" {
		return e.refusalOf("bot_challenge")
	}
	if code := e.pageCode(); code != "" {
		return e.refusalOf(code)
	}
	return r
}

// coarse are the codes of pages.
var coarse = map[string]bool{
	"waf_page": true, "store_error": true, "web_page_answer": true, "page_not_found": true, "not_json": true, "refused": true,
}

// OtherAgent is the User-Agent of a second try, where the first was blocked.
const OtherAgent = "Mozilla/5.0 (compatible; Storekey)"

// agents is a Doer that can go under another User-Agent.
type agents interface{ OtherAgent() string }

// Blocked tells a page that blocks programs by their User-Agent from other
// blocks: it asks url once more under another one, with nothing secret. The
// refusal that it returns is r itself, or one that says so.
func Blocked(ctx context.Context, d Doer, url string, r *Refusal, headers ...wire.Header) (*Refusal, []wire.Evidence) {
	named, ok := d.(agents)
	if !ok || r == nil || r.Code != "waf_page" || named.OtherAgent() == "" {
		return r, nil
	}
	var more []wire.Header
	for _, h := range headers {
		if !strings.EqualFold(h.Name, "User-Agent") {
			more = append(more, h)
		}
	}
	answer, err := Get(ctx, d, url, append(more, wire.Header{Name: "User-Agent", Value: named.OtherAgent()})...)
	if err != nil {
		return r, nil
	}
	note := "other_agent_refused"
	if other := Refused(answer); other == nil || other.Code != r.Code || other.Status != r.Status {
		note = "other_agent_passes"
		r = &Refusal{Status: r.Status, Code: "agent_blocked", Params: r.Params}
	}
	return r, []wire.Evidence{answer.Evidence(http.MethodGet, url, Words(note))}
}
