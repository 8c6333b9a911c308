package vault

import "strings"

// guessed names the columns of a list without a first line of names: the one
// with the most addresses, the one beside it with stages, texts before the
// address are client and name, what follows it are user and password.
func guessed(lines []csvLine) []string {
	names := make([]string, len(lines[0].cells))
	url := addressColumn(lines)
	names[url] = "url"
	for _, i := range []int{url - 1, url + 1} {
		if i >= 0 && i < len(names) && holdsStages(lines, i) {
			names[i] = "stage"
			break
		}
	}
	nameTexts(names[:url])
	nameRest(names[url+1:])
	return names
}

// nameTexts names what stands before the address: the last free one is the
// name, the one before it the client.
func nameTexts(names []string) {
	free := []string{"name", "client"}
	for i := len(names) - 1; i >= 0 && len(free) > 0; i-- {
		if names[i] == "" {
			names[i], free = free[0], free[1:]
		}
	}
}

func nameRest(names []string) {
	free := []string{"username", "password", "notes"}
	for i := range names {
		if names[i] == "" && len(free) > 0 {
			names[i], free = free[0], free[1:]
		}
	}
}

func addressColumn(lines []csvLine) int {
	best, most := 0, 0
	for i := range lines[0].cells {
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
