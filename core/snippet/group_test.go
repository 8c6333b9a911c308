package snippet

import "testing"

func TestEveryTargetIsInOneGroup(t *testing.T) {
	seen := map[string]int{}
	last, closed := "", map[string]bool{}
	for _, target := range Grouped() {
		seen[target.ID]++
		if target.Group != last {
			if closed[target.Group] || target.Group == "" {
				t.Errorf("%s: the group %q is there twice", target.ID, target.Group)
			}
			closed[last], last = true, target.Group
		}
	}
	for _, target := range All() {
		if seen[target.ID] != 1 {
			t.Errorf("%s is listed %d times", target.ID, seen[target.ID])
		}
	}
	if len(seen) != len(All()) {
		t.Errorf("%d targets are listed of %d", len(seen), len(All()))
	}
	for _, g := range groups {
		for _, id := range g.targets {
			if _, there := Get(id); !there {
				t.Errorf("%s names %s, which is none", g.title, id)
			}
		}
	}
}
