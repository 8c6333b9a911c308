package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "oauthgo",
		Title:     "OAuth 1.0a (Go)",
		Summary:   "A Go program of the standard library alone that signs by OAuth 1.0a each time it runs.",
		Extension: "go",
	},
	signs:     true,
	limits:    normal | letters | capitals,
	kept:      "[]",
	forbidden: " host ",
	write:     writeOAuthGo,
})

func writeOAuthGo(c *call) (string, error) {
	values := c.four(golang.value)
	var p page
	p.put("package main\n\nimport (\n\t\"crypto/hmac\"\n\t\"crypto/rand\"\n\t\"crypto/sha256\"\n\t\"encoding/base64\"\n\t\"fmt\"\n\t\"io\"\n\t\"log\"\n\t\"net/http\"\n\t\"net/url\"\n")
	if c.usesEnv() || strings.Contains(strings.Join(values[:], " "), "os.Getenv(") {
		p.put("\t\"os\"\n")
	}
	p.put("\t\"sort\"\n\t\"strconv\"\n\t\"strings\"\n\t\"time\"\n)\n\nvar (\n\tconsumerKey       = ", values[0], "\n\tconsumerSecret    = ", values[1],
		"\n\taccessToken       = ", values[2], "\n\taccessTokenSecret = ", values[3], `
)

func encode(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

func sign(req *http.Request) {
	oauth := [][2]string{
		{"oauth_consumer_key", consumerKey},
		{"oauth_nonce", rand.Text()},
		{"oauth_signature_method", "HMAC-SHA256"},
		{"oauth_timestamp", strconv.FormatInt(time.Now().Unix(), 10)},
		{"oauth_token", accessToken},
		{"oauth_version", "1.0"},
	}
	var header, parameters []string
	for _, p := range oauth {
		header = append(header, p[0]+"=\""+encode(p[1])+"\"")
	}
	pairs := oauth
	for name, values := range req.URL.Query() {
		for _, value := range values {
			pairs = append(pairs, [2]string{name, value})
		}
	}
	sort.Slice(pairs, func(i, j int) bool { return encode(pairs[i][0]) < encode(pairs[j][0]) })
	for _, p := range pairs {
		parameters = append(parameters, encode(p[0])+"="+encode(p[1]))
	}
	host := strings.TrimSuffix(strings.ToLower(req.URL.Host), map[string]string{"http": ":80", "https": ":443"}[req.URL.Scheme])
	base := req.Method + "&" + encode(req.URL.Scheme+"://"+host+req.URL.EscapedPath()) + "&" + encode(strings.Join(parameters, "&"))
	mac := hmac.New(sha256.New, []byte(encode(consumerSecret)+"&"+encode(accessTokenSecret)))
	mac.Write([]byte(base))
	header = append(header, "oauth_signature=\""+encode(base64.StdEncoding.EncodeToString(mac.Sum(nil)))+"\"")
	req.Header.Set("Authorization", "OAuth "+strings.Join(header, ", "))
}

`)
	goMain(&p, c, "\tsign(req)\n")
	return p.text()
}
