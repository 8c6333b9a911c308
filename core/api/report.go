package api

import (
	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/wire"
)

// report writes the answer of a check or an access map as Markdown, to paste
// into a ticket or a chat. No secret is in such an answer.
func (h *handler) report(j *job) (any, error) {
	var in struct {
		Check     *wire.Check     `json:"check"`
		AccessMap *wire.AccessMap `json:"accessMap"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	switch {
	case in.Check != nil && in.AccessMap == nil:
		return snippetText{Text: check.Markdown(*in.Check)}, nil
	case in.AccessMap != nil && in.Check == nil:
		return snippetText{Text: check.AccessMarkdown(*in.AccessMap)}, nil
	}
	return nil, refuse("invalid_request", "problem", "a report is of a check or of an access map")
}
