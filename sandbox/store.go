package sandbox

import (
	"crypto/rand"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Options of a sandbox store. The zero value is a store at the root of its
// host, second factor off, with the clock of this machine.
type Options struct {
	Now       func() time.Time
	BasePath  string // "/shop" for a store in a sub-folder
	FrontName string // first path segment of the admin panel; "admin" if empty
	Key       []byte // signs tokens, at random if nil: stores with the same key take each other's

	// Arrived is told each user name and password as it arrived over the web APIs,
	// whatever becomes of it: for tests of what is sent.
	Arrived func(kind, name, password string)

	Mode        string // how to misbehave: words of Modes, with commas between
	TwoFactor   bool
	Basic       string // "user:password" asked for by the web server in front
	Latency     time.Duration
	Redirect    string // where the mode redirect leads
	BearerToken bool   // oauth/consumer/enable_integration_as_bearer
	SHA1        bool   // takes HMAC-SHA1 in OAuth 1.0a, too: 2.4.3 and older
}

// Store is the sandbox: one http.Handler.
type Store struct {
	options Options
	journal journal

	mu       sync.Mutex // guards all below
	mode     Mode
	lock     lock
	sessions sessions
	revoked  map[owner]int64
	misses   map[int]int       // wrong passwords in a row in a customer's record
	touched  map[int]time.Time // when that record was written
	granted  map[int]*Account  // integrations as they are since a dialog of the panel gave them a token
	oauth    oauthState
	services serviceState
	answers  map[string]kept      // what the cache in front of the mode cached holds
	bulks    map[string]*accepted // asynchronous requests, by UUID
	bucket   bucket               // of the modes throttle and overload
	second   secondState          // what the second factors remember
	resolved map[int]bool         // customers whose answer GraphQL's resolver cache holds
}

// New makes a store in its first state.
func New(options Options) *Store {
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.FrontName == "" {
		options.FrontName = "admin"
	}
	if options.Key == nil {
		options.Key = []byte(rand.Text())
	}
	options.BasePath = strings.TrimRight(options.BasePath, "/")
	s := &Store{options: options}
	s.Reset()
	return s
}

// Reset brings the store back to the state in which New made it.
func (s *Store) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mode = firstMode(s.options)
	s.lock = lock{}
	s.sessions = sessions{}
	s.oauth = newOAuthState()
	s.services = newServiceState()
	s.revoked = map[owner]int64{}
	s.misses = map[int]int{}
	s.touched = map[int]time.Time{}
	s.granted = map[int]*Account{}
	s.answers = map[string]kept{}
	s.bucket = bucket{}
	s.bulks = map[string]*accepted{}
	s.resolved = map[int]bool{}
	s.second = secondState{challenges: map[int][]byte{}}
	s.journal.reset()
}

func (s *Store) now() time.Time { return s.options.Now() }

// ServeHTTP answers as the whole installation does: the web server in front,
// then the application.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, "/_sandbox"); ok {
		s.control(w, r, strings.Trim(rest, "/"))
		return
	}
	answer := &statusWriter{ResponseWriter: w}
	done := s.journal.open(r, s.options.BasePath, s.carriedBy(r), s.now())
	defer func() { done(answer.status) }()
	if r = s.front(answer, r); r != nil {
		s.cached(answer, r, func(w http.ResponseWriter) { s.application(w, r) })
	}
}

// application hands a request that got through the web server to the part of
// the store that answers it. /index.php/ before the path means nothing.
func (s *Store) application(w http.ResponseWriter, r *http.Request) {
	path, ok := s.inside(r.URL.Path)
	if !ok {
		serverNotFound(w)
		return
	}
	switch first, rest := cutSegment(path); {
	case first == "rest":
		s.rest(w, r, rest)
	case first == "graphql":
		s.graphql(w, r)
	case first == "soap":
		s.soap(w, r, rest)
	case first == "oauth" && isOAuth2(rest):
		s.oauth2(w, r, rest)
	case first == "_ims":
		s.imsToken(w, r, rest)
	case first == "oauth":
		s.oauthToken(w, r, rest)
	case first == s.options.FrontName:
		s.panel(w, r, rest)
	case first == "_front":
		s.showcase(w, r, rest)
	case path == "" && s.Mode().Front != "":
		s.showcase(w, r, s.Mode().Front)
	default:
		s.storefront(w, r, path)
	}
}

// inside cuts the base path and index.php off: what is left has no leading
// slash.
func (s *Store) inside(path string) (string, bool) {
	rest, ok := strings.CutPrefix(path, s.options.BasePath)
	if !ok || rest != "" && rest[0] != '/' {
		return "", false
	}
	rest = strings.TrimLeft(rest, "/")
	if first, after := cutSegment(rest); first == "index.php" {
		rest = after
	}
	return rest, true
}

// baseURL is the store's address as the caller knows it, with the last slash.
func (s *Store) baseURL(r *http.Request) string {
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host + s.options.BasePath + "/"
}

func cutSegment(path string) (first, rest string) {
	first, rest, _ = strings.Cut(path, "/")
	return first, strings.TrimLeft(rest, "/")
}

// statusWriter remembers what was answered.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}
