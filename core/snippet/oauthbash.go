package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/shell"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "oauthbash",
		Title:     "OAuth 1.0a (bash, openssl)",
		Summary:   "A bash script that signs by OAuth 1.0a with openssl each time it runs.",
		Extension: "sh",
	},
	signs:  true,
	limits: arguments | normal | letters | capitals | noStdin,
	write:  writeOAuthBash,
})

// writeOAuthBash sorts and encodes the parameters here, so that the script has
// only to fill in what changes. openssl takes the key as an argument, so that
// the list of processes shows the secrets for a moment.
func writeOAuthBash(c *call) (string, error) {
	values := c.four(func(h header) string {
		var b strings.Builder
		if h.env != "" {
			return "${" + h.env + ":?}"
		}
		shell.Quote(&b, h.Value)
		return b.String()
	})
	request, err := writeCurl(c, posix)
	if err != nil {
		return "", err
	}
	var p page
	p.put("#!/usr/bin/env bash\n# Signs for this address alone, anew each time it runs.\n",
		"consumer_key=", values[0], "\nconsumer_secret=", values[1], "\naccess_token=", values[2], "\naccess_token_secret=", values[3], `

encode() {
  local LC_ALL=C text=$1 i c
  for ((i = 0; i < ${#text}; i++)); do
    c=${text:i:1}
    case $c in
      [a-zA-Z0-9._~-]) printf %s "$c" ;;
      *) printf '%%%02X' "'$c" ;;
    esac
  done
}

key=$(encode "$consumer_key")
token=$(encode "$access_token")
nonce=$(openssl rand -hex 16)
timestamp=$(date +%s)
base="`, c.signedBase(`$(encode "$key")`, "$nonce", "$timestamp", `$(encode "$token")`), `"
secrets="$(encode "$consumer_secret")&$(encode "$access_token_secret")"
signature=$(printf %s "$base" | openssl dgst -sha256 -hmac "$secrets" -binary | openssl base64 -A)

`, request, ` \
  -H "Authorization: OAuth oauth_consumer_key=\"$key\", oauth_nonce=\"$nonce\", oauth_signature=\"$(encode "$signature")\", oauth_signature_method=\"HMAC-SHA256\", oauth_timestamp=\"$timestamp\", oauth_token=\"$token\", oauth_version=\"1.0\""
`)
	return p.text()
}
