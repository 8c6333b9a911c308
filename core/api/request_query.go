package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/wire"
)

// filledQuery is a query taken apart for the fields of the page.
type filledQuery struct {
	// Fill has the values of the fields, by their names; Filters is how many
	// filters each group has.
	Fill    map[string]string `json:"fill"`
	Filters []int             `json:"filters"`
}

// fillQuery takes a query apart: search criteria for the builder, parameters that
// the route has for their fields. All others go as lines into one field. It is nil
// where there is no query, or one that no line can hold.
func fillQuery(query string, o catalogue.Operation) *filledQuery {
	list := readParameters(query)
	if len(list) == 0 {
		return nil
	}
	out := &filledQuery{Fill: map[string]string{}}
	if o.Searches() {
		var search *searchParam
		if search, list = readSearch(list); search != nil {
			out.search(search)
		}
	}
	extra := ""
	for _, p := range list {
		own := slices.ContainsFunc(o.Query, func(known catalogue.Property) bool { return known.Name == p.Name })
		switch {
		case p.Name == "fields":
			out.set(p.Name, p.Value)
		case own:
			out.set("query-"+p.Name, p.Value)
		case strings.ContainsAny(p.Name+p.Value, "\r\n"):
			return nil
		default:
			extra += p.Name + "=" + p.Value + "\n"
		}
	}
	out.set("extra", strings.TrimSuffix(extra, "\n"))
	return out
}

func (q *filledQuery) set(name, value string) { q.Fill[name] = value }

func (q *filledQuery) search(s *searchParam) {
	for g, group := range s.Groups {
		q.Filters = append(q.Filters, len(group))
		for f, filter := range group {
			name := "filter-" + strconv.Itoa(g) + "-" + strconv.Itoa(f) + "-"
			q.set(name+"field", filter.Field)
			q.set(name+"value", filter.Value)
			q.set(name+"condition", filter.Condition)
		}
	}
	sort := searchSort{}
	if len(s.Sort) > 0 {
		sort = s.Sort[0]
	}
	q.set("sort-field", sort.Field)
	q.set("sort-direction", strings.TrimPrefix(sort.Direction, "ASC"))
	q.number("page-size", s.PageSize)
	q.number("page", s.CurrentPage)
}

func (q *filledQuery) number(name string, n int) {
	q.set(name, strings.TrimPrefix(strconv.Itoa(n), "0"))
}

// beyond are the numbers of filter groups that are left as they are: fields count
// theirs from 0.
const beyond = 100

// readSearch reads search criteria out of a query, in the words of searchParam.
// Conditions of somebody's own and further sort orders stay parameters, with
// numbers that are in nobody's way.
func readSearch(list []wire.Header) (*searchParam, []wire.Header) {
	r := searchReader{}
	found := false
	var rest []wire.Header
	for _, p := range list {
		keys := searchKeys(p.Name)
		found = found || keys != nil
		if keys == nil || !r.take(keys, p.Value) {
			rest = append(rest, p)
		}
	}
	if !found {
		return nil, list
	}
	return &r.out, append(rest, r.close()...)
}

// searchReader takes parameters in as they come.
type searchReader struct {
	out    searchParam
	groups []searchGroup
	sorts  []string // their keys
}

type searchGroup struct {
	key     string
	filters []string // their keys
	list    []searchFilter
}

// searchKeys parts searchCriteria[filterGroups][0] into its keys, in lower case
// and without underscores: Magento takes filter_groups as well. None are of
// another parameter.
func searchKeys(name string) []string {
	keys := strings.Split(strings.ReplaceAll(strings.ToLower(name), "_", ""), "[")
	for i := 1; i < len(keys); i++ {
		key, closed := strings.CutSuffix(keys[i], "]")
		if !closed {
			return nil
		}
		keys[i] = key
	}
	if keys[0] != "searchcriteria" {
		return nil
	}
	return keys
}

// take takes one parameter in, unless it is none of search criteria.
func (r *searchReader) take(keys []string, value string) bool {
	switch {
	case len(keys) == 1:
		return true // searchCriteria alone stands for all
	case len(keys) == 6 && keys[1] == "filtergroups" && keys[3] == "filters":
		return r.filter(keys[2], keys[4]).take(keys[5], value)
	case len(keys) == 4 && keys[1] == "sortorders":
		return r.sort(keys[2]).take(keys[3], value)
	case len(keys) == 2 && keys[1] == "pagesize":
		r.out.PageSize, _ = strconv.Atoi(value)
		return r.out.PageSize > 0
	case len(keys) == 2 && keys[1] == "currentpage":
		r.out.CurrentPage, _ = strconv.Atoi(value)
		return r.out.CurrentPage > 0
	}
	return false
}

func (r *searchReader) filter(group, key string) *searchFilter {
	at := slices.IndexFunc(r.groups, func(g searchGroup) bool { return g.key == group })
	if at < 0 {
		at = len(r.groups)
		r.groups = append(r.groups, searchGroup{key: group})
	}
	g := &r.groups[at]
	if at = slices.Index(g.filters, key); at < 0 {
		at = len(g.filters)
		g.filters, g.list = append(g.filters, key), append(g.list, searchFilter{Condition: "eq"})
	}
	return &g.list[at]
}

func (f *searchFilter) take(part, value string) bool {
	switch part {
	case "field":
		f.Field = value
	case "value":
		f.Value = value
	case "conditiontype":
		f.Condition = value
	default:
		return false
	}
	return true
}

func (r *searchReader) sort(key string) *searchSort {
	at := slices.Index(r.sorts, key)
	if at < 0 {
		at = len(r.sorts)
		r.sorts, r.out.Sort = append(r.sorts, key), append(r.out.Sort, searchSort{})
	}
	return &r.out.Sort[at]
}

func (s *searchSort) take(part, value string) bool {
	switch part {
	case "field":
		s.Field = value
	case "direction":
		s.Direction = strings.ToUpper(value)
	default:
		return false
	}
	return true
}

// close parts what fields can show from what they cannot, which is written down
// again. A group goes one way as a whole: of its filters any is to hold.
func (r *searchReader) close() []wire.Header {
	left := searchParam{}
	for _, g := range r.groups {
		odd := func(f searchFilter) bool { return f.Field == "" || !has(catalogue.Conditions, f.Condition) }
		if slices.ContainsFunc(g.list, odd) {
			left.Groups = append(left.Groups, g.list)
		} else {
			r.out.Groups = append(r.out.Groups, g.list)
		}
	}
	list := left.filterQuery(beyond)
	if len(r.out.Sort) > 1 {
		list = append(list, (&searchParam{Sort: r.out.Sort[1:]}).sortQuery(1)...)
		r.out.Sort = r.out.Sort[:1]
	}
	return list
}

// readParameters reads a query as PHP does: of one name the last counts, but for
// lists without numbers.
func readParameters(query string) []wire.Header {
	list := []wire.Header{}
	for _, pair := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		p := wire.Header{Name: unescaped(name), Value: unescaped(value)}
		if p.Name == "" {
			continue
		}
		at := slices.IndexFunc(list, func(known wire.Header) bool { return known.Name == p.Name && !strings.HasSuffix(p.Name, "[]") })
		if at >= 0 {
			list[at] = p
		} else {
			list = append(list, p)
		}
	}
	return list
}

// unescaped reads a part of a query; one with an escape that is none stays as it
// is.
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}
