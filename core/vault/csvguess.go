package vault

import "strings"

// guessed names the columns of a list without a first line of names: the one
// with the most addresses, the one beside it with stages, and up to two texts
// before the address, client and name. Any other column stays without a name: it
// could hold a password.
func guessed(lines []csvLine) []string {
	names := make([]string, widest(lines))
	url := addressColumn(lines)
	names[url] = "url"
	for _, i := range []int{url - 1, url + 1} {
		if i >= 0 && i < len(names) && holdsStages(lines, i) {
			names[i] = "stage"
			break
		}
	}
	nameTexts(names[:url])
	return names
}

func widest(lines []csvLine) (n int) {
	for _, line := range lines {
		n = max(n, len(line.cells))
	}
	return n
}

// nameTexts names what stands before the address: the last one is the name, the
// one before it the client. More than two say nothing.
func nameTexts(names []string) {
	var free []int
	for i, name := range names {
		if name == "" {
			free = append(free, i)
		}
	}
	if len(free) > 2 {
		return
	}
	for i, name := range []string{"name", "client"} {
		if i < len(free) {
			names[free[len(free)-1-i]] = name
		}
	}
}

func addressColumn(lines []csvLine) int {
	best, most := 0, 0
	for i := range widest(lines) {
		if n := count(lines, i, looksLikeAddress); n > most {
			best, most = i, n
		}
	}
	return best
}

// holdsStages reports whether a column has stages in most lines, and not only
// empty values.
func holdsStages(lines []csvLine, i int) bool {
	isStage := func(cell string) bool { _, ok := stageWord(cell); return ok }
	some := func(cell string) bool { return cell != "" && isStage(cell) }
	return 2*count(lines, i, isStage) > len(lines) && count(lines, i, some) > 0
}

func count(lines []csvLine, i int, fits func(string) bool) (n int) {
	for _, line := range lines {
		if i < len(line.cells) && fits(line.cells[i]) {
			n++
		}
	}
	return n
}

func looksLikeAddress(cell string) bool {
	lower := strings.ToLower(cell)
	if strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") {
		return true
	}
	host, _, _ := strings.Cut(lower, "/")
	return host != "" && !strings.ContainsAny(cell, " @\"") && (strings.Contains(host, ".") || strings.HasPrefix(host, "localhost"))
}
