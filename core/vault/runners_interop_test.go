//go:build !js

package vault

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
)

// stumbling are values that programs with variables could take for something
// else; seven of them fill a store.
var stumbling = []string{
	"plain", `it's`, `say "hello"`, "a'b\"c`d", `C:\dir\`, `line\nline\u0041`, "$HOME ${HOME} $(id)",
	"100% %PATH%", "# not a comment", "a #b", "// a", "a: b, c", "[", "]",
	"{", "}", "'''x", "~off", "@description('x')", "Zoë 日本語 👍", "<%= x %>#{y}",
	"null", "{{x}} {{ token", "12345678901234567890", "true", "-", "a=b&c=d;e {%x%}", "| > x",
}

// filled are stores whose secrets are those values.
func filled(base string) (items []Item) {
	for v := stumbling; len(v) > 0; v = v[7:] {
		item := Item{}
		item.Entry.Name, item.Entry.Client, item.Entry.Store.BaseURL = "shop", "Acme", base
		item.addUser(v[0], v[1], v[2])
		item.addSigning(token.Four{ConsumerKey: secret.New(v[3]), ConsumerSecret: secret.New(v[4]), AccessToken: secret.New(v[5]), AccessTokenSecret: secret.New(v[6])})
		items = append(items, item)
	}
	return items
}

// runner is the whole path of a program of core/snippet/testdata/runners.
func runner(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("../snippet/testdata/runners/node_modules/.bin", name))
	must(t, err)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not installed (scripts/setup snippets)", name)
	}
	return path
}

// TestTheirProgramsFillInTheVariables lets newman and bru send a request that
// names every variable of the environment that was written for them.
func TestTheirProgramsFillInTheVariables(t *testing.T) {
	for _, program := range []struct {
		format, name string
		// request writes a collection with the request, and the arguments that
		// run it with the environment in the file.
		request func(t *testing.T, folder, url, body, environment string) []string
	}{
		{"postman", "newman", newmanRequest},
		{"bruno", "bru", bruRequest},
	} {
		t.Run(program.name, func(t *testing.T) {
			t.Parallel()
			path := runner(t, program.name)
			f, _ := FormatOf(program.format)
			base, arrived := listening(t)
			for _, item := range filled(base) {
				folder, out := t.TempDir(), writeOut(t, f, item)[0]
				must(t, os.Mkdir(filepath.Join(folder, "environments"), 0o700))
				environment := filepath.Join(folder, "environments", out.Name)
				must(t, os.WriteFile(environment, []byte(out.Text.Reveal()), 0o600))
				body, want := "", ""
				for _, v := range variablesOf(item) {
					body += v.name + "={{" + v.name + "}}\n"
					want += v.name + "=" + v.text.Reveal() + "\n"
				}
				cmd := exec.Command(path, program.request(t, folder, "{{rest_url}}/all/V1/modules?client={{client}}", body+"end", environment)...)
				cmd.Dir = folder
				said, err := cmd.CombinedOutput()
				if err != nil {
					t.Errorf("%v: %s", err, said)
				}
				select {
				case got := <-arrived:
					if want = "/rest/all/V1/modules?client=Acme\n" + want + "end"; got != want {
						t.Errorf("arrived\n%s\nwant\n%s", got, want)
					}
				default:
					t.Errorf("nothing arrived: %s", said)
				}
			}
		})
	}
}

// listening is a store that passes on what it was sent.
func listening(t *testing.T) (base string, arrived chan string) {
	arrived = make(chan string, 10)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		arrived <- r.RequestURI + "\n" + string(body)
	}))
	t.Cleanup(server.Close)
	return server.URL, arrived
}

func newmanRequest(t *testing.T, folder, url, body, environment string) []string {
	file := filepath.Join(folder, "collection.json")
	text, err := json.Marshal(map[string]any{
		"info": map[string]string{"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
		"item": []any{map[string]any{"name": "x", "request": map[string]any{
			"method": "POST", "url": url, "body": map[string]string{"mode": "raw", "raw": body}}}},
	})
	must(t, err)
	must(t, os.WriteFile(file, text, 0o600))
	return []string{"run", file, "-e", environment, "--color", "off"}
}

func bruRequest(t *testing.T, folder, url, body, environment string) []string {
	must(t, os.WriteFile(filepath.Join(folder, "bruno.json"), []byte(`{"version":"1","name":"x","type":"collection"}`), 0o600))
	text := "meta {\n  name: x\n  type: http\n  seq: 1\n}\n\npost {\n  url: " + url + "\n  body: text\n  auth: none\n}\n\nbody:text {\n  " +
		strings.ReplaceAll(body, "\n", "\n  ") + "\n}\n"
	must(t, os.WriteFile(filepath.Join(folder, "x.bru"), []byte(text), 0o600))
	return []string{"run", "x.bru", "--noproxy", "--env", strings.TrimSuffix(filepath.Base(environment), ".bru")}
}

// TestBruTakesSecretsFromOutside: an environment without its secrets is read,
// and they are asked for.
func TestBruTakesSecretsFromOutside(t *testing.T) {
	path := runner(t, "bru")
	f, _ := FormatOf("bruno")
	base, arrived := listening(t)
	item := Item{}
	item.Entry.Store.BaseURL = base
	item.addUser("jane", "", "")
	folder, out := t.TempDir(), writeOut(t, f, item)[0]
	must(t, os.Mkdir(filepath.Join(folder, "environments"), 0o700))
	must(t, os.WriteFile(filepath.Join(folder, "environments", out.Name), []byte(out.Text.Reveal()), 0o600))
	args := bruRequest(t, folder, "{{rest_url}}", "{{username}} {{password}} {{token}}", out.Name)
	cmd := exec.Command(path, append(args, "--env-var", "password=it's", "--env-var", "token=abc")...)
	cmd.Dir = folder
	said, err := cmd.CombinedOutput()
	must(t, err)
	select {
	case got := <-arrived:
		if got != "/rest\njane it's abc" {
			t.Errorf("arrived: %s", got)
		}
	default:
		t.Errorf("nothing arrived: %s", said)
	}
}

func TestBrunoHasNoThreeQuotesAtTheEnd(t *testing.T) {
	f, _ := FormatOf("bruno")
	item := plainStore("one")
	item.addUser("jane", "a'''", "")
	if _, err := f.Write([]Item{item}, Writing{NewID: ids}); codeOf(err) != "export_value" {
		t.Errorf("%v", err)
	}
}

// TestInsomniaReadsItsEnvironments reads the export with the importers of
// Insomnia's makers.
func TestInsomniaReadsItsEnvironments(t *testing.T) {
	const modules = "../../node_modules/insomnia-importers"
	if _, err := os.Stat(modules); err != nil {
		t.Skip("insomnia-importers is not installed (npm ci)")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	f, _ := FormatOf("insomnia")
	items := filled("https://shop.test")
	cmd := exec.Command("node", "-e", `require(process.argv[1]).convert(require("fs").readFileSync(0, "utf8")).then(({ data }) =>
		console.log(JSON.stringify(data.resources.filter((r) => r._type === "environment" && Object.keys(r.data ?? {}).length).map((r) => r.data))))`, modules)
	cmd.Stdin = strings.NewReader(writeOut(t, f, items...)[0].Text.Reveal())
	said, err := cmd.Output()
	must(t, err)
	var read []map[string]string
	must(t, json.Unmarshal(said, &read))
	if len(read) != len(items) {
		t.Fatalf("%d environments of %d", len(read), len(items))
	}
	for i, item := range items {
		for _, v := range variablesOf(item) {
			if read[i][v.name] != v.text.Reveal() {
				t.Errorf("%s is %q", v.name, read[i][v.name])
			}
		}
	}
}
