package sandbox_test

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

// built are the groups of recorded exchanges that the sandbox answers.
var built = []string{"admin-token", "customer-token", "lock", "rest", "probe", "session", "facts", "2fa", "graphql", "revoke", "oauth1", "schema", "soap"}

// exchange is one line of exchanges.jsonl.
type exchange struct {
	Name    string
	State   string
	Note    string
	Request struct {
		Method, Path string
		Headers      map[string]string
		Body         string
	}
	Response struct {
		Status  int
		Headers [][2]string
		Body    string
	}
}

func (e exchange) group() string {
	group, _, _ := strings.Cut(e.Name, "/")
	return group
}

// TestConformance replays what a real store answered. Each group starts from a
// fresh sandbox, whose clock is set to the time of each exchange.
func TestConformance(t *testing.T) {
	folder := os.Getenv("MAGENTO_RECORDINGS")
	if folder == "" {
		t.Skip("MAGENTO_RECORDINGS does not name the folder of the recorded exchanges")
	}
	groups, names := recordings(t, filepath.Join(folder, "exchanges.jsonl"))
	for _, name := range built {
		if len(groups[name]) == 0 {
			t.Errorf("the recordings have no exchange of %s", name)
		}
	}
	total, equal, missing := 0, 0, []string(nil)
	for _, name := range names {
		if !slices.Contains(built, name) {
			missing = append(missing, fmt.Sprintf("%s (%d)", name, len(groups[name])))
			continue
		}
		same := replay(t, groups[name])
		t.Logf("%-14s %3d replayed, %3d equal", name, len(groups[name]), same)
		total, equal = total+len(groups[name]), equal+same
	}
	if len(missing) > 0 {
		t.Logf("not built yet: %s", strings.Join(missing, ", "))
	}
	t.Logf("%d exchanges replayed, %d equal, %d differ", total, equal, total-equal)
}

func recordings(t *testing.T, file string) (groups map[string][]exchange, names []string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	groups = map[string][]exchange{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one exchange
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		if groups[one.group()] == nil {
			names = append(names, one.group())
		}
		groups[one.group()] = append(groups[one.group()], one)
	}
	return groups, names
}

// replay sends a group to its own sandbox and counts what came out equal.
func replay(t *testing.T, group []exchange) (equal int) {
	at := &clock{}
	store := sandbox.New(sandbox.Options{Now: at.now, TwoFactor: strings.HasPrefix(group[0].State, "2fa on")})
	stage := &stage{T: t, store: store, clock: at, held: map[string]string{}}
	for _, e := range group {
		stage.prepare(e)
		if differences := stage.compare(e); len(differences) > 0 {
			t.Errorf("%s differs:\n\t%s", e.Name, strings.Join(differences, "\n\t"))
			continue
		}
		equal++
	}
	return equal
}

// stage is the sandbox of one group with what was put in place for it.
type stage struct {
	*testing.T
	store *sandbox.Store
	clock *clock
	held  map[string]string // the sandbox's own secret for each recorded one
}

// prepare does the steps that were not recorded, then sets the clock.
func (s *stage) prepare(e exchange) {
	for _, one := range unrecorded[e.Name] {
		for range one.times {
			s.at(time.Unix(one.at, 0), func() { one.do(s) })
		}
	}
	if now := timeOf(e); !now.IsZero() {
		s.clock.at = now
	}
}

// at runs something at another time.
func (s *stage) at(when time.Time, do func()) {
	before := s.clock.at
	if when.Unix() != 0 {
		s.clock.at = when
	}
	do()
	s.clock.at = before
}

func (s *stage) compare(e exchange) (differences []string) {
	r := httptest.NewRequest(e.Request.Method, requestTarget(e.Request.Path), strings.NewReader(s.own(e.Request.Body)))
	r.Host = recordedHost
	for name, value := range e.Request.Headers {
		if strings.HasPrefix(value, "OAuth ") {
			r.Header.Set(name, s.resigned(value, e.Note))
			continue
		}
		r.Header.Set(name, s.own(value))
	}
	w := httptest.NewRecorder()
	s.store.ServeHTTP(w, r)
	for what, pair := range map[string][2]any{
		"status":     {e.Response.Status, w.Code},
		"media type": {mediaType(e.header("Content-Type")), mediaType(w.Header().Get("Content-Type"))},
		"cookies":    {cookies(e.headers("Set-Cookie")), cookies(w.Header().Values("Set-Cookie"))},
		"body":       {readBody(e.header("Content-Type"), e.Response.Body), readBody(w.Header().Get("Content-Type"), w.Body.String())},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			differences = append(differences, fmt.Sprintf("%s: recorded %v, here %v", what, pair[0], pair[1]))
		}
	}
	sort.Strings(differences)
	return differences
}

// requestTarget is the path with what Go's parser wants encoded.
func requestTarget(path string) string { return strings.ReplaceAll(path, " ", "%20") }

func (e exchange) headers(name string) (values []string) {
	for _, one := range e.Response.Headers {
		if strings.EqualFold(one[0], name) {
			values = append(values, one[1])
		}
	}
	return values
}

func (e exchange) header(name string) string {
	return append(e.headers(name), "")[0]
}

// timeOf is when an exchange was: the token it gave was issued then, or the
// cookie it set ends an hour later. Zero: nothing tells, so when the one before was.
func timeOf(e exchange) time.Time {
	if c := claimsIn(e.Response.Body); c.IAT != 0 {
		return time.Unix(c.IAT, 0)
	}
	for _, line := range e.headers("Set-Cookie") {
		if c, err := http.ParseSetCookie(line); err == nil && c.Name == "PHPSESSID" {
			return c.Expires.Add(-time.Hour)
		}
	}
	if c := claimsIn(e.Request.Headers["Authorization"]); c.IAT != 0 && strings.HasSuffix(e.Name, "/customers-me/admin") {
		return time.Unix(c.IAT, 0) // the first of its group
	}
	return time.Time{}
}

func mediaType(header string) string {
	media, parameters, err := mime.ParseMediaType(header)
	if err != nil {
		return header
	}
	return media + " " + strings.ToLower(parameters["charset"])
}

// cookies are the names and paths of those set, and of those taken away.
func cookies(lines []string) (all []string) {
	for _, line := range lines {
		c, err := http.ParseSetCookie(line)
		if err != nil {
			all = append(all, err.Error())
			continue
		}
		all = append(all, fmt.Sprintf("%s %s taken away: %t", c.Name, c.Path, c.MaxAge < 0))
	}
	sort.Strings(all)
	return all
}

// readBody is a body in the form in which it is compared.
func readBody(contentType, body string) any {
	for _, place := range shapes {
		body = place.pattern.ReplaceAllString(body, place.shape)
	}
	switch media, _, _ := strings.Cut(contentType, ";"); media {
	case "application/json":
		var value any
		if json.Unmarshal([]byte(body), &value) == nil {
			return value
		}
	case "application/xml", "application/soap+xml":
		if tokens, err := xmlTokens(body); err == nil {
			return tokens
		}
	}
	return body
}

// xmlTokens are the tokens without the blanks between elements.
func xmlTokens(body string) (all []string, err error) {
	decoder := xml.NewDecoder(strings.NewReader(body))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if text, ok := token.(xml.CharData); ok && strings.TrimSpace(string(text)) == "" {
			continue
		}
		all = append(all, fmt.Sprintf("%T %s", token, token))
	}
}

// TestComparison shows that what may not differ is seen to differ.
func TestComparison(t *testing.T) {
	const token = "eyJraWQiOiIxIn0.eyJ1aWQiOjF9."
	for _, one := range []struct {
		media, a, b string
		same        bool
	}{
		{"application/json", `{"a":1,"b":[2]}`, "{\"b\":[2],\n\"a\":1}", true},
		{"application/json", `{"a":1}`, `{"a":"1"}`, false},
		{"application/json", `[1,2]`, `[2,1]`, false},
		{"application/json", `"` + token + strings.Repeat("a", 43) + `"`, `"` + token + strings.Repeat("b", 43) + `"`, true},
		{"application/json", `"` + token + strings.Repeat("a", 43) + `"`, `"` + token + strings.Repeat("b", 42) + `"`, false},
		{"application/xml; charset=utf-8", "<a>\n <b/></a>", "<a><b></b></a>", true},
		{"application/xml", "<a>1</a>", "<a>2</a>", false},
		{"text/html", "a b", "a  b", false},
	} {
		if same := reflect.DeepEqual(readBody(one.media, one.a), readBody(one.media, one.b)); same != one.same {
			t.Errorf("%s and %s: same %t", one.a, one.b, same)
		}
	}
}
