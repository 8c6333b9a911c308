package vault

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/storekey/storekey/core/secret"
)

// sealedName marks a sealed file, sealedVersion is the version that is written.
const (
	sealedName    = "sealed"
	sealedVersion = 1
)

// sealedFile is a file that a passphrase of its own closes: a header as the
// vault's, which says how the passphrase becomes the key, and everything else
// under a key that no other file has.
type sealedFile struct {
	Storekey string `json:"storekey"`
	V        int    `json:"v"`
	Header   string `json:"header"`
	Body     string `json:"body"`
}

func (f sealedFile) bound() []byte { return []byte("storekey sealed file 1\n" + f.Header) }

// sealText closes a text with a passphrase.
func sealText(text, passphrase secret.Text, id string) (secret.Text, error) {
	if err := acceptable(passphrase); err != nil {
		return secret.Text{}, err
	}
	key := newKey()
	f := sealedFile{Storekey: sealedName, V: sealedVersion, Header: wrap(id, passphrase, key).String()}
	f.Body = encode(lockBox(key, []byte(text.Reveal()), f.bound()))
	raw, err := json.MarshalIndent(f, "", "  ")
	return secret.New(string(raw) + "\n"), err
}

// openText opens it. The work that the header asks for is bounded before any of
// it is done.
func openText(file *File, passphrase secret.Text) (string, error) {
	var f sealedFile
	if err := file.into(&f); err != nil {
		return "", err
	}
	switch {
	case f.V > sealedVersion:
		return "", &Error{Code: "file_newer"}
	case f.V != sealedVersion:
		return "", &Error{Code: "file_damaged"}
	}
	h, err := parseHeader(f.Header)
	box := decode(f.Body)
	switch {
	case err == ErrDamaged, err == nil && encode(box) != f.Body:
		return "", &Error{Code: "file_damaged"}
	case err == ErrNewer:
		return "", &Error{Code: "file_newer"}
	case err != nil:
		return "", err
	case passphrase.Empty():
		return "", &Error{Code: "file_sealed"}
	case len(passphrase.Reveal()) > maxPassphrase:
		return "", &Error{Code: "file_passphrase"}
	}
	s, err := unwrap(h, passphrase)
	if err != nil {
		return "", &Error{Code: "file_passphrase"}
	}
	text, ok := openBox(s.key, box, f.bound())
	if !ok || !utf8.Valid(text) {
		return "", &Error{Code: "file_damaged"}
	}
	return string(text), nil
}
