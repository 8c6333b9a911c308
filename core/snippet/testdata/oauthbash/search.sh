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
base="GET&https%3A%2F%2Fshop.test%2Frest%2Fall%2FV1%2Fproducts&fields%3Ditems%257Bsku%257D%26oauth_consumer_key%3D$(encode "$key")%26oauth_nonce%3D$nonce%26oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D$timestamp%26oauth_token%3D$(encode "$token")%26oauth_version%3D1.0%26searchCriteria%255BfilterGroups%255D%255B0%255D%255Bfilters%255D%255B0%255D%255Bfield%255D%3Dname%26searchCriteria%255BfilterGroups%255D%255B0%255D%255Bfilters%255D%255B0%255D%255Bvalue%255D%3D%2525it%2527s%2525%26searchCriteria%255BpageSize%255D%3D5"
secrets="$(encode "$consumer_secret")&$(encode "$access_token_secret")"
signature=$(printf %s "$base" | openssl dgst -sha256 -hmac "$secrets" -binary | openssl base64 -A)

curl --globoff 'https://shop.test/rest/all/V1/products?searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=name&searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=%25it%27s%25&searchCriteria%5BpageSize%5D=5&fields=items%7Bsku%7D' -H 'Accept: application/json' \
  -H "Authorization: OAuth oauth_consumer_key=\"$key\", oauth_nonce=\"$nonce\", oauth_signature=\"$(encode "$signature")\", oauth_signature_method=\"HMAC-SHA256\", oauth_timestamp=\"$timestamp\", oauth_token=\"$token\", oauth_version=\"1.0\""
