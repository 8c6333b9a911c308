package webext

import "sync"

// queue runs functions one after the other, outside of the event loop's call
// that brought them.
type queue struct {
	mu     sync.Mutex
	filled *sync.Cond
	jobs   []func()
	closed bool
}

func newQueue() *queue {
	q := new(queue)
	q.filled = sync.NewCond(&q.mu)
	return q
}

func (q *queue) put(job func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, job)
	q.filled.Signal()
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed, q.jobs = true, nil
	q.filled.Signal()
}

func (q *queue) next() func() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.jobs) == 0 && !q.closed {
		q.filled.Wait()
	}
	if q.closed {
		return nil
	}
	job := q.jobs[0]
	q.jobs = q.jobs[1:]
	return job
}

func (q *queue) run() {
	for job := q.next(); job != nil; job = q.next() {
		job()
	}
}
