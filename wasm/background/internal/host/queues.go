package host

import "sync"

// queues lets the writers of one key in one after the other, in the order in
// which they came; different keys do not wait for each other.
type queues struct {
	mu   sync.Mutex
	last map[string]chan struct{}
}

// enter waits for its turn at key; leave gives the turn on.
func (q *queues) enter(key string) (leave func()) {
	mine := make(chan struct{})
	if before := q.join(key, mine); before != nil {
		<-before
	}
	return func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		if q.last[key] == mine {
			delete(q.last, key)
		}
		close(mine)
	}
}

// join puts mine at the end and returns who is before it, or nil.
func (q *queues) join(key string, mine chan struct{}) chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.last == nil {
		q.last = make(map[string]chan struct{})
	}
	before := q.last[key]
	q.last[key] = mine
	return before
}
