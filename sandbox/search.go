package sandbox

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// search answers a search route over rows: filter groups are joined by and,
// the filters in one by or.
func search(c *call, rows []object) object {
	query := c.r.URL.Query()
	var found []any
	for _, row := range rows {
		if fitsGroups(query, row) {
			found = append(found, row)
		}
	}
	size := number(query, "searchCriteria[pageSize]", len(found))
	page := max(number(query, "searchCriteria[currentPage]", 1), 1)
	from := min((page-1)*size, len(found))
	items := append([]any{}, found[from:min(from+size, len(found))]...)
	return object{{"items", items}, {"search_criteria", criteria(query)}, {"total_count", len(found)}}
}

func number(query url.Values, name string, otherwise int) int {
	for _, key := range []string{name, snake(name)} {
		if n, err := strconv.Atoi(query.Get(key)); err == nil && n > 0 {
			return n
		}
	}
	return otherwise
}

func criteria(query url.Values) object {
	all := object{{"filter_groups", []any{}}}
	if size := number(query, "searchCriteria[pageSize]", 0); size > 0 {
		all = append(all, field{"page_size", size})
	}
	return all
}

// condition is one filter of a group.
type condition struct{ field, value, kind string }

func fitsGroups(query url.Values, row object) bool {
	for group := 0; ; group++ {
		conditions := groupOf(query, group)
		if len(conditions) == 0 {
			return true
		}
		if !fitsOne(conditions, row) {
			return false
		}
	}
}

func groupOf(query url.Values, group int) (all []condition) {
	for i := 0; ; i++ {
		get := func(name string) string {
			key := fmt.Sprintf("searchCriteria[filter_groups][%d][filters][%d][%s]", group, i, name)
			if v := query.Get(key); v != "" {
				return v
			}
			return query.Get(camel(key))
		}
		one := condition{get("field"), get("value"), get("condition_type")}
		if one.field == "" {
			return all
		}
		all = append(all, one)
	}
}

func fitsOne(conditions []condition, row object) bool {
	for _, one := range conditions {
		if one.fits(fmt.Sprint(row.get(one.field))) {
			return true
		}
	}
	return false
}

func (c condition) fits(value string) bool {
	switch c.kind {
	case "neq":
		return value != c.value
	case "like":
		return like(strings.ToLower(value), strings.ToLower(c.value))
	case "in":
		return strings.Contains(","+c.value+",", ","+value+",")
	}
	return value == c.value
}

// like knows % at both ends, which is all that people write.
func like(value, pattern string) bool {
	bare := strings.Trim(pattern, "%")
	front, back := strings.HasPrefix(pattern, "%"), strings.HasSuffix(pattern, "%")
	switch {
	case front && back:
		return strings.Contains(value, bare)
	case front:
		return strings.HasSuffix(value, bare)
	case back:
		return strings.HasPrefix(value, bare)
	}
	return value == bare
}

var (
	toSnake = strings.NewReplacer("pageSize", "page_size", "currentPage", "current_page")
	toCamel = strings.NewReplacer("filter_groups", "filterGroups", "condition_type", "conditionType")
)

func snake(key string) string { return toSnake.Replace(key) }
func camel(key string) string { return toCamel.Replace(key) }
