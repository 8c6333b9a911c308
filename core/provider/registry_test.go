package provider

import (
	"os"
	"strings"
	"testing"
)

func TestRegistry(t *testing.T) {
	var ids []string
	for _, p := range All() {
		ids = append(ids, p.ID)
		if p.Title == "" || p.Summary == "" || len(p.Fields) == 0 || p.Obtain == nil {
			t.Errorf("%s: %+v", p.ID, p.Card)
		}
		if _, err := os.Stat(p.ID + ".go"); err != nil {
			t.Errorf("no file for %s: %v", p.ID, err)
		}
		if got, ok := Get(p.ID); !ok || got.ID != p.ID {
			t.Errorf("%s is not found", p.ID)
		}
	}
	if got := strings.Join(ids, " "); got != "admin session integration customer customergraphql customerasadmin ims oauth2 paste xml soap" {
		t.Errorf("got %s", got)
	}
	if _, ok := Get("nobody"); ok {
		t.Error("nobody is there")
	}
}

func TestRegisterTwicePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	p, _ := Get("admin")
	register(p)
}
