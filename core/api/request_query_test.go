package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// taken is what a query becomes.
type taken struct {
	Fill    map[string]string
	Filters []int
}

func take(t *testing.T, e *env, query string) (out taken) {
	t.Helper()
	wantOK(t, call(t, e, "POST", "/v1/routes/one", fields{"origin": "https://shop.test", "method": "GET", "path": "/V1/products", "query": query}, &out))
	return out
}

// text is what fields hold, without the empty ones.
func (x taken) text() string {
	var lines []string
	for name, value := range x.Fill {
		if value != "" && value != "eq" {
			lines = append(lines, name+"="+value)
		}
	}
	slices.Sort(lines)
	return fmt.Sprint(x.Filters) + " " + strings.Join(lines, "; ")
}

func TestAQueryBecomesFields(t *testing.T) {
	const group = "searchCriteria[filterGroups]"
	e := newEnv(t, exits{})
	for _, test := range []struct{ name, query, want string }{
		{"one of everything", group + "[0][filters][0][field]=sku&" + group + "[0][filters][0][value]=24%25&" + group + "[0][filters][0][conditionType]=like" +
			"&searchCriteria[sortOrders][0][field]=name&searchCriteria[sortOrders][0][direction]=desc&searchCriteria[pageSize]=5&searchCriteria[currentPage]=2&fields=items[sku]",
			"[1] fields=items[sku]; filter-0-0-condition=like; filter-0-0-field=sku; filter-0-0-value=24%; page-size=5; page=2; sort-direction=DESC; sort-field=name"},
		{"with underscores, encoded, other numbers",
			"searchCriteria%5Bfilter_groups%5D%5B7%5D%5Bfilters%5D%5B3%5D%5Bfield%5D=name&searchCriteria[filter_groups][7][filters][3][value]=Bag+%26%20more&search_criteria[page_size]=9",
			"[1] filter-0-0-field=name; filter-0-0-value=Bag & more; page-size=9"},
		{"or and and", group + "[0][filters][0][field]=a&" + group + "[0][filters][1][field]=b&" + group + "[1][filters][0][field]=c",
			"[2 1] filter-0-0-field=a; filter-0-1-field=b; filter-1-0-field=c"},
		{"a condition of somebody's own", group + "[0][filters][0][field]=a&" + group + "[1][filters][0][field]=b&" + group + "[1][filters][0][value]=1&" + group + "[1][filters][0][condition_type]=seq&x=y",
			"[1] extra=x=y\n" + group + "[100][filters][0][field]=b\n" + group + "[100][filters][0][value]=1\n" + group + "[100][filters][0][conditionType]=seq; filter-0-0-field=a"},
		{"a second sort order", "searchCriteria[sortOrders][1][field]=a&searchCriteria[sortOrders][0][field]=b&searchCriteria[sortOrders][0][direction]=DESC",
			"[] extra=searchCriteria[sortOrders][1][field]=b\nsearchCriteria[sortOrders][1][direction]=DESC; sort-field=a"},
		{"no page", "searchCriteria[pageSize]=all", "[] extra=searchCriteria[pageSize]=all"},
		{"twice", "searchCriteria[pageSize]=1&searchCriteria[pageSize]=2", "[] page-size=2"},
		{"all", "searchCriteria", "[] "},
		{"none", "x[]=1&x[]=2&y=%C3%A4&z=%zz", "[] extra=x[]=1\nx[]=2\ny=ä\nz=%zz"},
		{"not closed", "searchCriteria[pageSize=1", "[] extra=searchCriteria[pageSize=1"},
		{"nothing", "", "[] "},
		{"what no line can hold", "a=1%0A2", "[] "},
	} {
		if got := take(t, e, test.query).text(); got != test.want {
			t.Errorf("%s:\n%s\n%s", test.name, got, test.want)
		}
	}
	var out taken
	in := fields{"origin": "https://shop.test", "method": "GET", "path": "/V1/products/{sku}", "query": "storeId=2&searchCriteria[pageSize]=1"}
	wantOK(t, call(t, e, "POST", "/v1/routes/one", in, &out))
	if got := out.text(); got != "[] extra=searchCriteria[pageSize]=1; query-storeId=2" {
		t.Errorf("a route that does not search: %s", got)
	}
}

// What the builder's fields are written as is read as the same fields.
func TestSearchCriteriaRoundTrip(t *testing.T) {
	e := newEnv(t, exits{})
	filter := func(field, value, condition string) fields {
		return fields{"field": field, "value": value, "condition": condition}
	}
	for _, test := range []struct {
		search fields
		want   string
	}{
		{fields{}, "[] "},
		{fields{"pageSize": 20}, "[] page-size=20"},
		{fields{"groups": [][]fields{{filter("sku", "24-MB01", "eq")}}, "pageSize": 1, "currentPage": 7}, "[1] filter-0-0-field=sku; filter-0-0-value=24-MB01; page-size=1; page=7"},
		{fields{"groups": [][]fields{{filter("name", `%25 "quoted" & more=1 + ä[]?#`, "like"), filter("a b", "", "notnull")}, {filter("price", "10", "gt")}},
			"sort": []fields{{"field": "created_at", "direction": "DESC"}}, "fields": "items[sku,name],total_count"},
			`[2 1] fields=items[sku,name],total_count; filter-0-0-condition=like; filter-0-0-field=name; filter-0-0-value=%25 "quoted" & more=1 + ä[]?#; ` +
				"filter-0-1-condition=notnull; filter-0-1-field=a b; filter-1-0-condition=gt; filter-1-0-field=price; filter-1-0-value=10; sort-direction=DESC; sort-field=created_at"},
	} {
		in := fields{"store": shopStore, "method": "GET", "path": "/V1/products", "search": test.search}
		var wrote requestAnswer
		wantOK(t, call(t, e, "POST", "/v1/request", in, &wrote))
		_, query, _ := strings.Cut(wrote.Request.URL, "?")
		if got := take(t, e, query).text(); got != test.want {
			t.Errorf("%s\nbecame\n%s", wrote.Request.URL, got)
		}
	}
}

func FuzzReadSearch(f *testing.F) {
	f.Add("searchCriteria[filterGroups][0][filters][0][field]=a&searchCriteria[pageSize]=1")
	f.Add("searchCriteria[&%zz=1&searchCriteria[]=2&=3")
	e := newEnv(&testing.T{}, exits{})
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) < 10_000 {
			take(t, e, query)
		}
	})
}
