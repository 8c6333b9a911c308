package token

import (
	"slices"
	"strings"
)

const maxPieces = 64 // of one token that line breaks or blanks have split

// join puts together a dotted token that line breaks or blanks have split,
// from the run text[i:end] and the runs after it. It does so only when the
// result has exactly the length that its algorithm gives: any less, and words
// of the sentence around it would be taken for a part of the token.
func (r *reader) join(text string, i, end int) (joined string, joinedEnd int, code string) {
	joined = text[i:end]
	if complete(joined) || !r.lookAhead() {
		return "", 0, ""
	}
	code = "blank_inside"
	for range maxPieces {
		next := end
		for next < len(text) && isBlank(text[next]) {
			next++
		}
		if next == end || next == len(text) || !isRun(text[next]) {
			return "", 0, ""
		}
		if strings.ContainsAny(text[end:next], "\r\n") {
			code = "line_break_inside"
		}
		end = runEnd(text, next)
		if piece := text[next:end]; complete(piece) {
			return "", 0, ""
		}
		joined += text[next:end]
		if len(joined) > maxToken {
			return "", 0, ""
		}
		if whole := trimSigned(joined); complete(whole) {
			return whole, end, code
		}
	}
	return "", 0, ""
}

// complete reports whether a text is a JWS or JWE of full length.
func complete(text string) bool {
	parts := strings.Split(text, ".")
	last := len(strings.TrimRight(parts[len(parts)-1], "="))
	switch len(parts) {
	case 3:
		want := signatureLength(algOf(parts[0]))
		return last > 0 && last == want || want == 0 && slices.Contains(signatureLengths, last)
	case 5: // authentication tags of 16, 24 and 32 bytes (RFC 7518 §5)
		return last == 22 || last == 32 || last == 43
	}
	return false
}

// signatureLengths are the lengths, in base64url, of the signatures of
// RFC 7518 §3 and RFC 8037, RSA with keys of 2048, 3072 and 4096 bits.
var signatureLengths = []int{43, 64, 86, 342, 512, 683}

// signatureLength is the length of an HMAC or EdDSA signature in base64url, or
// 0 where the algorithm alone does not tell it.
func signatureLength(alg string) int {
	switch alg {
	case "HS256":
		return 43
	case "HS384":
		return 64
	case "HS512", "ES256", "EdDSA":
		return 86
	case "ES384":
		return 128
	case "ES512":
		return 176
	}
	return 0
}

func algOf(header string) string {
	o, _ := decodePart("", header).object()
	return o.text("alg")
}

// pieces takes a paste that is one token cut into lines, and nothing else.
func (r *reader) pieces(text, source string) bool {
	if !isRuns(text) {
		return false
	}
	lines := strings.Fields(text)
	if len(lines) < 2 || len(lines) > maxPieces {
		return false
	}
	whole := trimSigned(strings.Join(lines, ""))
	switch {
	case isOpaque(whole) && hasDigitAndLetter(whole) && len(lines) < 4 && !hasWordOnly(lines):
	case signedInLines(text, lines) && looksSigned(whole):
	default:
		return false
	}
	r.add(place{text: whole, source: source, findings: findings("line_break_inside")})
	return true
}

// signedInLines reports whether lines are the parts of one dotted token: long
// all of them but the last, and none a token of its own.
func signedInLines(text string, lines []string) bool {
	if signedStart(lines[0]) != 0 || strings.ContainsAny(text, " \t") {
		return false
	}
	for i, line := range lines {
		if i < len(lines)-1 && len(line) < 16 || complete(line) || i > 0 && strings.Count(line, ".") > 1 {
			return false
		}
	}
	return true
}

// hasWordOnly reports whether one of the pieces is an ordinary word.
func hasWordOnly(pieces []string) bool {
	return slices.ContainsFunc(pieces, func(piece string) bool { return !strings.ContainsAny(piece, "0123456789") })
}

// isRuns reports whether a text is runs and blanks alone.
func isRuns(text string) bool {
	return isAll(text, func(c byte) bool { return isRun(c) || isBlank(c) })
}
