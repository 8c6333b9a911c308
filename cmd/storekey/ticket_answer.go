package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// answerGiven holds the flags of an answer that came elsewhere.
type answerGiven struct {
	file   string
	status int
}

func (g *answerGiven) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&g.file, "answer", "", "send nothing: the answer is in this `file`, - reads standard input: what curl -i printed, or a body")
	cmd.Flags().IntVar(&g.status, "status", 0, "HTTP status of a body that --answer names")
}

// sent is the answer that was given, nil for none.
func (g *answerGiven) sent(a *app) (*wire.Sent, error) {
	if g.file == "" {
		if g.status != 0 {
			return nil, usagef("--status is for the body that --answer names")
		}
		return nil, nil
	}
	text, err := a.fileOrStdin(g.file, "Answer")
	if err != nil {
		return nil, err
	}
	a.journal.hide(secret.New(text))
	sent := readAnswer(text)
	if g.status != 0 {
		sent.Status = g.status
	}
	if sent.Status < 100 || sent.Status > 599 {
		return nil, usagef("the status of the answer is missing: --status, or an answer as curl -i prints it")
	}
	return sent, nil
}

// readAnswer takes an answer apart as it went over the wire: blocks of a status
// line and headers, of which only the last is the store's (a proxy's or a 100
// Continue goes before it), then the body. A text without any is a body.
func readAnswer(text string) *wire.Sent {
	sent := &wire.Sent{Headers: []wire.Header{}, Findings: []wire.Finding{}}
	for strings.HasPrefix(text, "HTTP/") {
		head, body, _ := strings.Cut(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n")
		first, rest, _ := strings.Cut(head, "\n")
		words := append(strings.Fields(first), "", "")
		sent.Status, _ = strconv.Atoi(words[1])
		sent.Headers = []wire.Header{}
		for line := range strings.Lines(rest) {
			if name, value, ok := strings.Cut(line, ":"); ok {
				sent.Headers = append(sent.Headers, wire.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
			}
		}
		text = body
	}
	sent.Body, sent.Size = text, len(text)
	return sent
}
