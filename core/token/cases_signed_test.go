package token

import (
	"encoding/base64"
	"strings"
)

var passportWithHyphen = withHyphen()

// withHyphen makes a token whose signature has a hyphen in it.
func withHyphen() string {
	for id := 'a'; ; id++ {
		token := sign(`{"typ":"JWT","alg":"HS256"}`, `{"jti":"`+string(id)+`","exp":1826970000,"sub":"5","scopes":["*"]}`)
		if strings.Contains(token, "-") {
			return token
		}
	}
}

func change(token string, part int, to string) string {
	p := strings.Split(token, ".")
	p[part] = to
	return strings.Join(p, ".")
}

// Signed tokens with something wrong in them.
var signedCases = []inspectCase{
	{"broken header", change(admin, 0, "eyJraWQiIxIiwiYWxnIjoiSFMyNTYifQ"), "admin jws #1 live (text) header_broken header_characters_missing"},
	{"header cut off", change(admin, 0, "eyJraWQiOiIxIiwiYWxn"), "admin jws #1 live (text) header_broken header_characters_missing"},
	{"header with other characters", change(admin, 0, "eyJraWQiOiIxIixxxxxxIjoiSFMyNTYifQ"), "admin jws #1 live (text) header_broken"},
	{"header without its start", admin[1:], "admin jws #1 live (text) base64_length header_broken header_characters_missing"},
	{"broken payload", change(admin, 1, encode(`{"uid":1,"utypid`)), "unknown jws (text) payload_broken"},
	{"payload that is text", change(admin, 1, encode("hello, I am no JSON")), "unknown jws (text) payload_broken"},
	{"payload that is an array", change(admin, 1, encode("[1,2,3]")), "unknown jws (text) payload_broken"},
	{"both broken", "eyJraWQiOiIxIiwiYWx.eyJ1aWQiOjEsInV0.abcdefghijk", "unknown jws (text) token_broken"},
	{"two parts", strings.Join(strings.Split(admin, ".")[:2], "."), "admin jws #1 live (text) signature_part_missing"},
	{"header alone", strings.Split(admin, ".")[0], "unknown jws (text) only_header"},
	{"payload alone", strings.Split(admin, ".")[1], "admin jws #1 live (text) only_payload"},
	{"empty signature", change(admin, 2, ""), "admin jws #1 live (text) signature_empty"},
	{"end cut off", admin[:len(admin)-5], "admin jws #1 live (text) signature_short"},
	{"something added", admin + "AAAA", "admin jws #1 live (text) signature_long"},
	{"four parts", admin + ".x", "unknown unknown (text) parts_count"},
	{"padded", padded(admin), "admin jws #1 live (text) base64_padding"},
	{"standard alphabet", change(magento("HS256", 1, 2, iat, exp), 2, base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\xfb\xff\xbf", 10)+"\xfb\xff"))), "admin jws #1 live (text) base64_alphabet"},
	{"alg none", strings.TrimRight(sign(`{"alg":"none"}`, `{"uid":1,"utypid":2,"iat":1795434000,"exp":1795437600}`), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"), "admin jws #1 live (text) alg_none"},
	{"alg nOnE", sign(`{"alg":"nOnE"}`, `{"uid":1,"utypid":2,"iat":1795434000,"exp":1795437600}`), "admin jws #1 live (text) alg_none"},
	{"alg missing", sign(`{"kid":"1"}`, `{"uid":1,"utypid":2,"iat":1795434000,"exp":1795437600}`), "admin jws #1 live (text) alg_missing"},
	{"alg a number", sign(`{"alg":256}`, `{"uid":1,"utypid":2,"iat":1795434000,"exp":1795437600}`), "admin jws #1 live (text) alg_missing"},
	{"alg unknown", sign(`{"alg":"XY1"}`, `{"uid":1,"utypid":2,"iat":1795434000,"exp":1795437600}`), "admin jws #1 live (text) alg_unknown"},
	{"alg of others", sign(`{"alg":"RS256"}`, `{"uid":1,"utypid":2,"iat":1795434000,"exp":1795437600}`), "admin jws #1 live (text) alg_not_magento"},
	{"name twice", claims(`{"uid":1,"uid":2,"utypid":3,"utypid":2,"iat":1795434000,"exp":1795437600}`), "admin jws #2 live (text) duplicate_name duplicate_name"},
	{"name twice, escaped", claims(`{"uid":1,"u\u0069d":2,"utypid":2,"iat":1795434000,"exp":1795437600}`), "admin jws #2 live (text) duplicate_name"},
	{"claims as text", claims(`{"uid":"1","utypid":"2","iat":"1795434000","exp":"1795437600"}`), "admin jws #1 live (text) claim_not_integer claim_not_integer claim_not_integer claim_not_integer"},
	{"claims with fractions", claims(`{"uid":1,"utypid":2,"iat":1795434000.5,"exp":1.7954376e9}`), "admin jws #1 live (text) claim_not_integer claim_not_integer"},
	{"claim of another type", claims(`{"uid":[1],"utypid":2,"iat":1795434000,"exp":null}`), "admin jws (text) claim_not_integer claim_not_integer"},
	{"claims missing", claims(`{"utypid":2}`), "admin jws (text) claim_missing claim_missing claim_missing"},
	{"unknown user type", claims(`{"uid":1,"utypid":9,"iat":1795434000,"exp":1795437600}`), "unknown jws #1 live (text) user_type_unknown"},
	{"huge user id", claims(`{"uid":99999999999999999999,"utypid":2,"iat":1795434000,"exp":1795437600}`), "admin jws live (text) claim_not_integer"},
	{"expires before issued", magento("HS256", 1, 2, exp, iat), "admin jws #1 expired (text) expires_before_issued issued_in_future token_expired"},
	{"issued in the future", magento("HS256", 1, 2, now.Unix()+600, now.Unix()+4200), "admin jws #1 live (text) issued_in_future"},
	{"a little ahead", magento("HS256", 1, 2, now.Unix()+30, now.Unix()+3630), "admin jws #1 live (text)"},
	{"lives ten years", magento("HS256", 1, 2, iat, iat+10*365*86400), "admin jws #1 live (text) lifetime_long"},
	{"milliseconds", claims(`{"uid":1,"utypid":2,"iat":1795434000000,"exp":1795437600000}`), "admin jws #1 (text) claim_not_seconds claim_not_seconds"},
	{"by an admin for a customer", claims(`{"uid":7,"utypid":3,"iat":1795434000,"exp":1795437600,"admin_id":1}`), "customer jws #7 live (text) assisted_by_admin"},
	{"not UTF-8", claims("{\"uid\":1,\"utypid\":2,\"iat\":1795434000,\"exp\":1795437600,\"n\":\"\xff\xfe\"}"), "admin jws #1 live (text)"},
	{"deep payload", claims(`{"uid":1,"utypid":2,"x":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}"), "unknown jws (text) payload_broken"},
	{"foreign characters", change(jweCompact, 0, "eyJhbGciOiJ~kaXIiLCJ"), "unknown jwe (text) base64_character header_broken_encrypted encrypted"},
	{"too long", claims(`{"uid":1,"utypid":2,"x":"` + strings.Repeat("x", maxToken) + `"}`), "| token_too_long"},
}

// padded encodes header and payload with base64's equals signs.
func padded(token string) string {
	header, payload, signature := parts(token)
	pad := func(text string) string { return text + strings.Repeat("=", (4-len(text)%4)%4) }
	return pad(header) + "." + pad(payload) + "." + signature
}

// Tokens of others, and encrypted ones.
var otherCases = []inspectCase{
	{"Passport", passport, "oauth2 jws live (text) oauth2_token"},
	{"scope", claims(`{"scope":"read","exp":1795437600}`), "oauth2 jws live (text) oauth2_token"},
	{"issuer", claims(`{"iss":"https://login.test","exp":1795437600}`), "unknown jws live (text) jwt_of_issuer"},
	{"no issuer", claims(`{"hello":"world"}`), "unknown jws (text) jwt_unknown"},
	{"not yet", claims(`{"iss":"https://login.test","nbf":1795440000,"exp":1795447600}`), "unknown jws live (text) not_before jwt_of_issuer"},
	{"IMS", change(ims, 2, strings.Repeat("A", 342)), "ims jws live (text) ims_token"},
	{"IMS, numbers, expired", claims(`{"created_at":1795000000000,"expires_in":86400000}`), "ims jws expired (text) token_expired ims_token"},
	{"IMS, seconds", claims(`{"created_at":1795434000000,"expires_in":86400}`), "ims jws expired (text) ims_seconds token_expired ims_token"},
	{"JWE", jweCompact, "unknown jwe live (text) encrypted"},
	{"JWE as the object", jweObject, "unknown jwe live (json string) jwe_object encrypted"},
	{"JWE as the answer", quote(jweObject), "unknown jwe live (json string) jwe_object encrypted quotes_removed"},
	{"JWE in a header", "Authorization: Bearer " + jweObject, "unknown jwe live (authorization header) jwe_object encrypted"},
	{"JWE in lines", strings.ReplaceAll(jweObject, ",", ",\n  "), "unknown jwe live (json string) jwe_object encrypted"},
	{"JWE, expired", change(jweCompact, 0, encode(`{"alg":"A256GCMKW","enc":"A256GCM","iat":1795400000,"exp":1795403600}`)), "unknown jwe expired (text) token_expired encrypted"},
	{"JWE with a broken header", change(jweCompact, 0, "eyJhbGciOiJBMTI4S1ciL"), "unknown jwe (text) base64_length header_broken_encrypted encrypted"},
	{"JWE with an empty part", change(jweCompact, 3, ""), "unknown jwe live (text) jwe_part_missing encrypted"},
	{"JWE of no known kind", change(jweCompact, 0, encode(`{"alg":"HS256"}`)), "unknown jwe (text) jwe_alg_unknown encrypted"},
	{"two-factor link", encode(`{"user_id":1,"tfa_configuration":true,"iss":1795434000}`) + "." + strings.Repeat("ab", 32), "unknown unknown (text) tfa_link_token"},
}
