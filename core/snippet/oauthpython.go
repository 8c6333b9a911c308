package snippet

import "github.com/storekey/storekey/core/wire"

var _ = register(Target{
	Card: wire.Card{
		ID:        "oauthpython",
		Title:     "OAuth 1.0a (Python)",
		Summary:   "A Python script of the standard library alone that signs by OAuth 1.0a each time it runs.",
		Extension: "py",
	},
	signs:     true,
	limits:    normal | merged | asciiHeaders | typed | letters | capitals | utf8URL,
	forbidden: " connection ",
	write:     writeOAuthPython,
})

func writeOAuthPython(c *call) (string, error) {
	values := c.four(python.value)
	var p page
	p.put(`import base64
import hashlib
import hmac
import os
import secrets
import time
from urllib.error import HTTPError
from urllib.parse import parse_qsl, quote, urlsplit
from urllib.request import Request, urlopen

CONSUMER_KEY = `, values[0], "\nCONSUMER_SECRET = ", values[1], "\nACCESS_TOKEN = ", values[2], "\nACCESS_TOKEN_SECRET = ", values[3], `


def sign(method, url):
    oauth = {
        "oauth_consumer_key": CONSUMER_KEY,
        "oauth_nonce": secrets.token_hex(16),
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_timestamp": str(int(time.time())),
        "oauth_token": ACCESS_TOKEN,
        "oauth_version": "1.0",
    }
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower().removesuffix({"http": ":80", "https": ":443"}[parts.scheme])
    pairs = parse_qsl(parts.query, keep_blank_values=True) + list(oauth.items())
    pairs = sorted((quote(name, safe=""), quote(value, safe="")) for name, value in pairs)
    parameters = "&".join(f"{name}={value}" for name, value in pairs)
    address = f"{parts.scheme}://{host}{parts.path}"
    base = "&".join(quote(part, safe="") for part in (method, address, parameters))
    key = quote(CONSUMER_SECRET, safe="") + "&" + quote(ACCESS_TOKEN_SECRET, safe="")
    digest = hmac.new(key.encode(), base.encode(), hashlib.sha256).digest()
    oauth["oauth_signature"] = base64.b64encode(digest).decode()
    return "OAuth " + ", ".join(f'{name}="{quote(value, safe="")}"' for name, value in oauth.items())


method = `, python.Quote(c.method), "\nurl = ", python.Quote(c.url), "\nrequest = Request(url, method=method)\nrequest.add_header(\"Authorization\", sign(method, url))\n")
	for _, h := range c.headers {
		p.put("request.add_header(", python.Quote(h.Name), ", ", python.value(h), ")\n")
	}
	switch {
	case c.body != nil:
		p.put("request.data = ", python.Quote(*c.body), ".encode()\n")
	case wantsBody(c.method):
		p.put("request.add_header(\"Content-Length\", \"0\")\n")
	}
	p.put(`try:
    response = urlopen(request)
except HTTPError as error:
    response = error
print(response.status, response.read().decode())
`)
	return p.text()
}
