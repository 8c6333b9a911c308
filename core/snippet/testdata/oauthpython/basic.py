import base64
import hashlib
import hmac
import os
import secrets
import time
from urllib.error import HTTPError
from urllib.parse import parse_qsl, quote, urlsplit
from urllib.request import Request, urlopen

CONSUMER_KEY = os.environ["STOREKEY_CONSUMER_KEY"]
CONSUMER_SECRET = os.environ["STOREKEY_CONSUMER_SECRET"]
ACCESS_TOKEN = os.environ["STOREKEY_ACCESS_TOKEN"]
ACCESS_TOKEN_SECRET = os.environ["STOREKEY_ACCESS_TOKEN_SECRET"]


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


method = "GET"
url = "https://staging.shop.test/rest/V1/modules"
request = Request(url, method=method)
request.add_header("Authorization", sign(method, url))
request.add_header("User-Agent", "it's me \\ \"you\"")
request.add_header("Cookie", "a=b; c=d")
try:
    response = urlopen(request)
except HTTPError as error:
    response = error
print(response.status, response.read().decode())
