package api

import (
	"net/http"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/snippet"
	"github.com/storekey/storekey/core/wire"
)

// ticketCall is what a text for a ticket is made of.
type ticketCall struct {
	Request wire.Request `json:"request"`
	Sent    *wire.Sent   `json:"sent"`
	Check   *wire.Check  `json:"check"`
	Store   wire.Store   `json:"store"`
	// Token tells of the credential, without it.
	Token *wire.Token `json:"token"`
	// Keep are the numbers of replacements that are not to be made.
	Keep []int `json:"keep"`
}

// ticket writes a request, what came back and what is known of it as one
// Markdown text that can be shown to others: it runs as pasted once
// STOREKEY_TOKEN is set, and personal data are replaced.
func (h *handler) ticket(j *job) (any, error) {
	var in ticketCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	r := newRedactor(in.Keep)
	// Bodies first: once one is quoted for a shell, its members are hard to tell.
	if in.Request.Body != nil {
		body := r.replace(*in.Request.Body)
		in.Request.Body = &body
	}
	if in.Sent != nil {
		in.Sent.Body = r.replace(in.Sent.Body)
	}
	text, err := in.markdown(h.now())
	if err != nil {
		return nil, err
	}
	return wire.Ticket{Text: r.replace(text), Replacements: r.list}, nil
}

func (in ticketCall) markdown(now time.Time) (string, error) {
	target, _ := snippet.Get("curl")
	request := in.Request
	request.Headers = nil
	for _, header := range in.Request.Headers {
		if !isPrivateHeader(header.Name) {
			request.Headers = append(request.Headers, header)
		}
	}
	if in.Token != nil {
		request = withHeaders(request, wire.Header{Name: "Authorization", Value: "Bearer STOREKEY"})
	}
	command, err := target.WriteWith(request, snippet.Options{Secret: snippet.SecretEnv})
	if err != nil {
		return "", refuse("snippet_refused", "form", target.Title, "problem", "It cannot be written as a command.", "hint", "")
	}
	b := &strings.Builder{}
	b.WriteString("```bash\n" + command + "\n```\n")
	in.answer(b)
	in.facts(b, now)
	if in.Check != nil {
		b.WriteString("\n" + check.Markdown(*in.Check))
	}
	return b.String(), nil
}

// letIn are in the names of headers that open the store or its front door.
var letIn = []string{"auth", "cookie", "token", "secret", "pass", "key", "credential", "jwt", "session", "sign", "hmac", "nonce", "csrf", "access"}

func isPrivateHeader(name string) bool {
	name = strings.ToLower(name)
	for _, part := range letIn {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// told are the headers of an answer that help to find a fault.
var told = []string{"content-type", "date", "server", "via", "x-cache", "age", "cf-ray", "cf-cache-status", "cf-mitigated", "retry-after", "www-authenticate", "location", "x-request-id", "x-magento-cache-debug", "x-powered-by"}

func (in ticketCall) answer(b *strings.Builder) {
	if in.Sent == nil {
		return
	}
	b.WriteString("\n**" + strings.TrimSpace(strconv.Itoa(in.Sent.Status)+" "+http.StatusText(in.Sent.Status)) + "**")
	if in.Sent.At != "" { // an answer that was handed in says neither
		b.WriteString(" in " + strconv.FormatInt(in.Sent.Millis, 10) + " ms, " + in.Sent.At)
	}
	b.WriteString("\n\n```\n")
	for _, header := range in.Sent.Headers {
		if has(told, strings.ToLower(header.Name)) {
			b.WriteString(header.Name + ": " + header.Value + "\n")
		}
	}
	b.WriteString("\n" + strings.ReplaceAll(in.Sent.Body, "```", "'''") + "\n```\n")
}

func (in ticketCall) facts(b *strings.Builder, now time.Time) {
	b.WriteString("\n")
	line := func(name, value string) {
		if value != "" {
			b.WriteString("- " + name + ": " + value + "\n")
		}
	}
	line("Store", strings.TrimSpace(in.Store.BaseURL+" "+in.Store.Edition+" "+in.Store.Version))
	line("Store view", in.Store.StoreCode)
	if t := in.Token; t != nil {
		line("Token", t.Kind+", "+t.Format)
		line("Token issued", t.IssuedAt)
		line("Token expires", t.ExpiresAt)
	}
	if in.Sent != nil {
		line("Report", reportID(in.Sent.Body))
	}
	line("Written", now.UTC().Format(time.RFC3339))
}

// reportID is the number under which the store keeps an error's details
// (Magento_Framework's ErrorProcessor: "Report ID: webapi-…").
func reportID(body string) string {
	for _, mark := range []string{"Report ID: ", "Error log record number: "} {
		if _, after, found := strings.Cut(body, mark); found {
			end := strings.IndexFunc(after, func(r rune) bool {
				return !(r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z')
			})
			if end < 0 {
				end = len(after)
			}
			return after[:end]
		}
	}
	return ""
}

// redactor replaces what is personal or opens something. Each replacement has a
// number, so that the user can take it back; the same text is always the same
// one.
type redactor struct {
	keep   []int
	list   []wire.Replacement
	number map[string]int
	counts map[string]int
	placed map[string]bool
}

func newRedactor(keep []int) *redactor {
	return &redactor{keep: keep, list: []wire.Replacement{}, number: map[string]int{}, counts: map[string]int{}, placed: map[string]bool{}}
}

func (r *redactor) replace(text string) string {
	found := personal(text)
	sort.SliceStable(found, func(i, k int) bool { return found[i].start < found[k].start })
	var b strings.Builder
	at := 0
	for _, f := range found {
		original := text[f.start:f.end]
		if f.start < at || r.placed[original] {
			continue // within one that was replaced, or replaced before
		}
		made := r.note(f.kind, decodedWord(original))
		made.Times++
		b.WriteString(text[at:f.start])
		if made.Made {
			b.WriteString(made.Placeholder)
		} else {
			b.WriteString(original)
		}
		at = f.end
	}
	b.WriteString(text[at:])
	return b.String()
}

func (r *redactor) note(kind, original string) *wire.Replacement {
	n, known := r.number[kind+original]
	if !known {
		n = len(r.list)
		r.number[kind+original] = n
		r.counts[kind]++
		r.list = append(r.list, wire.Replacement{Number: n, Kind: kind, Original: original,
			Placeholder: "<" + kind + "-" + strconv.Itoa(r.counts[kind]) + ">", Made: !hasNumber(r.keep, n)})
	}
	r.placed[r.list[n].Placeholder] = true
	return &r.list[n]
}

func hasNumber(list []int, n int) bool {
	for _, item := range list {
		if item == n {
			return true
		}
	}
	return false
}
