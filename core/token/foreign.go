package token

import "strings"

// foreignKeys are the beginnings by which other services' keys are told, from
// their own documentation. A finding names the service; the key is not kept.
var foreignKeys = []struct{ service, prefixes string }{
	{"GitHub", "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_"},
	{"GitLab", "glpat-"},
	{"Stripe", "sk_live_ sk_test_ pk_live_ pk_test_ rk_live_ rk_test_ whsec_"},
	{"Slack", "xoxb- xoxp- xoxa- xoxr- xoxs- xapp-"},
	{"Google", "AIza ya29. GOCSPX-"},
	{"AWS", "AKIA ASIA"},
	{"npm", "npm_"},
	{"PyPI", "pypi-"},
	{"Docker", "dckr_pat_"},
	{"Shopify", "shpat_ shpss_ shpca_ shppa_"},
	{"Square", "sq0atp- sq0csp-"},
	{"SendGrid", "SG."},
	{"OpenAI", "sk-proj-"},
	{"Anthropic", "sk-ant-"},
	{"DigitalOcean", "dop_v1_"},
	{"HubSpot", "pat-na1- pat-eu1-"},
	{"Postman", "PMAK-"},
	{"New Relic", "NRAK-"},
}

// foreign recognises another service's key.
func (r *reader) foreign(word string) bool {
	if len(word) < 19 {
		return false
	}
	for _, key := range foreignKeys {
		for prefix := range strings.FieldsSeq(key.prefixes) {
			if len(word) >= len(prefix)+16 && strings.HasPrefix(word, prefix) {
				r.say("foreign_key", "service", key.service)
				return true
			}
		}
	}
	return false
}

// isFormKey tells the look of a form key: 16 letters and digits
// (Framework\Data\Form\FormKey).
func isFormKey(word string) bool {
	return len(word) == 16 && isAll(word, isAlnum) && hasDigitAndLetter(word)
}

// isEncrypted tells a value as Magento's encryptor writes it into the database:
// key number, cipher number, base64.
func isEncrypted(word string) bool {
	parts := strings.Split(word, ":")
	return len(parts) >= 3 && len(word) > 20 && len(parts[0]) == 1 && len(parts[1]) == 1 &&
		isAll(parts[0]+parts[1], isDigit)
}

// isTwoFactorLink tells the token in the link of a two-factor set-up mail
// (TwoFactorAuth\Model\UserConfig\SignedTokenManager): not an access token.
func isTwoFactorLink(o object) bool { return o.has("user_id", "tfa_configuration") }
