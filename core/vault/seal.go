package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/storekey/storekey/core/secret"
)

const (
	keySize   = 32 // AES-256
	nonceSize = 12
	tagSize   = 16
)

// sealedKind starts every sealed value of this version.
const sealedKind = "s1."

// place is where a secret belongs. A value sealed for one place opens in no
// other.
type place struct{ store, credential, field string }

// Sealer seals and opens secrets with the data key of one vault.
type Sealer struct {
	vault string // the header's id
	key   []byte
}

// seal closes text for its place.
func (s *Sealer) seal(p place, text secret.Text) string {
	return sealedKind + encode(lockBox(s.key, []byte(text.Reveal()), s.bound(p)))
}

// open opens a value that seal closed for the same place.
func (s *Sealer) open(p place, sealed string) (secret.Text, error) {
	box := decode(strings.TrimPrefix(sealed, sealedKind))
	if sealedKind+encode(box) != sealed {
		return secret.Text{}, ErrSecretDamaged
	}
	text, ok := openBox(s.key, box, s.bound(p))
	if !ok {
		return secret.Text{}, ErrSecretDamaged
	}
	return secret.New(string(text)), nil
}

// bound is the additional data: every part with its length before it, so that
// no two places give the same bytes.
func (s *Sealer) bound(p place) []byte {
	var b []byte
	for _, part := range []string{sealedKind, s.vault, p.store, p.credential, p.field} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
		b = append(b, part...)
	}
	return b
}

// wrap makes the header of a vault from its passphrase and data key.
func wrap(id string, passphrase secret.Text, dataKey []byte) header {
	h := newHeader(id)
	h.wrapped = lockBox(derive(h, passphrase), dataKey, []byte(h.bound()))
	return h
}

// unwrap opens the data key.
func unwrap(h header, passphrase secret.Text) (*Sealer, error) {
	key, ok := openBox(derive(h, passphrase), h.wrapped, []byte(h.bound()))
	if !ok {
		return nil, ErrPassphrase
	}
	return &Sealer{vault: h.id, key: key}, nil
}

func derive(h header, passphrase secret.Text) []byte {
	return argon2.IDKey([]byte(passphrase.Reveal()), h.salt, uint32(h.work.passes), uint32(h.work.memory), uint8(h.work.lanes), keySize)
}

func newKey() []byte {
	key := make([]byte, keySize)
	_, _ = rand.Read(key) // never fails
	return key
}

// lockBox is AES-256-GCM with a random nonce in front (NIST SP 800-38D §8.2.2).
func lockBox(key, text, bound []byte) []byte {
	nonce := make([]byte, nonceSize, nonceSize+len(text)+tagSize)
	_, _ = rand.Read(nonce) // never fails
	return gcm(key).Seal(nonce, nonce, text, bound)
}

func openBox(key, box, bound []byte) ([]byte, bool) {
	if len(box) < nonceSize+tagSize {
		return nil, false
	}
	text, err := gcm(key).Open(nil, box[:nonceSize], box[nonceSize:], bound)
	return text, err == nil
}

// gcm panics for a key of another size than the 32 bytes that it always has.
func gcm(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return aead
}
