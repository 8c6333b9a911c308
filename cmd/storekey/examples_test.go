package main

import (
	"bytes"
	"encoding/pem"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/sandbox"
)

// exampleFiles are what the examples of the help read, beside those that the test
// makes.
var exampleFiles = map[string]string{
	"values.txt":   "Consumer Key s4ndb0xc0nsum3rk3y00000000fu11c0\nAccess Token s4ndb0xacc3sst0k3n000000000fu11c\n",
	"header.txt":   `OAuth oauth_consumer_key="a", oauth_nonce="b", oauth_signature="c", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1", oauth_token="d"`,
	"password":     "Admin123!seed\n",
	"passphrase":   "correct horse battery\n",
	"product.json": `{"product":{"sku":"24-MB01","name":"Bag"}}`,
	"model.json":   `{"method":"GET","url":"https://shop.test/rest/V1/modules"}`,
	"request.txt":  "curl https://shop.test/rest/V1/modules",
	"answer.txt":   "HTTP/1.1 401 Unauthorized\n\n" + `{"message":"The consumer isn't authorized to access %resources."}`,
	"answer.json":  `{"message":"The consumer isn't authorized to access %resources."}`,
	"dev.env":      "MAGENTO_BASE_URL=https://dev.shop.test\n",
}

// notRun are commands that go on until they are stopped.
var notRun = []string{"serve", "sandbox"}

// TestExamplesRun runs each example of the help against a store, as somebody would
// who has saved acme/live and acme/dev: none is wrong usage.
func TestExamplesRun(t *testing.T) {
	store := httptest.NewServer(sandbox.New(sandbox.Options{}))
	defer store.Close()
	t.Chdir(t.TempDir())
	for name, text := range exampleFiles {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	secure := httptest.NewTLSServer(nil)
	defer secure.Close()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw})
	if err := os.WriteFile("ca.pem", ca, 0o600); err != nil {
		t.Fatal(err)
	}
	saved := t.TempDir()
	for _, name := range []string{"acme/live", "acme/dev"} {
		run(t, saved, "", "stores add "+name+" --store "+store.URL+" --stage dev --username admin --password-file password")
	}
	run(t, saved, "", "token --store acme/live")
	run(t, saved, "", "stores export --format sealed --dir .")
	run(t, saved, "", "stores export acme/dev --format mymagento --dir out")
	if err := os.Rename("out/acme-dev.mymagento.json", "client.mymagento.json"); err != nil {
		t.Fatal(err)
	}
	for _, line := range examples(t) {
		line = strings.ReplaceAll(line, "https://shop.test", store.URL)
		if words := strings.Fields(line); containsAny(words[:1], notRun) {
			continue
		}
		home := t.TempDir()
		if err := os.RemoveAll("environments"); err != nil { // several examples write there
			t.Fatal(err)
		}
		if err := os.CopyFS(home, os.DirFS(saved)); err != nil {
			t.Fatal(err)
		}
		if status, told := run(t, home, aToken+"\n", line); status == exitUsage {
			t.Errorf("storekey %s\n%s", line, told)
		}
	}
}

// run runs one line, which reads input, and returns what it said to standard error.
func run(t *testing.T, home, input, line string) (status int, told string) {
	t.Helper()
	var problems bytes.Buffer
	a := testApp(t.Context(), t)
	a.in, a.err, a.keychain = strings.NewReader(input), &problems, fakeKeychain("")
	a.env = func(name string) string {
		return map[string]string{"STOREKEY_HOME": home, "STOREKEY_PASSPHRASE": "correct horse battery", "STOREKEY_FILE_PASSPHRASE": "a phrase for a file", "STOREKEY_PASSWORD": "Admin123!seed"}[name]
	}
	return a.run(exampleWords(line)), problems.String()
}

// examples are all lines of the help that begin with the program's name, without
// it.
func examples(t *testing.T) (lines []string) {
	_, root := newTestRoot(t)
	texts := []string{}
	for _, topic := range topics {
		texts = append(texts, topicText(topic.name))
	}
	every(root, func(cmd *cobra.Command) {
		if cmd.Name() != "completion" && !strings.HasPrefix(cmd.CommandPath(), "storekey completion ") {
			texts = append(texts, cmd.Long, cmd.Example)
		}
	})
	for _, text := range texts {
		for line := range strings.Lines(strings.ReplaceAll(text, "\\\n", " ")) {
			for _, before := range []string{"  storekey ", "$(storekey ", "| storekey "} {
				if _, line, found := strings.Cut(line, before); found {
					lines = append(lines, strings.TrimSpace(line))
				}
			}
		}
	}
	return lines
}

// exampleWords are the words of a line as a shell would read them, up to where the
// command ends.
func exampleWords(line string) (words []string) {
	for _, word := range strings.Fields(plainQuotes(line)) {
		if strings.ContainsAny(word[:1], "<>&|)") {
			break
		}
		words = append(words, strings.NewReplacer("\x00", " ", "\x01", "").Replace(strings.TrimSuffix(word, ")")))
	}
	return words
}

func containsAny(list, words []string) bool {
	for _, word := range words {
		for _, have := range list {
			if have == word {
				return true
			}
		}
	}
	return false
}
