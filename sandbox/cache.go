package sandbox

import (
	"bytes"
	"net/http"
	"strconv"
	"time"
)

// kept is an answer in the cache in front of the mode "cached".
type kept struct {
	at     time.Time
	status int
	header http.Header
	body   []byte
}

// cached answers out of the cache, or lets next answer and keeps that. Only
// the address counts, not who asks: a mistake that real caches make. Nothing
// but GETs of the web APIs is kept, and no failure of the server.
func (s *Store) cached(w http.ResponseWriter, r *http.Request, next func(http.ResponseWriter)) {
	address := r.URL.RequestURI()
	s.mu.Lock()
	found, hit := s.answers[address]
	on := s.mode.Name == "cached"
	s.mu.Unlock()
	switch {
	case !on || r.Method != http.MethodGet || !s.isAPI(r):
		next(w)
	case hit:
		found.write(w, int(s.now().Sub(found.at)/time.Second)+1)
	default:
		recorder := &recorder{header: http.Header{}}
		next(recorder)
		one := kept{s.now(), max(recorder.status, http.StatusOK), recorder.header, recorder.body.Bytes()}
		if one.status < http.StatusInternalServerError {
			s.mu.Lock()
			s.answers[address] = one
			s.mu.Unlock()
		}
		one.write(w, 0)
	}
}

// write says how old the answer is; a new one is a miss. Cookies stay with the
// first who asked.
func (k kept) write(w http.ResponseWriter, age int) {
	for name, values := range k.header {
		if age == 0 || name != "Set-Cookie" {
			w.Header()[name] = values
		}
	}
	verdict := "MISS"
	if age > 0 {
		verdict = "HIT"
		w.Header().Set("Age", strconv.Itoa(age))
	}
	w.Header().Set("X-Cache", verdict)
	w.Header().Set("CF-Cache-Status", verdict)
	w.WriteHeader(k.status)
	_, _ = w.Write(k.body)
}

// recorder keeps an answer instead of sending it.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) { r.status = status }

func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }
