#!/usr/bin/env bash
# Signs for this address alone, anew each time it runs.
consumer_key=${STOREKEY_CONSUMER_KEY:?}
consumer_secret=${STOREKEY_CONSUMER_SECRET:?}
access_token=${STOREKEY_ACCESS_TOKEN:?}
access_token_secret=${STOREKEY_ACCESS_TOKEN_SECRET:?}

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
base="GET&https%3A%2F%2Fstaging.shop.test%2Frest%2FV1%2Fmodules&oauth_consumer_key%3D$(encode "$key")%26oauth_nonce%3D$nonce%26oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D$timestamp%26oauth_token%3D$(encode "$token")%26oauth_version%3D1.0"
secrets="$(encode "$consumer_secret")&$(encode "$access_token_secret")"
signature=$(printf %s "$base" | openssl dgst -sha256 -hmac "$secrets" -binary | openssl base64 -A)

curl --globoff 'https://staging.shop.test/rest/V1/modules' -H 'User-Agent: it'"'"'s me '"\\"' "you"' -H 'Cookie: a=b; c=d' \
  -H "Authorization: OAuth oauth_consumer_key=\"$key\", oauth_nonce=\"$nonce\", oauth_signature=\"$(encode "$signature")\", oauth_signature_method=\"HMAC-SHA256\", oauth_timestamp=\"$timestamp\", oauth_token=\"$token\", oauth_version=\"1.0\""
