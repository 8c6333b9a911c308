package view

import (
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const extension = "../../extension/"

func readFile(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func messages(t testing.TB) map[string]string {
	t.Helper()
	var file map[string]struct {
		Message string `json:"message"`
	}
	if err := json.Unmarshal([]byte(readFile(t, extension+"_locales/en/messages.json")), &file); err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	for key, m := range file {
		words[key] = m.Message
	}
	return words
}

// english speaks as chrome.i18n does, and fails the test for a key that is not
// there.
func english(t testing.TB) Words {
	t.Helper()
	words := messages(t)
	return func(key string, values ...string) string {
		text, there := words[key]
		if !there {
			t.Errorf("no words for %q", key)
		}
		text = strings.ReplaceAll(text, "$$", "$")
		for i, value := range values {
			text = strings.ReplaceAll(text, "$"+strconv.Itoa(i+1), value)
		}
		return text
	}
}

// Chromium swallows the letter behind a dollar sign that stands alone.
func TestADollarSignIsWrittenTwice(t *testing.T) {
	lone := regexp.MustCompile(`\$([^1-9]|$)`)
	for key, text := range messages(t) {
		if lone.MatchString(strings.ReplaceAll(text, "$$", "")) {
			t.Errorf("%s: %s", key, text)
		}
	}
}

var (
	usedInGo   = regexp.MustCompile(`\bw\("(\w+)"`)
	usedInHTML = regexp.MustCompile(`data-words(?:-label|-placeholder)?="(\w+)"`)
)

// Keys that the browser and the loader ask for.
var usedElsewhere = []string{"appName", "appDescription", "actionTitle", "languageTag", "pageBroken",
	"menuGrab", "menuCheck", "commandCopyHeader"}

func TestEveryKeyHasWordsAndEveryWordIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, key := range usedElsewhere {
		used[key] = true
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		source := readFile(t, f.Name())
		for _, match := range usedInGo.FindAllStringSubmatch(source, -1) {
			used[match[1]] = true
		}
	}
	for _, match := range usedInHTML.FindAllStringSubmatch(readFile(t, extension+"popup/popup.html"), -1) {
		used[match[1]] = true
	}
	for _, part := range movedParts {
		used[part[1]] = true
	}
	for _, step := range steps {
		used[step[1]] = true
	}
	words := messages(t)
	for key := range used {
		// One that ends so is said with something behind it: connIs_ok.
		if strings.HasSuffix(key, "_") {
			for whole := range words {
				if strings.HasPrefix(whole, key) {
					used[whole] = true
				}
			}
			delete(used, key)
		}
	}
	for key := range used {
		if words[key] == "" {
			t.Errorf("no words for %q", key)
		}
	}
	for key := range words {
		if !used[key] {
			t.Errorf("nobody says %q", key)
		}
	}
}

var effectOn = regexp.MustCompile(`\b(?:Focus|Reveal|Unfold|EmptySecrets|SetValue)\{"([a-z0-9-]*[a-z0-9])"`)

// An effect on what is not there would end the page.
func TestEffectsAreOnWhatIsThere(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	html, seen := readFile(t, extension+"popup/popup.html"), 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") {
			continue
		}
		for _, match := range effectOn.FindAllStringSubmatch(readFile(t, f.Name()), -1) {
			if seen++; !strings.Contains(html, ` id="`+match[1]+`"`) {
				t.Errorf("%s: there is no %s", f.Name(), match[0])
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d effects were seen", seen)
	}
}

var (
	htmlText  = regexp.MustCompile(`data-words="(\w+)"[^>]*>([^<]*)<`)
	htmlLabel = regexp.MustCompile(`data-words-label="(\w+)" aria-label="([^"]*)"`)
	htmlHint  = regexp.MustCompile(`data-words-placeholder="(\w+)" placeholder="([^"]*)"`)
)

// The first paint needs no script, so the English words stand in the HTML too.
func TestHTMLHoldsTheEnglishWords(t *testing.T) {
	words, html := messages(t), readFile(t, extension+"popup/popup.html")
	for _, re := range []*regexp.Regexp{htmlText, htmlLabel, htmlHint} {
		matches := re.FindAllStringSubmatch(html, -1)
		if len(matches) == 0 {
			t.Fatalf("%s finds nothing", re)
		}
		for _, m := range matches {
			if strings.ReplaceAll(words[m[1]], "$$", "$") != m[2] { // as the browser reads it
				t.Errorf("popup.html says %q where %s is %q", m[2], m[1], words[m[1]])
			}
		}
	}
}

// The words that the code has for its parts are not the user's.
func TestNoInternalWordIsShown(t *testing.T) {
	internal := regexp.MustCompile(`(?i)\b(provider|source|target|finding|kind)s?\b`)
	for key, text := range messages(t) {
		if word := internal.FindString(text); word != "" {
			t.Errorf("%s says %q: %s", key, word, text)
		}
	}
}

var stepInGo = regexp.MustCompile(`\bstep\("(\w+)"`)

// What the API says a long call is at, the page says in words.
func TestEveryStepHasWords(t *testing.T) {
	w, steps := english(t), 0
	for _, folder := range []string{"../../core/api/", "../../core/check/"} {
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			for _, match := range stepInGo.FindAllStringSubmatch(readFile(t, folder+f.Name()), -1) {
				steps++
				if stepWords(w, match[1]) == "" {
					t.Errorf("no words for the step %s of %s", match[1], f.Name())
				}
			}
		}
	}
	if steps < 6 {
		t.Errorf("%d steps found", steps)
	}
}
