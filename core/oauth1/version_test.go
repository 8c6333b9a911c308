package oauth1

import "testing"

func TestIsOld(t *testing.T) {
	for version, want := range map[string]bool{
		"2.4.7": true, "2.4.7-p3": true, "2.4.6": true, "2.3": true, "2.3.7-p4": true, "1.9": true,
		"2.4.8": false, "2.4.8-p1": false, "2.4.10": false, "2.5": false, "2.5.0": false, "3.0.1": false,
		"2.4": false, "": false, "latest": false, "2.4.x": false,
	} {
		if got := IsOld(version); got != want {
			t.Errorf("%q: %v", version, got)
		}
	}
}
