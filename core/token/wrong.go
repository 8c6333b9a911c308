package token

import "strings"

// What people paste that is no token at all.

// pem reads a block between BEGIN and END lines (RFC 7468) at i, or returns 0.
// Only private keys are worth a word.
func (r *reader) pem(text string, i int) int {
	const begin, end = "-----BEGIN ", "-----END "
	if !strings.HasPrefix(text[i:], begin) {
		return 0
	}
	rest := text[i+len(begin):]
	label := rest[:min(len(rest), 40)]
	if at := strings.Index(label, "-----"); at >= 0 {
		label = label[:at]
	}
	if strings.HasSuffix(label, "PRIVATE KEY") {
		r.say("private_key")
	}
	if r.lookAhead() {
		if at := strings.Index(rest[:min(len(rest), maxToken)], end); at >= 0 {
			return i + len(begin) + at + len(end)
		}
	}
	return i + len(begin) + len(label)
}

// ssh tells a public key of SSH (RFC 4253 §6.6) by its name and base64.
func (r *reader) ssh(text string, i int) int {
	for _, name := range [...]string{"ssh-rsa ", "ssh-ed25519 ", "ssh-dss ", "ecdsa-sha2-nistp256 ", "ecdsa-sha2-nistp384 ", "ecdsa-sha2-nistp521 "} {
		if strings.HasPrefix(text[i:], name+"AAAA") {
			r.say("ssh_key")
			return runEnd(text, i+len(name))
		}
	}
	return 0
}

// inAddress says what the path of an address of the store gives away: the key of
// a panel page (Backend\Model\Url) or the id of a guest's cart.
func (r *reader) inAddress(run string) {
	if key := segmentAfter(run, "/key/"); len(key) == 64 && isHex(key) {
		r.say("admin_url_key")
	}
	if cart := segmentAfter(run, "/guest-carts/"); len(cart) == 32 && isAll(cart, isAlnum) {
		r.say("masked_cart_id")
	}
}

func segmentAfter(path, mark string) string {
	_, rest, _ := strings.Cut(path, mark)
	segment, _, _ := strings.Cut(rest, "/")
	return segment
}

// isMarketplace tells a text about the package repository, whose two keys look
// like opaque tokens.
func isMarketplace(text string) bool { return strings.Contains(text, "repo.magento.com") }

// isPassportRefresh tells a refresh token of Laravel Passport: hexadecimal, with
// the first bytes that Defuse's encryption writes.
func isPassportRefresh(word string) bool {
	return len(word) > 200 && strings.HasPrefix(word, "def50200") && isHex(word)
}
