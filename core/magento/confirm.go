package magento

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/wire"
)

// confirmPath is anonymous on every Magento 2 and answers a few bytes
// (Magento_Directory).
const confirmPath = "/V1/directory/currency"

// Confirm asks each candidate in turn, without any credential, until one
// answers as Magento. The evidence lists every request. Where none does, the
// error is that of the most telling answer: ErrNotMagento where the store's web
// server has nothing there, otherwise what stands in the way.
func Confirm(ctx context.Context, d Doer, cs []Candidate) (wire.Store, []wire.Evidence, error) {
	s := search{closed: map[string]bool{}}
	for _, c := range cs {
		if s.closed[origin(c.BaseURL)] {
			continue
		}
		found, err := s.ask(ctx, d, c)
		if found {
			return wire.Store{BaseURL: c.BaseURL, RestURL: c.RestURL}, s.evidence, nil
		}
		if ctx.Err() != nil {
			return wire.Store{}, s.evidence, err
		}
	}
	if s.best == nil {
		s.best = fmt.Errorf("magento: looking for the web API: %w", ErrNotMagento)
	}
	return wire.Store{}, s.evidence, s.best
}

// search is what was learnt on the way.
type search struct {
	evidence []wire.Evidence
	// closed are origins that answer nothing else for another path.
	closed map[string]bool
	best   error
}

func (s *search) ask(ctx context.Context, d Doer, c Candidate) (bool, error) {
	url := c.RestURL + confirmPath
	answer, err := Get(ctx, d, url)
	if err != nil {
		s.note(wire.Evidence{Method: http.MethodGet, URL: url}, err, c)
		return false, err
	}
	if isMagento(answer) {
		s.evidence = append(s.evidence, answer.Evidence(http.MethodGet, url, wire.NewFinding("answers_as_magento").Message))
		return true, nil
	}
	refusal, again := Blocked(ctx, d, url, closer(answer, Refused(answer)))
	s.note(answer.Evidence(http.MethodGet, url, ""), foreign(refusal, c), c)
	s.evidence = append(s.evidence, again...)
	return false, nil
}

// closer names what stands in the way as closely as it can be. A page is no more
// than not Magento's here, whatever page it is.
func closer(a Answer, r *Refusal) *Refusal {
	if r != nil && (r.Code == "waf_page" || r.Code == "store_error") {
		return InFront(a, r)
	}
	return r
}

// foreign says what an answer is that is not Magento's.
func foreign(refusal *Refusal, c Candidate) error {
	if refusal == nil || refusal.Code == "refused" || refusal.Code == "not_json" {
		return fmt.Errorf("magento: looking for the web API: %w", ErrNotMagento)
	}
	if refusal.Code == "page_not_found" || refusal.Code == "web_page_answer" {
		return fmt.Errorf("magento: looking for the web API: %w: %w", ErrNotMagento, refusal)
	}
	if target := refusal.Params["target"]; target != "" {
		refusal.Params["target"] = leadsTo(target, c)
	}
	return refusal
}

// leadsTo is the base URL that a redirect names, which is what the user can
// use: without the path that was asked for and without its query.
func leadsTo(location string, c Candidate) string {
	if strings.HasPrefix(location, "/") && !strings.HasPrefix(location, "//") {
		location = origin(c.BaseURL) + location
	}
	a, err := parseAddress(location)
	if err != nil {
		return location
	}
	if i := indexOf(a.segments, "index.php", "rest"); i >= 0 {
		a.segments = a.segments[:i]
	}
	return join(a.origins[0], a.segments)
}

// note keeps the evidence and the most telling error, and closes an origin that
// would answer the same for every path.
func (s *search) note(e wire.Evidence, err error, c Candidate) {
	if f, ok := Finding(err); ok {
		e.Note = f.Message
	}
	s.evidence = append(s.evidence, e)
	var refusal *Refusal
	answered := errors.As(err, &refusal) || errors.Is(err, ErrNotMagento)
	if !answered || refusal != nil && refusal.Code == "basic_auth" {
		s.closed[origin(c.BaseURL)] = true
	}
	if s.best == nil || weight(err) > weight(s.best) {
		s.best = err
	}
}

// telling orders what an unsuccessful search reports: a door that can be
// opened before a page that is merely not there.
var telling = []string{
	"not_address", "unreachable", "certificate", "timeout", "answer_too_large", "not_magento", "web_page_answer", "page_not_found",
	"store_error", "rate_limited", "redirected", "maintenance", "waf_page", "basic_auth",
}

func weight(err error) int {
	code := Code(err)
	for i, c := range telling {
		if c == code {
			return i
		}
	}
	var refusal *Refusal
	if errors.As(err, &refusal) { // something in front that is known by name
		return len(telling) - 1
	}
	return 0
}

// isMagento knows the currency answer, and Magento's own error wording where
// the route is closed: other software answers {"message": …}, too.
func isMagento(a Answer) bool {
	if a.Status == http.StatusOK {
		return jsontext.Valid(a.Body) && gjson.GetBytes(a.Body, "base_currency_code").Exists()
	}
	m, ok := ParseMessage(a.Body)
	if !ok || a.Status < 400 {
		return false
	}
	_, known := ruleForText(m.Template)
	return known
}

// origin is scheme://host of a URL made here.
func origin(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}
