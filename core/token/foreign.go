package token

import "strings"

// foreignKeys are the beginnings by which other services' keys are told, from
// their own documentation. A finding names the service; the key is not kept.
var foreignKeys = []struct{ prefix, service string }{
	{"ghp_", "GitHub"}, {"gho_", "GitHub"}, {"ghu_", "GitHub"}, {"ghs_", "GitHub"}, {"ghr_", "GitHub"},
	{"github_pat_", "GitHub"}, {"glpat-", "GitLab"},
	{"sk_live_", "Stripe"}, {"sk_test_", "Stripe"}, {"pk_live_", "Stripe"}, {"pk_test_", "Stripe"},
	{"rk_live_", "Stripe"}, {"rk_test_", "Stripe"},
	{"xoxb-", "Slack"}, {"xoxp-", "Slack"}, {"npm_", "npm"}, {"AIza", "Google"},
	{"shpat_", "Shopify"}, {"shpss_", "Shopify"},
}

// foreign recognises another service's key.
func (r *reader) foreign(word string) bool {
	for _, key := range foreignKeys {
		if len(word) >= len(key.prefix)+16 && strings.HasPrefix(word, key.prefix) {
			r.say("foreign_key", "service", key.service)
			return true
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
