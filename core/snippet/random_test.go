//go:build !js

package snippet

import (
	"flag"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

var (
	random = flag.Int("random", 40, "how many requests of random words each tool gets")
	seed   = flag.Int64("seed", 1, "where the random words begin")
)

// words have a meaning somewhere: in a shell, in a template, in a .http file, in
// Bruno's language, in a client's own notation.
var words = []string{"a", "a", " ", "\n", "\n\n", "\t", "a b", "x: y", "##", "###", "# ", "//", "// @name x", "/*", "*/", "/", "?? ", "? ", "&a=b",
	"HTTP/1.1 200 OK", "HTTP/", "GET ", "GET http://127.0.0.1:1/x", "http://x.y/z", "ws://x", "grpc://x", "\nhttps://x", "WS ", "MQTT x", "SSE x",
	"GRAPHQL ", "query ", "mutation", "subscription ", "fragment a on b", "gql ", "gql x < f", "...x", "import x", "run x", "include ", "client.",
	",", ";", ":", "=", "!", "*", "+", "|", "^", "(", ")", "[", "]", "{", "}", "}}", "\n{\"a\":", "<", "> ", ">>", "<>", "< ./x", "| a", "@", "@x=y", "@json",
	"Basic ", "a:b", "Digest ", "AWS ", "openid ", "oauth2 ", "$", "${x}", "$guid", "$env.X", "{{", "{{$guid}}", "{%", "%}", "{#", "#{x}", "<%= x %>", "[[x]]", "%{x}", "_.x",
	"~", "~root", "-", "--", "---", "```", "'''", `"""`, `"`, "'", "`", `\`, `\n`, "%", "%20", "[1-3]", "true", "null", ":id", "/:id/", "=>",
	"vars:secret [", "body:json {", "}\n", "meta {", "script:pre-request {", "@description(", "é", "日本", "👍", "\u00a0", "\u2028", "\u0085"}

// TestRandomInRealTools sends what nobody thought of.
func TestRandomInRealTools(t *testing.T) {
	done := map[string]bool{}
	for _, tl := range tools {
		target, _ := Get(tl.id)
		if done[tl.id+tl.where] || target.Signs() {
			continue
		}
		done[tl.id+tl.where] = true
		t.Run(tl.id, func(t *testing.T) {
			t.Parallel()
			tl.isThere(t)
			randomTrial(t, tl).prove(t)
		})
	}
}

func TestRandomInTheirReaders(t *testing.T) {
	needs(t, "node")
	for _, reader := range readers {
		if reader.format == "powershell" {
			continue // the grammar takes a number sign behind an escape for a comment
		}
		t.Run(reader.id, func(t *testing.T) {
			t.Parallel()
			reader.isThere(t)
			r := randomTrial(t, tool{id: reader.id})
			r.compareRead(t, r.readWith(t, reader.format), reader.format)
		})
	}
}

func randomTrial(t *testing.T, tl tool) *trial {
	r := emptyTrial(t, tl, Options{})
	source := rand.New(rand.NewSource(*seed))
	for n := range *random {
		request := randomRequest(source, r.base(n))
		r.add(t, hostileCase{n, fmt.Sprintf("random %d %+v", n, request), request})
	}
	return r
}

// randomRequest is one that some forms can hold.
func randomRequest(source *rand.Rand, base string) wire.Request {
	for {
		r, fits := places[source.Intn(len(places))].put(base, randomText(source))
		text := randomText(source)
		switch kind := source.Intn(6); {
		case kind == 0:
			// Mono takes blanks behind the scheme together.
			r.Headers = append(r.Headers, wire.Header{Name: "Authorization", Value: strings.ReplaceAll(text, "\t", "")})
		case kind == 1:
			r.Headers = append(r.Headers, wire.Header{Name: strings.Join(strings.Fields(text), ""), Value: "x"})
		case kind == 2 && r.Body != nil:
			types := []string{"application/json", "text/plain", "application/xml", "application/x-www-form-urlencoded"}
			r.Body, r.Headers = &text, []wire.Header{{Name: "Content-Type", Value: types[source.Intn(len(types))]}}
		}
		if kind := len(r.Headers); kind == 0 || !strings.EqualFold(r.Headers[kind-1].Name, "Authorization") {
			r.Headers = append(r.Headers, wire.Header{Name: "Authorization", Value: "Bearer " + provenToken})
		}
		if fits && wellFormed(r, false) == nil {
			return r
		}
	}
}

func randomText(source *rand.Rand) string {
	text := ""
	for range 1 + source.Intn(5) {
		text += words[source.Intn(len(words))]
	}
	return text
}
