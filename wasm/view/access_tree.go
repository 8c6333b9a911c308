package view

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// What the tree of an access map shows.
const (
	showAll     = "all"
	showDiffers = "differs" // ticked in the panel and not granted, or the reverse
)

// Groups of routes that ask for no resource of a role, in the place of titles.
const (
	groupSelf    = "\x00self"
	groupOpen    = "\x00anonymous"
	groupUntold  = "\x00untold"
	resourceSelf = "self"
	resourceOpen = "anonymous"
)

// leaf is a resource, or a mere heading over some, of the role editor's tree.
// The first one is the root, which is not shown.
type leaf struct {
	title, find string
	resource    int // in the map, -1 for a heading
	children    []int
	routes      []int
	yes, no     int // resources here and below
	all         int
}

// accessTree is built once for a map and then only read.
type accessTree struct {
	leaves    []leaf
	routeFind []string
	differs   int
	yes, no   int
	all       int
}

// growTree puts the resources under their titles, and the routes under the
// resources that they ask for.
func growTree(a *wire.AccessMap) *accessTree {
	t := &accessTree{leaves: []leaf{{resource: -1}}}
	at, byID := map[string]int{}, map[string]int{}
	for n, r := range a.Resources {
		i, key := 0, ""
		for _, title := range r.Path {
			key += "\x00" + title
			i = t.child(at, i, key, title)
		}
		if t.leaves[i].resource >= 0 { // two of one title
			i = t.child(at, t.parentOf(at, r.Path), key+"\x00"+r.ID, r.Title)
		}
		t.leaves[i].resource = n
		t.leaves[i].find += " " + strings.ToLower(r.ID)
		byID[r.ID] = i
		if differs(r) {
			t.differs++
		}
	}
	t.addRoutes(a, at, byID)
	t.count(a, 0)
	t.yes, t.no, t.all = t.leaves[0].yes, t.leaves[0].no, t.leaves[0].all
	return t
}

func (t *accessTree) child(at map[string]int, parent int, key, title string) int {
	if i, there := at[key]; there {
		return i
	}
	i := len(t.leaves)
	at[key] = i
	t.leaves = append(t.leaves, leaf{title: title, find: strings.ToLower(title), resource: -1})
	t.leaves[parent].children = append(t.leaves[parent].children, i)
	return i
}

func (t *accessTree) parentOf(at map[string]int, path []string) int {
	key := ""
	for _, title := range path[:max(0, len(path)-1)] {
		key += "\x00" + title
	}
	return at[key]
}

func (t *accessTree) addRoutes(a *wire.AccessMap, at map[string]int, byID map[string]int) {
	for n, o := range a.Operations {
		t.routeFind = append(t.routeFind, strings.ToLower(o.Method+" "+o.Path))
		i, known := byID[o.Resource]
		if !known {
			group := groupUntold
			switch o.Resource {
			case resourceSelf:
				group = groupSelf
			case resourceOpen:
				group = groupOpen
			}
			i = t.child(at, 0, group, group)
		}
		t.leaves[i].routes = append(t.leaves[i].routes, n)
	}
}

// count sums up what is allowed under each title.
func (t *accessTree) count(a *wire.AccessMap, i int) {
	l := &t.leaves[i]
	if l.resource >= 0 {
		l.all = 1
		switch a.Resources[l.resource].Allowed {
		case wire.Yes:
			l.yes = 1
		case wire.No:
			l.no = 1
		}
	}
	for _, c := range l.children {
		t.count(a, c)
		l = &t.leaves[i]
		l.yes, l.no, l.all = l.yes+t.leaves[c].yes, l.no+t.leaves[c].no, l.all+t.leaves[c].all
	}
}

// differs reports whether what is ticked is not what the token gets. The topmost
// resource has no box.
func differs(r wire.Resource) bool {
	return r.Ticked == wire.Yes && r.Allowed == wire.No ||
		r.Ticked == wire.No && r.Allowed == wire.Yes && r.ID != "Magento_Backend::admin"
}

// treeLine is one line that can be seen: a leaf, or a route of one.
type treeLine struct {
	leaf, route int // route is -1 for a leaf
	level       int
	open, folds bool
}

// of names the line for a click and for the focus.
func (l treeLine) of() string {
	if l.route >= 0 {
		return "r" + strconv.Itoa(l.route)
	}
	return "n" + strconv.Itoa(l.leaf)
}

// treeWalk lists the lines that can be seen.
type treeWalk struct {
	*accessTree
	of     *wire.AccessMap
	words  []string
	show   string
	turned map[int]bool
	seen   []bool // leaves that the search or the filter leaves, or that lead to one
	found  []bool // leaves that it fits themselves
	lines  []treeLine
}

func (w *treeWalk) plain() bool { return len(w.words) == 0 && w.show == showAll }

func (w *treeWalk) walk() []treeLine {
	w.seen, w.found = make([]bool, len(w.leaves)), make([]bool, len(w.leaves))
	w.look(0)
	w.list(0, 0)
	return w.lines
}

// look finds out which leaves are to be seen.
func (w *treeWalk) look(i int) bool {
	l := &w.leaves[i]
	w.found[i] = i > 0 && w.fitsFilter(l) && holdsWords(l.find, w.words)
	w.seen[i] = w.found[i]
	if len(w.words) > 0 && w.fitsFilter(l) {
		for _, r := range l.routes {
			w.seen[i] = w.seen[i] || holdsWords(w.routeFind[r], w.words)
		}
	}
	for _, c := range l.children {
		if w.look(c) {
			w.seen[i] = true
		}
	}
	return w.seen[i]
}

// holdsWords is holdsAll for a text in small letters.
func holdsWords(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func (w *treeWalk) fitsFilter(l *leaf) bool {
	switch {
	case w.show == showAll:
		return true
	case l.resource < 0:
		return false
	case w.show == showDiffers:
		return differs(w.of.Resources[l.resource])
	}
	return w.of.Resources[l.resource].Allowed == w.show
}

// list adds what stands under a leaf.
func (w *treeWalk) list(i, level int) {
	for _, c := range w.leaves[i].children {
		if !w.seen[c] {
			continue
		}
		routes := w.routesOf(c)
		line := treeLine{leaf: c, route: -1, level: level, folds: len(routes) > 0 || w.opensTo(c)}
		line.open = line.folds && w.opens(c, level) != w.turned[c]
		w.lines = append(w.lines, line)
		if !line.open {
			continue
		}
		for _, r := range routes {
			w.lines = append(w.lines, treeLine{leaf: c, route: r, level: level + 1})
		}
		w.list(c, level+1)
	}
}

// routesOf are the routes of a leaf that are to be seen: none where it only leads
// to what the filter leaves, and with a search that does not fit the leaf, those
// that it fits.
func (w *treeWalk) routesOf(i int) []int {
	switch {
	case w.found[i]:
		return w.leaves[i].routes
	case !w.fitsFilter(&w.leaves[i]):
		return nil
	}
	var some []int
	for _, r := range w.leaves[i].routes {
		if holdsWords(w.routeFind[r], w.words) {
			some = append(some, r)
		}
	}
	return some
}

// opensTo reports whether a leaf below is to be seen.
func (w *treeWalk) opensTo(i int) bool {
	for _, c := range w.leaves[i].children {
		if w.seen[c] {
			return true
		}
	}
	return false
}

// opens reports whether a leaf is unfolded until somebody turns it: the topmost
// one, where there is but one, and on a search whatever leads to what was found.
func (w *treeWalk) opens(i, level int) bool {
	if w.plain() {
		return level == 0 && len(w.leaves[i].children) > 0 && w.tops() == 1
	}
	return w.opensTo(i) || !w.found[i]
}

// tops counts the topmost leaves that have others below.
func (w *treeWalk) tops() int {
	n := 0
	for _, c := range w.leaves[0].children {
		if len(w.leaves[c].children) > 0 {
			n++
		}
	}
	return n
}
