package api

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

const (
	// maxShown is how much of an answer is kept for the page, in bytes.
	maxShown = 256 << 10
	// wroteFor is how long a host that was typed for a write counts.
	wroteFor = 10 * time.Minute

	consentWrite = "write" // send what may change something

	wrotePrefix = "wrote:"
)

// sendCall is a request to be sent to a store, with a credential that Storekey
// adds.
type sendCall struct {
	Request    wire.Request        `json:"request"`
	Credential *wire.CredentialRef `json:"credential"`
	Store      storeParam          `json:"store"`
	Consent    []string            `json:"consent"`
	Door       *doorFields         `json:"door"`
	// Host is what was typed to allow a write in production.
	Host string `json:"host"`
}

// send sends a request from the page. What only reads goes at once; a write
// wants a yes, and in production the host's name.
func (h *handler) send(j *job) (any, error) {
	var in sendCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if err := in.Door.fit(); err != nil {
		return nil, err
	}
	u, err := url.Parse(in.Request.URL)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil, refuse("not_address")
	}
	if err := h.maySend(j, in, u); err != nil {
		return nil, err
	}
	request := in.Request
	if in.Credential != nil {
		c, text, err := h.carried(j.ctx, *in.Credential, originOf(u))
		if err != nil {
			return nil, err
		}
		request = c.authorize(request, text.Reveal())
	}
	way := h.leave(j, doorPlace{url: in.Request.URL}, in.Door, in.Consent)
	out, err := h.sendCounted(j, way, request)
	if err == nil {
		h.remember(j, in.Request, "")
	}
	if way.held != nil {
		return nil, way.held
	}
	return out, err
}

// sendCounted sends what holds no password as it is. One that does is counted as a
// login; several in one request would be as many tries.
func (h *handler) sendCounted(j *job, way *exit, request wire.Request) (*wire.Sent, error) {
	switch logins := loginsIn(request); len(logins) {
	case 0:
		_, out, err := h.sendNow(j, way, request)
		if err == nil {
			err = h.takeTokens(j, request, out, tokensIn(out.Body, h, false), sentLogin{})
		}
		return out, err
	case 1:
		return h.sendLogin(j, way, request, logins[0])
	}
	return nil, refuse("send_logins")
}

// maySend wants the yes that a write needs.
func (h *handler) maySend(j *job, in sendCall, u *url.URL) error {
	if reads(in.Request) {
		return nil
	}
	if !onlyLogsIn(in.Request) {
		if err := h.mayChange(j, originOf(u)); err != nil {
			return err
		}
	}
	if len(loginsIn(in.Request)) > 0 {
		switch {
		case strings.Contains(u.Path, "/async/"):
			return refuse("not_queued")
		case h.plainHTTP(j, wire.Store{RestURL: in.Request.URL}, storeCall{}) != nil:
			return refuse("send_plain", "host", u.Host)
		}
	}
	stage, err := h.stageAt(j, originOf(u))
	if err != nil {
		return err
	}
	if !has(in.Consent, consentWrite) {
		return refuse("write_asks", "method", strings.ToUpper(in.Request.Method), "host", u.Host)
	}
	if stage != wire.StageProduction {
		return nil
	}
	key := wrotePrefix + strconv.Itoa(j.tabID) + ":" + originOf(u)
	if strings.EqualFold(strings.TrimSpace(in.Host), u.Host) {
		return h.records.write(j.ctx, AreaSession, key, wroteRecord{recordVersion, h.now().Add(wroteFor).UTC().Format(time.RFC3339)})
	}
	var record wroteRecord
	if known, err := h.records.read(j.ctx, AreaSession, key, &record); err == nil && known {
		if until, _ := time.Parse(time.RFC3339, record.Until); h.now().Before(until) {
			return nil
		}
	}
	return refuse("write_production", "host", u.Host)
}

// wroteRecord says until when writes go to a production store from a tab.
type wroteRecord struct {
	V     int    `json:"v"`
	Until string `json:"until"`
}

// reads reports whether a request changes nothing: GET, a GraphQL query, or one
// of the routes that only compute. What goes by way of the queue is a write.
func reads(r wire.Request) bool {
	u, err := url.Parse(r.URL)
	if err != nil {
		return false
	}
	switch method := strings.ToUpper(r.Method); {
	case method == http.MethodGet || method == http.MethodHead:
		return true
	case method != http.MethodPost || strings.Contains(u.Path, "/async/"):
		return false
	}
	switch apiIn(u.Path) {
	case overGraphQL:
		return r.Body != nil && isQuery(*r.Body)
	case overSOAP:
		return r.Body != nil && isSOAPRead(*r.Body)
	}
	_, path, found := strings.Cut(u.Path, "/V1/")
	for _, ending := range []string{"/estimate-shipping-methods", "/estimate-shipping-methods-by-address-id", "/totals-information", "/isEmailAvailable", "/render-list"} {
		if found && strings.HasSuffix("/"+path, ending) {
			return true
		}
	}
	return false
}

// apiIn is the name of the web API that a path goes to, empty where none stands in
// it: whatever comes behind /graphql is that one's for the store.
func apiIn(path string) string {
	for _, segment := range strings.Split(strings.ToLower(path), "/") {
		if segment == overREST || segment == overGraphQL || segment == overSOAP {
			return segment
		}
	}
	return ""
}

func (h *handler) sendNow(j *job, way *exit, request wire.Request) (magento.Answer, *wire.Sent, error) {
	var body io.Reader
	if request.Body != nil {
		body = io.NopCloser(strings.NewReader(*request.Body))
	}
	req, err := http.NewRequest(strings.ToUpper(request.Method), request.URL, body)
	if err != nil {
		return magento.Answer{}, nil, refuse("invalid_request", "problem", "this is no request that can be sent")
	}
	if request.Body != nil {
		req.ContentLength = int64(len(*request.Body))
	}
	for _, header := range request.Headers {
		req.Header.Add(header.Name, header.Value)
	}
	j.step("sending", 0, 0)
	begun := h.now()
	answer, err := magento.Send(j.ctx, way, req)
	if err != nil {
		return answer, nil, err
	}
	out := shownAnswer(answer)
	out.At, out.Millis = begun.UTC().Format(time.RFC3339), h.now().Sub(begun).Milliseconds()
	if answer.Status >= http.StatusBadRequest || answer.Status == http.StatusAccepted || strings.Contains(out.Body, `"errors"`) || strings.Contains(out.Body, "Fault>") {
		out.Findings = h.explained(j.ctx, answer)
	}
	out.Next = next(request, answer)
	return answer, out, nil
}

// shownAnswer is an answer as the page shows it. Cookies that the store would
// set are nobody's here.
func shownAnswer(answer magento.Answer) *wire.Sent {
	out := &wire.Sent{Status: answer.Status, Size: len(answer.Body), Via: answer.Via, Headers: []wire.Header{}, Findings: []wire.Finding{}}
	for name, values := range answer.Header {
		for _, value := range values {
			if name != "Set-Cookie" {
				out.Headers = append(out.Headers, wire.Header{Name: name, Value: value})
			}
		}
	}
	sort.SliceStable(out.Headers, func(a, b int) bool { return out.Headers[a].Name < out.Headers[b].Name })
	text := answer.Body
	if !utf8.Valid(text) {
		out.Binary = true
		return out
	}
	if out.Cut = len(text) > maxShown; out.Cut {
		text = []byte(strings.ToValidUTF8(string(text[:maxShown]), ""))
	}
	out.Body = string(text)
	return out
}

func (h *handler) explained(_ context.Context, answer magento.Answer) []wire.Finding {
	findings := magento.Explain(answer.Status, string(answer.Body[:min(len(answer.Body), maxShown)]))
	if findings == nil {
		findings = []wire.Finding{}
	}
	return findings
}

// next is the request for the status of what was queued (Magento_AsynchronousOperations).
func next(request wire.Request, answer magento.Answer) *wire.Request {
	id := gjson.GetBytes(answer.Body, "bulk_uuid").String()
	before, _, found := strings.Cut(request.URL, "/async/")
	if answer.Status != http.StatusAccepted || !found || id == "" {
		return nil
	}
	o := catalogue.Operation{Method: http.MethodGet, Path: "/V1/bulk/" + encodedSegment(id) + "/status"}
	return &wire.Request{Method: o.Method, URL: before + o.Path, Headers: []wire.Header{{Name: "Accept", Value: "application/json"}}}
}
