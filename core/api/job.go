package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// maxBody is the most that a call may carry, in bytes.
const maxBody = 1 << 20

// job is one call being served.
type job struct {
	ctx  context.Context
	req  *http.Request
	body []byte
	// tabID is the tab that the page is about, 0 for none.
	tabID int
	// private says that the tab is of a private window.
	private bool
	// unattended says that no user asked for it.
	unattended bool
	// call is the record of a long call, nil for the others.
	call *liveCall
}

// read decodes the call's body.
func (j *job) read(into any) error {
	if len(j.body) == 0 {
		return refuse("invalid_request", "problem", "the body is empty")
	}
	if err := json.Unmarshal(j.body, into); err != nil {
		return refuse("invalid_request", "problem", jsonProblem(err))
	}
	return nil
}

// jsonProblem tells what is wrong without repeating the body, which may hold a
// password.
func jsonProblem(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("not JSON, at byte %d", syntax.Offset)
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Sprintf("%s must be %s", kind.Field, kind.Type)
	}
	return "not the JSON that this call takes"
}

// step tells watchers how far a long call is.
func (j *job) step(step string, done, total int) {
	if j.call != nil {
		j.call.step(j.ctx, step, done, total)
	}
}

// soFar keeps what a long call has found until now: its next step tells that along.
func (j *job) soFar(answer any) {
	if j.call == nil {
		return
	}
	_, raw := encode(answer, nil)
	j.call.h.mu.Lock()
	defer j.call.h.mu.Unlock()
	j.call.record.Body = raw
}

// sent records that a request with a credential is about to leave.
func (j *job) sent() error {
	if j.call == nil {
		return nil
	}
	return j.call.sent(j.ctx)
}

func (h *handler) serve(w http.ResponseWriter, req *http.Request, r route) {
	body, err := readBody(req, mostOf(req))
	if err != nil {
		writeError(w, err)
		return
	}
	j := &job{ctx: req.Context(), req: req, body: body}
	j.tabID, _ = strconv.Atoi(req.Header.Get(HeaderTab))
	j.private = req.Header.Get(HeaderPrivate) != ""
	id := req.Header.Get(HeaderCall)
	if !r.long || id == "" {
		answer, err := r.run(h, j)
		writeAnswer(w, answer, err)
		return
	}
	status, raw := h.runCall(j, id, r)
	writeRaw(w, status, raw)
}

// mostOf is how large a call's body may be: a file of the full size fits into
// JSON in any case, and no more.
func mostOf(req *http.Request) int64 {
	if strings.HasPrefix(req.URL.Path, "/v1/import") {
		return 3 * maxBody
	}
	return maxBody
}

func readBody(req *http.Request, most int64) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(req.Body, most+1))
	if err != nil {
		return nil, refuse("invalid_request", "problem", "the body could not be read")
	}
	if int64(len(body)) > most {
		return nil, refuse("too_large", "limit", strconv.FormatInt(most>>20, 10)+" MB")
	}
	return body, nil
}

func writeAnswer(w http.ResponseWriter, answer any, err error) {
	status, raw := encode(answer, err)
	writeRaw(w, status, raw)
}

// encode turns a result into the HTTP status and JSON that carry it.
func encode(answer any, err error) (int, []byte) {
	if err == nil {
		raw, marshalErr := json.Marshal(answer)
		if marshalErr == nil {
			return http.StatusOK, raw
		}
		err = fmt.Errorf("api: writing answer: %w", marshalErr)
	}
	status, body := wireError(err)
	raw, _ := json.Marshal(body)
	return status, raw
}

func writeError(w http.ResponseWriter, err error) { writeAnswer(w, nil, err) }

func writeRaw(w http.ResponseWriter, status int, raw []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}
