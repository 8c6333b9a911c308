package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// journal remembers what came in, without any value that could be a secret.
type journal struct {
	mu       sync.Mutex
	entries  []*entry
	counters counters
}

type entry struct {
	At      time.Time `json:"at"`
	Method  string    `json:"method"`
	Path    string    `json:"path"`
	Query   []string  `json:"query,omitempty"`
	Headers []string  `json:"headers"`
	Cookies []string  `json:"cookies,omitempty"`
	Carried *carried  `json:"carried,omitempty"` // to the web APIs only
	Status  int       `json:"status"`            // 0: not answered, or the client left
}

// counters of the requests that carry a user name and a password to the web
// APIs, counted when they arrive, whatever becomes of them.
type counters struct {
	Total   int            `json:"total"`
	ByRoute map[string]int `json:"byRoute"`
	ByUser  map[string]int `json:"byUser"`
}

const journalLength = 200

func (j *journal) reset() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = nil
	j.counters = counters{ByRoute: map[string]int{}, ByUser: map[string]int{}}
}

// open notes a request; what it returns is called with the status in the end.
func (j *journal) open(r *http.Request, basePath string, with *carried, now time.Time) (done func(status int)) {
	one := &entry{At: now.UTC(), Method: r.Method, Path: r.URL.Path, Query: sortedKeys(r.URL.Query()),
		Headers: sortedKeys(r.Header), Cookies: cookieNames(r), Carried: with}
	user, logsIn := credentialUser(r)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = append(j.entries, one)
	j.entries = j.entries[max(0, len(j.entries)-journalLength):]
	if logsIn {
		j.counters.Total++
		j.counters.ByRoute[tokenRoute(strings.TrimPrefix(r.URL.Path, basePath))]++
		j.counters.ByUser[user]++
	}
	return func(status int) {
		j.mu.Lock()
		defer j.mu.Unlock()
		one.Status = status
	}
}

func (j *journal) list() []entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	all := make([]entry, len(j.entries))
	for i, one := range j.entries {
		all[i] = *one
	}
	return all
}

func (j *journal) count() counters {
	j.mu.Lock()
	defer j.mu.Unlock()
	return counters{j.counters.Total, maps.Clone(j.counters.ByRoute), maps.Clone(j.counters.ByUser)}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func cookieNames(r *http.Request) (names []string) {
	for _, c := range r.Cookies() {
		names = append(names, c.Name)
	}
	sort.Strings(names)
	return names
}

// tokenRoute is the path without what may vary: index.php, store code, version.
func tokenRoute(path string) string {
	if _, after, ok := strings.Cut(path, "/V1/"); ok {
		return strings.Trim(after, "/")
	}
	return strings.Trim(path, "/")
}

// credentialUser reads who logs in with a request, and leaves the body as it
// was. Nothing but the name is kept.
func credentialUser(r *http.Request) (string, bool) {
	if r.Method != http.MethodPost || r.Body == nil {
		return "", false
	}
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	r.Body = io.NopCloser(bytes.NewReader(body))
	if strings.HasSuffix(strings.Trim(r.URL.Path, "/"), "graphql") {
		return graphqlUser(body)
	}
	if sent, err := readEnvelope(body); err == nil {
		name, ok := sent.fields["username"].(string)
		return name, ok
	}
	if strings.HasSuffix(strings.Trim(r.URL.Path, "/"), "oauth/token") {
		return oauth2User(r.Header.Get("Content-Type"), body)
	}
	if !isTokenRoute(tokenRoute(r.URL.Path)) {
		return "", false
	}
	return restUser(body), true
}

// oauth2User is who logs in at the token service.
func oauth2User(media string, body []byte) (string, bool) {
	r := &http.Request{Header: http.Header{"Content-Type": {media}}, Body: io.NopCloser(bytes.NewReader(body))}
	sent := oauth2Values(r, "")
	return sent["username"], sent["grant_type"] == "password"
}

func isTokenRoute(route string) bool {
	return route == "integration/admin/token" || route == "integration/customer/token" || strings.HasPrefix(route, "tfa/provider/")
}

func restUser(body []byte) string {
	if value, err := readXML(body); err == nil {
		fields, _ := value.(map[string]any)
		name, _ := fields["username"].(string)
		return name
	}
	var sent struct {
		Username string `json:"username"`
	}
	_ = json.Unmarshal(body, &sent)
	return sent.Username
}
