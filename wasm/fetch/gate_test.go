package fetch

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
)

func TestGatesLetOthersInTogether(t *testing.T) {
	var g gates
	first, _ := g.enter(t.Context(), "one", false)
	second, err := g.enter(t.Context(), "one", false)
	if err != nil {
		t.Fatal(err)
	}
	alone, err := g.enter(t.Context(), "two", true)
	if err != nil {
		t.Fatal("another origin waits:", err)
	}
	first()
	second()
	alone()
	if len(g.gates) != 0 {
		t.Errorf("%d gates are left", len(g.gates))
	}
}

// Whoever wants to be alone waits for those inside, and those who come later
// wait for it.
func TestGatesKeepASessionApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gates
		var order []string
		inside, alone := 0, 0
		enter := func(name string, wantsAlone bool, leave <-chan struct{}) {
			go func() {
				out, err := g.enter(t.Context(), "one", wantsAlone)
				if err != nil {
					t.Error(err)
					return
				}
				defer out()
				inside++
				if wantsAlone {
					alone++
				}
				if alone > 0 && inside > 1 {
					t.Errorf("%s is not alone", name)
				}
				order = append(order, name)
				<-leave
				inside--
				if wantsAlone {
					alone--
				}
			}()
			synctest.Wait()
		}
		first, others := make(chan struct{}), make(chan struct{})
		enter("before", false, first)
		enter("session", true, others)
		enter("after", false, others)
		enter("session", true, others)
		if got := strings.Join(order, " "); got != "before" {
			t.Errorf("inside at first: %s", got)
		}
		close(first)
		synctest.Wait()
		close(others)
		synctest.Wait()
		if got := strings.Join(order, " "); got != "before session session after" {
			t.Errorf("in order: %s", got)
		}
		if len(g.gates) != 0 {
			t.Errorf("%d gates are left", len(g.gates))
		}
	})
}

func TestGatesLetGo(t *testing.T) {
	var g gates
	leave, _ := g.enter(t.Context(), "one", false)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.enter(ctx, "one", true); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	second, err := g.enter(t.Context(), "one", false)
	if err != nil {
		t.Fatal("it waits for one that gave up:", err)
	}
	leave()
	second()
	if len(g.gates) != 0 {
		t.Errorf("%d gates are left", len(g.gates))
	}
}
