package host

import (
	"slices"
	"testing"
)

func TestQueuesKeepTheOrder(t *testing.T) {
	var q queues
	var order []int
	leave := q.enter("key")
	done := make(chan struct{})
	for i := range 5 {
		mine := make(chan struct{})
		before := q.join("key", mine) // as enter does, but in a known order
		go func() {
			<-before
			order = append(order, i)
			close(mine)
			done <- struct{}{}
		}()
	}
	if len(order) != 0 {
		t.Error("somebody did not wait")
	}
	leave()
	for range 5 {
		<-done
	}
	if !slices.Equal(order, []int{0, 1, 2, 3, 4}) {
		t.Errorf("in order %v", order)
	}
}

func TestQueuesOfOtherKeysDoNotWait(t *testing.T) {
	var q queues
	leave := q.enter("one")
	q.enter("two")()
	leave()
	if len(q.last) != 0 {
		t.Errorf("%d queues are left", len(q.last))
	}
	q.enter("one")()
}
