package view

import (
	"strconv"
	"strings"
)

// usualPageSize keeps a first look at a large store quick: without one Magento
// answers everything.
const usualPageSize = "20"

// searches reports whether the search criteria are filled in by fields. In a path
// that has some itself they are what counts.
func (r *Request) searches() bool {
	return r.isREST() && r.Route.Known && r.Route.Detail.Searches && !strings.Contains(r.Values["path"], "searchCriteria")
}

// filterName is the name of a field of one filter.
func filterName(group, filter int, part string) string {
	return "filter-" + strconv.Itoa(group) + "-" + strconv.Itoa(filter) + "-" + part
}

// search is what the fields say, for the API to write as search criteria.
func (r *Request) search() string {
	var written []string
	for g, count := range r.Filters {
		var filters []string
		for f := range count {
			field := strings.TrimSpace(r.Values[filterName(g, f, "field")])
			if field == "" {
				continue
			}
			filters = append(filters, new(object).str("field", field).str("value", r.Values[filterName(g, f, "value")]).
				str("condition", r.Values[filterName(g, f, "condition")]).String())
		}
		if len(filters) > 0 {
			written = append(written, "["+strings.Join(filters, ",")+"]")
		}
	}
	o := new(object).raw("groups", "["+strings.Join(written, ",")+"]").opt("fields", strings.TrimSpace(r.Values["fields"]))
	if field := strings.TrimSpace(r.Values["sort-field"]); field != "" {
		sort := new(object).str("field", field).str("direction", r.Values["sort-direction"])
		o.raw("sort", "["+sort.String()+"]")
	}
	for _, number := range []struct{ field, name string }{{"page-size", "pageSize"}, {"page", "currentPage"}} {
		if n, err := strconv.Atoi(strings.TrimSpace(r.Values[number.field])); err == nil && n > 0 {
			o.raw(number.name, strconv.Itoa(n))
		}
	}
	return o.String()
}

// filterAdded adds a filter: one more of the last group, of which any is to hold,
// or a group of its own.
func (m *Model) filterAdded(how string) []Effect {
	r := &m.Request
	filters := append([]int(nil), r.Filters...)
	last := len(filters) - 1
	if how == "or" && last >= 0 {
		filters[last]++
	} else {
		filters = append(filters, 1)
		last++
	}
	r.Filters = filters
	at := filters[last] - 1
	r.set(filterName(last, at, "condition"), "eq")
	return append(m.fillRequest(), m.keepRequest(), FocusField{"request", filterName(last, at, "field")})
}

// filterDropped takes one out: those behind it move up.
func (m *Model) filterDropped(of string) []Effect {
	r := &m.Request
	group, filter, _ := strings.Cut(of, " ")
	gone, at := number(group), number(filter)
	if gone >= len(r.Filters) || at >= r.Filters[gone] {
		return nil
	}
	values := map[string]string{}
	for name, value := range r.Values {
		if !strings.HasPrefix(name, "filter-") {
			values[name] = value
		}
	}
	var filters []int
	for g, count := range r.Filters {
		kept := 0
		for f := range count {
			if g == gone && f == at {
				continue
			}
			for _, part := range []string{"field", "condition", "value"} {
				values[filterName(len(filters), kept, part)] = r.Values[filterName(g, f, part)]
			}
			kept++
		}
		if kept > 0 {
			filters = append(filters, kept)
		}
	}
	r.Filters, r.Values = filters, values
	return append(m.fillRequest(), m.keepRequest(), Focus{"filter-and"})
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return max(n, 0)
}

// FilterRow is one filter of the search, with what ties it to the one before:
// where, and, or.
type FilterRow struct {
	Group, Filter int
	Join          string
}

func (m *Model) drawFilters() []FilterRow {
	var rows []FilterRow
	for g, count := range m.Request.Filters {
		for f := range count {
			row := FilterRow{g, f, "where"}
			if f > 0 {
				row.Join = "or"
			} else if g > 0 {
				row.Join = "and"
			}
			rows = append(rows, row)
		}
	}
	return rows
}
