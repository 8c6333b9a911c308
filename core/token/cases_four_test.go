package token

import "strings"

// Values of an integration, made up.
const (
	fourKey         = "m4d3up00000000000000000000000001"
	fourSecret      = "m4d3up00000000000000000000000002"
	fourToken       = "m4d3up00000000000000000000000003"
	fourTokenSecret = "m4d3up00000000000000000000000004"

	fourCanonical = "consumer_key=" + fourKey + "\nconsumer_secret=" + fourSecret +
		"\naccess_token=" + fourToken + "\naccess_token_secret=" + fourTokenSecret

	sessionID = "d5td2951q6mkde7jdfp43n6tlq"
)

// fourTexts all hold the same four values.
var fourTexts = []struct{ name, text string }{
	{"canonical", fourCanonical},
	{"labels of the page", "Consumer Key: " + fourKey + "\nConsumer Secret: " + fourSecret + "\nAccess Token: " + fourToken + "\nAccess Token Secret: " + fourTokenSecret},
	{"another order", "Access Token Secret: " + fourTokenSecret + "\nConsumer Secret: " + fourSecret + "\nAccess Token: " + fourToken + "\nConsumer Key: " + fourKey},
	{"tabs", "Consumer Key\t" + fourKey + "\r\nConsumer Secret\t" + fourSecret + "\r\nAccess Token\t" + fourToken + "\r\nAccess Token Secret\t" + fourTokenSecret},
	{"label above value", "Integration Details\n\nConsumer Key\n" + fourKey + "\nConsumer Secret\n" + fourSecret + "\nAccess Token\n" + fourToken + "\nAccess Token Secret\n" + fourTokenSecret + "\nDone"},
	{"table", "Consumer Key\tConsumer Secret\tAccess Token\tAccess Token Secret\n" + fourKey + "\t" + fourSecret + "\t" + fourToken + "\t" + fourTokenSecret},
	{"comma separated", "consumer_key,consumer_secret,access_token,access_token_secret\n" + fourKey + "," + fourSecret + "," + fourToken + "," + fourTokenSecret},
	{"labels, then values", "Consumer Key:\nConsumer Secret:\nAccess Token:\nAccess Token Secret:\n" + fourKey + "\n" + fourSecret + "\n" + fourToken + "\n" + fourTokenSecret},
	{"one line", "consumer key " + fourKey + ", consumer secret " + fourSecret + ", access token " + fourToken + ", token secret " + fourTokenSecret},
	{"prose", "The consumer key is " + fourKey + " and the consumer secret is " + fourSecret + ". The access token is " + fourToken + ", the access token secret " + fourTokenSecret + "."},
	{"environment file", "MAGENTO_CONSUMER_KEY=" + fourKey + "\nMAGENTO_CONSUMER_SECRET=\"" + fourSecret + "\"\nexport MAGENTO_ACCESS_TOKEN='" + fourToken + "'\n$env:MAGENTO_ACCESS_TOKEN_SECRET = \"" + fourTokenSecret + "\""},
	{"YAML", "magento:\n  consumerKey: " + fourKey + "\n  consumerSecret: " + fourSecret + "\n  accessToken: " + fourToken + "\n  accessTokenSecret: " + fourTokenSecret + "\n"},
	{"snake JSON", `{"consumer_key":"` + fourKey + `","consumer_secret":"` + fourSecret + `","access_token":"` + fourToken + `","access_token_secret":"` + fourTokenSecret + `"}`},
	{"n8n", `{"host": "https://shop.test", "consumerKey": "` + fourKey + `", "consumerSecret": "` + fourSecret + `", "accessToken": "` + fourToken + `", "accessTokenSecret": "` + fourTokenSecret + `"}`},
	{"Postman", `{"type":"oauth1","oauth1":[{"key":"consumerSecret","value":"` + fourSecret + `","type":"string"},{"key":"consumerKey","value":"` + fourKey +
		`","type":"string"},{"key":"tokenSecret","value":"` + fourTokenSecret + `","type":"string"},{"key":"token","value":"` + fourToken + `","type":"string"},{"key":"signatureMethod","value":"HMAC-SHA256","type":"string"}]}`},
	{"Insomnia", `{"type":"oauth1","signatureMethod":"HMAC-SHA256","consumerKey":"` + fourKey + `","consumerSecret":"` + fourSecret + `","tokenKey":"` + fourToken + `","tokenSecret":"` + fourTokenSecret + `","timestamp":""}`},
	{"PHP", "$client = new Client([\n  'consumer_key' => '" + fourKey + "',\n  'consumer_secret' => '" + fourSecret + "',\n  'token' => '" + fourToken + "',\n  'token_secret' => '" + fourTokenSecret + "',\n]);"},
	{"Python", "OAuth1(client_key='" + fourKey + "', client_secret='" + fourSecret + "', resource_owner_key='" + fourToken + "', resource_owner_secret='" + fourTokenSecret + "')"},
	{"XML", "<integration><consumer_key>" + fourKey + "</consumer_key><consumer_secret>" + fourSecret + "</consumer_secret><access_token>" + fourToken + "</access_token><access_token_secret>" + fourTokenSecret + "</access_token_secret></integration>"},
	{"names of RFC 5849", "oauth_consumer_key=" + fourKey + "&oauth_consumer_secret=" + fourSecret + "&oauth_token=" + fourToken + "&oauth_token_secret=" + fourTokenSecret},
	{"JSON string", quote("Consumer Key: " + fourKey + "\nConsumer Secret: " + fourSecret + "\nAccess Token: " + fourToken + "\nAccess Token Secret: " + fourTokenSecret)},
	{"upper case and stars", "**CONSUMER KEY:** `" + fourKey + "`\n**CONSUMER SECRET:** `" + fourSecret + "`\n**ACCESS TOKEN:** `" + fourToken + "`\n**ACCESS TOKEN SECRET:** `" + fourTokenSecret + "`"},
	{"non-breaking blanks", "Consumer\u00a0Key:\u00a0" + fourKey + "\nConsumer\u00a0Secret:\u00a0" + fourSecret + "\nAccess\u00a0Token:\u00a0" + fourToken + "\nAccess\u00a0Token\u00a0Secret:\u00a0" + fourTokenSecret},
}

func lines(texts ...string) string { return strings.Join(texts, "\n") }

var fourCases = []inspectCase{
	{"four", fourCanonical, "integration oauth1 (text) integration_four"},
	{"two of four", lines("Consumer Key: "+fourKey, "Consumer Secret: "+fourSecret), "integration oauth1 (text) four_incomplete integration_four"},
	{"three of four", lines("Consumer Key: "+fourKey, "Consumer Secret: "+fourSecret, "Access Token: "+fourToken), "integration oauth1 (text) four_incomplete integration_four"},
	{"one empty", lines("Consumer Key:", "Consumer Secret: "+fourSecret, "Access Token: "+fourToken, "Access Token Secret: "+fourTokenSecret), "integration oauth1 (text) four_incomplete integration_four"},
	{"access token and its secret", lines("access_token="+fourToken, "access_token_secret="+fourTokenSecret), "integration oauth1 (text) four_incomplete integration_four"},
	{"one of four", "Consumer Secret: " + fourSecret, "integration opaque (text) integration_value"},
	{"same value twice", strings.Replace(fourCanonical, fourTokenSecret, fourSecret, 1), "integration oauth1 (text) four_same_value integration_four"},
	{"character lost", strings.Replace(fourCanonical, fourTokenSecret, fourTokenSecret[1:], 1), "integration oauth1 (text) four_value_form integration_four"},
	{"character lost, with labels", "Consumer Key: " + fourKey + "\nConsumer Secret: " + fourSecret[1:], "integration oauth1 (text) four_value_form four_incomplete integration_four"},
	{"out of the database", lines("key: x", "consumer_key: "+fourKey, "consumer_secret: 0:3:"+strings.Repeat("aB3+", 12)+"==", "oauth_token: "+fourToken, "token_secret: 0:3:"+strings.Repeat("aB4+", 12)),
		"integration oauth1 (text) four_value_encrypted four_value_encrypted integration_four"},
	{"two integrations", lines("Live", "Consumer Key: "+fourKey, "Consumer Secret: "+fourSecret, "Test", "Consumer Key: "+fourToken, "Consumer Secret: "+fourTokenSecret),
		"integration oauth1 (text) four_incomplete integration_four; integration oauth1 (text) four_incomplete integration_four"},
	{"two in a table", lines("consumer_key;consumer_secret", fourKey+";"+fourSecret, fourToken+";"+fourTokenSecret),
		"integration oauth1 (text) four_incomplete integration_four; integration oauth1 (text) four_incomplete integration_four"},
	{"four and a token", fourCanonical + "\nAdmin: " + admin, "integration oauth1 (text) integration_four; admin jws #1 live (text)"},
	{"four and a signed request", "Authorization: " + oauth1 + "\n\nConsumer Secret: " + fourSecret + "\nAccess Token Secret: " + fourTokenSecret,
		"integration oauth1 (text) four_incomplete integration_four; integration oauth1 (authorization header) oauth1_header oauth1_method"},
	{"OAuth 2.0 client", `{"client_id":"x","client_secret":"` + fourSecret + `","access_token":"` + fourToken + `"}`, "unknown opaque (json access_token) opaque"},
	{"activation", "oauth_consumer_key=" + fourKey + "&oauth_consumer_secret=" + fourSecret + "&store_base_url=https%3A%2F%2Fshop.test%2F&oauth_verifier=" + fourToken,
		"integration oauth1 (text) four_incomplete integration_four; unknown opaque (text) opaque"},
	{"without labels", lines(fourKey, fourSecret, fourToken, fourTokenSecret), "unknown opaque (text) opaque; unknown opaque (text) opaque; unknown opaque (text) opaque; unknown opaque (text) opaque | four_without_labels"},
	{"form to fill in", lines("Consumer Key: <consumer key>", "Consumer Secret: {{consumerSecret}}"), "| nothing_found"},
}

var sessionCases = []inspectCase{
	{"PHPSESSID", "PHPSESSID=" + sessionID, "session cookie (text) session_cookie"},
	{"Cookie header", "Cookie: PHPSESSID=" + sessionID + "; form_key=aB3dE6gH9jK2mN5p; mage-cache-sessid=true", "session cookie (text) session_cookie | form_key"},
	{"Set-Cookie", "Set-Cookie: PHPSESSID=" + sessionID + "; expires=Mon, 23 Nov 2026 05:50:59 GMT; Max-Age=3600; path=/; HttpOnly", "session cookie (text) session_cookie"},
	{"panel's cookie", "admin=" + sessionID, "session cookie (text) session_cookie admin_cookie"},
	{"panel's in a header", "Cookie: admin=" + sessionID + "; form_key=x", "session cookie (text) session_cookie admin_cookie"},
	{"both", "Cookie: PHPSESSID=" + sessionID + "; admin=" + sessionID[1:] + "a", "session cookie (text) session_cookie; session cookie (text) session_cookie admin_cookie"},
	{"32 characters", "PHPSESSID=" + opaque, "session cookie (text) session_cookie"},
	{"table of the browser", "PHPSESSID\t" + sessionID + "\tshop.test\t/\t2026-11-23T12:00:00.000Z\t35\t✓", "session cookie (text) session_cookie"},
	{"cookie file", "#HttpOnly_shop.test\tFALSE\t/admin\tFALSE\t0\tadmin\t" + sessionID, "session cookie (text) session_cookie admin_cookie"},
	{"JSON", `{"PHPSESSID":"` + sessionID + `"}`, "session cookie (json PHPSESSID) session_cookie"},
	{"exported cookies", `[{"domain":"shop.test","name":"admin","value":"` + sessionID + `"},{"name":"PHPSESSID","value":"` + sessionID[2:] + `x1"}]`,
		"session cookie (json admin) session_cookie admin_cookie; session cookie (json PHPSESSID) session_cookie"},
	{"curl -b", "curl -b 'PHPSESSID=" + sessionID + "' https://shop.test/rest/V1/modules", "session cookie (curl) session_cookie @ https://shop.test/rest/V1/modules"},
	{"curl with a header", "curl https://shop.test/ -H 'Cookie: admin=" + sessionID + "'", "session cookie (curl) session_cookie admin_cookie @ https://shop.test/"},
	{"word admin", "admin: you must log in. admin=1; admin=true", "| nothing_found"},
	{"too short", "PHPSESSID=abc1", "| nothing_found"},
}
