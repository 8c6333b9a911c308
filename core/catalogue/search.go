package catalogue

import (
	"sort"
	"strings"
)

// Index finds routes as somebody types.
type Index struct{ entries []entry }

type entry struct {
	o Operation
	// path and service are in lower case, words are those of both.
	method, path, service string
	words                 []string
}

// NewIndex takes in lists of routes; one that stands in several is that of the
// first.
func NewIndex(lists ...[]Operation) *Index {
	x := &Index{}
	seen := map[string]bool{}
	for _, list := range lists {
		for _, o := range list {
			key := o.Method + " " + o.Path
			if seen[key] {
				continue
			}
			seen[key] = true
			x.entries = append(x.entries, newEntry(o))
		}
	}
	return x
}

func newEntry(o Operation) entry {
	e := entry{o: o, method: strings.ToLower(o.Method), path: strings.ToLower(o.Path), service: strings.ToLower(o.Service)}
	e.words = append(words(o.Path), words(o.Service)...)
	return e
}

// words cuts a path or a name in camel case into its words, in lower case.
func words(text string) []string {
	var list []string
	start := 0
	cut := func(end int) {
		if end > start {
			list = append(list, strings.ToLower(text[start:end]))
		}
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		switch {
		case !letter:
			cut(i)
			start = i + 1
		case 'A' <= c && c <= 'Z' && i > start && (text[i-1] < 'A' || text[i-1] > 'Z'):
			cut(i)
			start = i
		}
	}
	cut(len(text))
	return list
}

// Search lists the best routes for what was typed, at most limit of them, and
// says how many there are. Every word of it must be found; nothing typed finds
// all.
func (x *Index) Search(query string, limit int) (list []Operation, total int) {
	typed := strings.Fields(strings.ToLower(query))
	type hit struct{ at, score int }
	var hits []hit
	for at := range x.entries {
		if score := x.entries[at].score(typed); score > 0 {
			hits = append(hits, hit{at, score})
		}
	}
	sort.Slice(hits, func(i, j int) bool {
		a, b := hits[i], hits[j]
		if a.score != b.score {
			return a.score > b.score
		}
		return x.entries[a.at].before(x.entries[b.at])
	})
	for _, h := range hits[:min(limit, len(hits))] {
		list = append(list, x.entries[h.at].o)
	}
	return list, len(hits)
}

// score says how well an entry fits: 0 is not at all.
func (e *entry) score(typed []string) int {
	total := 1
	for _, word := range typed {
		s := e.word(word)
		if s == 0 {
			return 0
		}
		total += s
	}
	return total
}

func (e *entry) word(word string) int {
	if word == e.method {
		return 40
	}
	path := strings.TrimPrefix(word, "/rest")
	if strings.Contains(path, "/") {
		path = "/" + strings.TrimPrefix(path, "/")
		if at := strings.Index(path, "/v1/"); at > 0 {
			path = path[at:] // behind a store code
		}
		switch {
		case fits(e.path, path) >= 0:
			return 100
		case strings.HasPrefix(e.path, path) || strings.HasPrefix(e.path, "/v1"+path):
			return 60
		case strings.Contains(e.path, path):
			return 30
		}
		return 0
	}
	best := 0
	for i, w := range e.words {
		s := 0
		switch {
		case w == word, w == word+"s":
			s = 30
		case strings.HasPrefix(w, word):
			s = 20
		case strings.Contains(w, word):
			s = 8
		}
		if s > 0 { // the first words of a path say what a route is about
			best = max(best, s-min(i, 6))
		}
	}
	if best == 0 && len(word) > 2 {
		switch { // over the border of two words
		case strings.HasPrefix(e.service, word): // catalogProductRepositoryV1
			return 20
		case strings.Contains(e.path, word), strings.Contains(e.service, word): // storeviews
			return 1
		}
	}
	return best
}

// before puts the plainer of two routes first: the shorter path, reading before
// writing.
func (e *entry) before(other entry) bool {
	if a, b := strings.Count(e.path, "/"), strings.Count(other.path, "/"); a != b {
		return a < b
	}
	if e.path != other.path {
		return e.path < other.path
	}
	return order(e.method) < order(other.method)
}

func order(method string) int {
	for i, m := range []string{"get", "post", "put", "delete"} {
		if m == method {
			return i
		}
	}
	return 4
}
