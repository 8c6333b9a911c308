package main

import (
	"bytes"
	"strings"
	"testing"
)

const events = `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestA/one"}
{"Action":"run","Package":"p","Test":"TestA/two"}
{"Action":"output","Package":"p","Test":"TestA/two","Output":"    a_test.go:7: got 1, want 2\n"}
{"Action":"pass","Package":"p","Test":"TestA/one"}
{"Action":"fail","Package":"p","Test":"TestA/two"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Test":"TestB","Output":"=== RUN   TestB\n"}
{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:3: fish is not installed\n"}
{"Action":"skip","Package":"p","Test":"TestB"}
{"Action":"run","Package":"p","Test":"TestC"}
{"Action":"output","Package":"p","Test":"TestC","Output":"chatter\n"}
{"Action":"pass","Package":"p","Test":"TestC"}
`

func TestTotals(t *testing.T) {
	var out bytes.Buffer
	totals := &Totals{out: &out}
	if err := totals.Read(strings.NewReader(events)); err != nil {
		t.Fatal(err)
	}
	if got, want := totals.String(), "2 passed, 1 failed, 1 skipped"; got != want {
		t.Errorf("totals %q, want %q", got, want)
	}
	for _, want := range []string{"got 1, want 2", "skip  TestB: fish is not installed"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, &out)
		}
	}
	if strings.Contains(out.String(), "chatter") {
		t.Errorf("output of a passed test is shown:\n%s", &out)
	}
}

func TestPackageThatDoesNotBuildIsShownAndCounted(t *testing.T) {
	var out bytes.Buffer
	totals := &Totals{out: &out}
	err := totals.Read(strings.NewReader(`{"Action":"build-output","ImportPath":"p","Output":"p.go:1: syntax error\n"}
{"Action":"build-fail","ImportPath":"p"}
{"Action":"start","Package":"p"}
{"Action":"fail","Package":"p","FailedBuild":"p"}
`))
	if err != nil || totals.failed != 1 || !strings.Contains(out.String(), "syntax error") {
		t.Errorf("err %v, %s, output:\n%s", err, totals, &out)
	}
}

func TestOutputThatIsNotEventsIsAnError(t *testing.T) {
	if err := (&Totals{out: &bytes.Buffer{}}).Read(strings.NewReader("panic: oh")); err == nil {
		t.Error("no error")
	}
}
