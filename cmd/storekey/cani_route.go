package main

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// route is a route that somebody asks about: as it is called, with values in it,
// or as it is listed.
type route struct{ method, path string }

// readRoute reads [METHOD] PATH. What stands before /V1/ (an address, /rest, a
// store code) and a query say nothing of the route.
func readRoute(text string) (route, error) {
	words := strings.Fields(text)
	if len(words) == 0 && text == "" {
		return route{}, nil
	}
	var r route
	if len(words) == 2 {
		r.method, words = strings.ToUpper(words[0]), words[1:]
	}
	if len(words) == 1 {
		r.path, _, _ = strings.Cut(words[0], "?")
	}
	if _, rest, ok := strings.Cut("/"+r.path, "/V1/"); ok {
		r.path = "/V1/" + strings.Trim(rest, "/")
		return r, nil
	}
	return route{}, usagef("--path wants [METHOD] /V1/…")
}

// among finds the route in a list. A route that names a word goes before one
// that has a parameter in its place, as in Magento: /V1/customers/me before
// /V1/customers/{customerId}.
func (r route) among(list []wire.Operation) []wire.Operation {
	best, found := -1, []wire.Operation{}
	for _, o := range list {
		words, fits := r.fits(o)
		switch {
		case !fits || words < best:
			continue
		case words > best:
			best, found = words, nil
		}
		found = append(found, o)
	}
	return found
}

// fits counts the words of the path that stand in the route as they are.
func (r route) fits(o wire.Operation) (words int, ok bool) {
	if r.method != "" && r.method != o.Method {
		return 0, false
	}
	asked, listed := strings.Split(r.path, "/"), strings.Split(strings.TrimRight(o.Path, "/"), "/")
	if len(asked) != len(listed) {
		return 0, false
	}
	for i, part := range listed {
		switch {
		case part == asked[i]:
			words++
		case isParameter(part):
		default:
			return 0, false
		}
	}
	return words, true
}

func isParameter(part string) bool {
	return strings.HasPrefix(part, "{") || strings.HasPrefix(part, ":")
}
