package wire

import (
	"strings"
	"testing"
)

func TestFindingIsMadeFromItsPhrase(t *testing.T) {
	f := NewFinding("other_origin", "origin", "https://a.test", "other", "https://b.test")
	if f.Level != LevelError || f.Message != "The token belongs to https://a.test and is not sent to https://b.test." {
		t.Errorf("finding %+v", f)
	}
}

func TestParamsAreNotFilledInAgain(t *testing.T) {
	f := NewFinding("other_origin", "origin", "{other}", "other", "x")
	if !strings.Contains(f.Message, "{other}") {
		t.Errorf("message %q: a value was taken for a placeholder", f.Message)
	}
}

func TestMissingParamStaysVisible(t *testing.T) {
	if f := NewFinding("plain_http"); !strings.Contains(f.Message, "{host}") {
		t.Errorf("message %q", f.Message)
	}
}

func TestUnknownCodePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	NewFinding("no_such_code")
}

func TestSortFindingsPutsTheWorstFirstAndKeepsOrder(t *testing.T) {
	list := []Finding{{Code: "a", Level: LevelInfo}, {Code: "b", Level: LevelError}, {Code: "c", Level: LevelInfo}, {Code: "d", Level: LevelWarning}}
	SortFindings(list)
	var order string
	for _, f := range list {
		order += f.Code
	}
	if order != "bdac" {
		t.Errorf("order %s", order)
	}
}

// Every phrase is whole: a level, a sentence, and a hint that says the next
// action.
func TestPhrases(t *testing.T) {
	for _, code := range Codes() {
		p := english()[code]
		if p.Level != LevelError && p.Level != LevelWarning && p.Level != LevelInfo {
			t.Errorf("%s: level %q", code, p.Level)
		}
		if p.Message == "" || (p.Hint == "" && p.Level != LevelInfo) {
			t.Errorf("%s: message or hint is empty", code)
		}
		for _, text := range []string{p.Message, p.Hint} {
			if strings.ContainsAny(text, "!") || strings.Contains(strings.ToLower(text), "please") {
				t.Errorf("%s: %q shouts or begs", code, text)
			}
		}
	}
}
