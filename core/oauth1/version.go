package oauth1

import (
	"strconv"
	"strings"
)

// IsOld reports whether a store of that version ("2.4.7-p3") verifies as
// [Options].Old signs: up to 2.4.7. It is false where the version is not told to
// its third number ("2.4"), as /magento_version leaves it.
func IsOld(version string) bool {
	parts := strings.SplitN(version, ".", 3)
	last := [3]int{2, 4, 7}
	for i, most := range last {
		if i >= len(parts) {
			return false
		}
		n, ok := leading(parts[i])
		if !ok || n > most {
			return false
		}
		if n < most {
			return true
		}
	}
	return true
}

// leading is the number that a part of a version begins with: 7 of 7-p3.
func leading(part string) (int, bool) {
	end := 0
	for end < len(part) && part[end] >= '0' && part[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(part[:end])
	return n, err == nil
}
