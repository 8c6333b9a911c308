import { createHmac, randomBytes } from "node:crypto";
import { request } from "node:https";

const consumerKey = process.env.STOREKEY_CONSUMER_KEY;
const consumerSecret = process.env.STOREKEY_CONSUMER_SECRET;
const accessToken = process.env.STOREKEY_ACCESS_TOKEN;
const accessTokenSecret = process.env.STOREKEY_ACCESS_TOKEN_SECRET;

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

const method = "PUT";
const url = "https://shop.test/rest/V1/carts/mine";
const body = Buffer.from('{"quote":{"note":"$HOME `id` \\\\ @file"}}');
const call = request(url, {
  method: method,
  headers: {
    "Authorization": sign(method, url),
    "Content-Type": "application/json",
    "Content-Length": String(body.length),
  },
});
call.on("response", async (response) => {
  console.log(response.statusCode);
  for await (const chunk of response) process.stdout.write(chunk);
});
call.end(body);
