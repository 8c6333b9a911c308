package view

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// problemWords are the two sentences of an error: what is the case, and what to
// do. Those of the API come in words already; the page has words for its own.
func (m *Model) problemWords(w Words, e *wire.Error) (title, text string) {
	switch e.Code {
	case CodeNoAnswer:
		return w("problemNoAnswer"), w("problemNoAnswerHint")
	case CodeReloaded:
		return w("problemReloaded"), w("problemReloadedHint")
	case CodeNoLeave:
		return w("problemNoLeave"), w("problemNoLeaveHint")
	case codeCancelled:
		return w("problemCancelled"), w("problemCancelledHint")
	case codePageOver:
		return w("loginOver"), w("loginOverHint")
	case codeFileTooMuch:
		return w("fileLarge"), w("fileLargeHint")
	case codeFileNothing:
		return w("fileEmpty"), w("fileEmptyHint")
	case codeSealRepeat:
		return w("sealRepeat"), w("sealRepeatHint")
	case codeNoToken:
		return w("problemNoToken"), w("problemNoTokenHint")
	case CodeClipboard:
		return w("problemClipboard"), w("problemClipboardHint")
	case "invalid_request", "unknown_call", "call_unknown", "provider_unknown", "target_unknown":
		// The API speaks to those who write calls; here nobody did.
		return e.Message, w("problemInsideHint")
	}
	return e.Message, e.Hint
}

func storeWords(e *wire.Error) string {
	if e == nil {
		return ""
	}
	return e.Params["storeMessage"]
}

// proof is the fold with the store's own words and the requests made.
func (m *Model) proof(w Words, evidence []wire.Evidence, said string) Proof {
	p := Proof{Shown: len(evidence) > 0 || said != "", Store: said}
	for _, e := range evidence {
		p.Requests = append(p.Requests, proofLine(w, e))
	}
	p.Summary = requestCount(w, len(evidence))
	return p
}

func requestCount(w Words, n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return w("oneRequest")
	}
	return w("manyRequests", strconv.Itoa(n))
}

func proofLine(w Words, e wire.Evidence) ProofLine {
	line := ProofLine{Method: e.Method, URL: e.URL, Status: strconv.Itoa(e.Status), Note: e.Note}
	if e.Status == 0 {
		line.Status = w("noStatus")
	}
	if e.Via == "tab" {
		line.Note = strings.TrimSpace(line.Note + " " + w("viaTab"))
	}
	return line
}

var levelIcons = map[string]string{wire.LevelError: "invalid", wire.LevelWarning: "warning", wire.LevelInfo: "info"}

func findingLines(findings []wire.Finding) []FindingLine {
	var lines []FindingLine
	for _, f := range findings {
		lines = append(lines, FindingLine{f.Level, levelIcons[f.Level], f.Message, f.Hint})
	}
	return lines
}
