package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "oauthnode",
		Title:     "OAuth 1.0a (Node.js)",
		Summary:   "A Node.js module without dependencies that signs by OAuth 1.0a each time it runs.",
		Extension: "mjs",
	},
	signs:  true,
	limits: normal | noDots | merged | asciiHeaders | letters | capitals | utf8URL,
	kept:   "[]",
	write:  writeOAuthNode,
})

func writeOAuthNode(c *call) (string, error) {
	values := c.four(node.value)
	var p page
	module, _, _ := strings.Cut(c.url, ":")
	p.put("import { createHmac, randomBytes } from \"node:crypto\";\nimport { request } from \"node:", strings.ToLower(module), "\";\n\n",
		"const consumerKey = ", values[0], ";\nconst consumerSecret = ", values[1], ";\nconst accessToken = ", values[2], ";\nconst accessTokenSecret = ", values[3], `;

const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());

function sign(method, url) {
  const oauth = {
    oauth_consumer_key: consumerKey,
    oauth_nonce: randomBytes(16).toString("hex"),
    oauth_signature_method: "HMAC-SHA256",
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_token: accessToken,
    oauth_version: "1.0",
  };
  const { origin, pathname, searchParams } = new URL(url);
  const parameters = [...searchParams, ...Object.entries(oauth)]
    .map(([name, value]) => [encode(name), encode(value)])
    .sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([name, value]) => name + "=" + value)
    .join("&");
  const base = [method, origin + pathname, parameters].map(encode).join("&");
  const key = encode(consumerSecret) + "&" + encode(accessTokenSecret);
  oauth.oauth_signature = createHmac("sha256", key).update(base).digest("base64");
  return "OAuth " + Object.entries(oauth).map(([name, value]) => name + "=\"" + encode(value) + "\"").join(", ");
}

const method = `, node.Quote(c.method), ";\nconst url = ", node.Quote(c.url), ";\n")
	nodeCall(&p, c, "url", "method", "    \"Authorization\": sign(method, url),\n")
	return p.text()
}
