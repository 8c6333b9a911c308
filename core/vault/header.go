package vault

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
)

// headerKind starts a header of this version: what the fields are and how they
// are used.
const headerKind = "storekey1"

// work is what Argon2id is asked to do (RFC 9106 §3.1): memory in KiB, passes,
// lanes.
type work struct{ memory, passes, lanes uint64 }

// usualWork takes a tenth of a second in a browser: memory of a WebAssembly
// program never shrinks, so more of it would stay taken.
var usualWork = work{19 << 10, 2, 1}

// bearable refuses work that would hang the program or take its memory, before
// any of it is done, and less than protects anything.
func (w work) bearable() bool {
	return w.memory >= 8<<10 && w.memory <= 256<<10 && w.passes >= 1 && w.passes <= 10 && w.lanes >= 1 && w.lanes <= 4
}

const (
	saltSize    = 16
	wrappedSize = nonceSize + keySize + tagSize
	sumSize     = 12
)

// header says how a passphrase becomes the key that opens the data key. As
// text: kind.argon2id.memory.passes.lanes.id.salt.wrapped.sum. Everything
// before the wrapped key is authenticated with it; the sum tells a header that
// was damaged from a passphrase that is wrong.
type header struct {
	work    work
	id      string
	salt    []byte
	wrapped []byte
}

func newHeader(id string) header {
	h := header{work: usualWork, id: id, salt: make([]byte, saltSize)}
	_, _ = rand.Read(h.salt) // never fails
	return h
}

// bound is the part of the text that the wrapped key is bound to.
func (h header) bound() string {
	return strings.Join([]string{
		headerKind, "argon2id", number(h.work.memory), number(h.work.passes), number(h.work.lanes), h.id, encode(h.salt),
	}, ".")
}

// String is the header's text.
func (h header) String() string {
	text := h.bound() + "." + encode(h.wrapped)
	return text + "." + checksum(text)
}

// parseHeader reads a header's text and refuses every other way to write it.
func parseHeader(text string) (header, error) {
	if len(text) > 1024 {
		return header{}, ErrDamaged
	}
	parts := strings.Split(text, ".")
	if len(parts) < 2 {
		return header{}, ErrDamaged
	}
	sum := parts[len(parts)-1]
	if checksum(strings.TrimSuffix(text, "."+sum)) != sum {
		return header{}, ErrDamaged
	}
	if parts[0] != headerKind || parts[1] != "argon2id" {
		return header{}, ErrNewer
	}
	if len(parts) != 9 {
		return header{}, ErrDamaged
	}
	h := header{
		work:    work{parseNumber(parts[2]), parseNumber(parts[3]), parseNumber(parts[4])},
		id:      parts[5],
		salt:    decode(parts[6]),
		wrapped: decode(parts[7]),
	}
	if h.String() != text || len(h.salt) != saltSize || len(h.wrapped) != wrappedSize || h.id == "" {
		return header{}, ErrDamaged
	}
	if !h.work.bearable() {
		return header{}, ErrLimits
	}
	return h, nil
}

func checksum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return encode(sum[:sumSize])
}

func number(n uint64) string { return strconv.FormatUint(n, 10) }

func parseNumber(text string) uint64 {
	n, _ := strconv.ParseUint(text, 10, 32)
	return n
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// decode answers nil for what is not base64url. It takes line breaks too:
// callers compare what they read with how it would have been written.
func decode(text string) []byte {
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return nil
	}
	return b
}
