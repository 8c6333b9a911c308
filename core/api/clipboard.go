package api

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

const (
	clipboardKey         = "clipboard"
	clipboardSettingsKey = "setting:clipboard"
	clipboardSeconds     = 60
)

// clipboardSettings say what is taken off the clipboard, and when.
type clipboardSettings struct {
	V int `json:"v"`
	// Seconds after which it is; 0: never.
	Seconds int `json:"seconds"`
	// Bearer says that tokens are, too, and what carries one.
	Bearer bool `json:"bearer"`
	// Offered says that the user was asked about it.
	Offered bool `json:"offered"`
}

// clipboardRecord is what was copied, for the worker that looks whether it is
// still there: never the text, only its hash under a key of its own.
type clipboardRecord struct {
	V int `json:"v"`
	wire.Copied
	// Until is when it is to go (RFC 3339 in UTC).
	Until string `json:"until"`
}

// classOf is what a copied text is, by what it gives away: a secret that lives
// long (a password, an integration's values, a browser's login), a bearer token
// that ends by itself, or nothing of the kind.
func classOf(c *carrier, as string) string {
	switch {
	case c == nil || as == partConsumerKey:
		return ""
	case c.token.Kind == wire.KindSession, c.token.Kind == wire.KindIntegration, c.token.Four != nil:
		return wire.CopiedSecret
	}
	return wire.CopiedBearer
}

// classIn is that of a text of somebody else, an answer of a store: by the tokens
// and the integrations in it.
func (h *handler) classIn(text string) (class string) {
	for _, t := range token.Inspect(text, h.now()).Tokens {
		c := classOf(&carrier{token: t}, "")
		switch {
		case c == wire.CopiedSecret:
			return c
		case t.Kind != "" && t.Kind != wire.KindUnknown || t.Format == wire.FormatJWS || t.Format == wire.FormatJWE:
			class = c
		}
	}
	return class
}

// class is what a request gives away as it is written down. One that is signed
// already is good once.
func (w *writing) class(d door) string {
	switch {
	case w.hides():
		return ""
	case !d.empty():
		return wire.CopiedSecret
	case w.carrier != nil && w.carrier.token.Four != nil && !w.target.Signs():
		return ""
	}
	return classOf(w.carrier, w.target.ID)
}

// copied is what a page may tell the worker of a text that it put on the
// clipboard: nil for what need not be taken off again.
func (h *handler) copied(class, text string) *wire.Copied {
	if class == "" {
		return nil
	}
	key := h.newID()
	return &wire.Copied{Class: class, Key: key, Hash: clipboardHash(key, text)}
}

// clipboardHash is HMAC-SHA256. Clipboards of Windows hold other line ends than
// were written to them.
func clipboardHash(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(strings.ReplaceAll(text, "\r\n", "\n")))
	return hex.EncodeToString(mac.Sum(nil))
}

// noteCopied has what was copied taken off the clipboard when its time is over.
// Only the last copy counts: it took the place of the one before.
func (h *handler) noteCopied(j *job) (any, error) {
	var in struct {
		wire.Copied
		// Yes is the answer to the offer: that what is like it goes from now on. The
		// browser's own question may close the page that asks, so it is one call.
		Yes bool `json:"yes"`
		// Text is what was copied, where only the page knows it.
		Text string `json:"text"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if in.Text != "" {
		in.Copied = wire.Copied{}
		if c := h.copied(h.classIn(in.Text), in.Text); c != nil {
			in.Copied = *c
		}
	}
	settings, err := h.clipboardSettings(j)
	if err == nil && in.Yes {
		settings.Offered, settings.Bearer = true, settings.Bearer || in.Class == wire.CopiedBearer
		err = h.records.write(j.ctx, AreaLocal, clipboardSettingsKey, settings)
	}
	if err != nil {
		return nil, err
	}
	out := wire.CopiedUntil{Class: in.Class, Seconds: settings.Seconds, Offer: in.Class != "" && !settings.Offered && settings.Seconds > 0}
	if settings.Seconds == 0 || in.Hash == "" || in.Class != wire.CopiedSecret && !settings.Bearer {
		return out, h.records.drop(j.ctx, AreaSession, clipboardKey)
	}
	until := h.now().Add(time.Duration(settings.Seconds) * time.Second)
	out.Until = until.UTC().Format(time.RFC3339)
	return out, h.records.write(j.ctx, AreaSession, clipboardKey, clipboardRecord{recordVersion, in.Copied, out.Until})
}

func (h *handler) clipboardSettings(j *job) (clipboardSettings, error) {
	settings := clipboardSettings{V: recordVersion, Seconds: clipboardSeconds}
	_, err := h.records.read(j.ctx, AreaLocal, clipboardSettingsKey, &settings)
	return settings, err
}

func (h *handler) readClipboardSettings(j *job) (any, error) { return h.clipboardSettings(j) }

// writeClipboardSettings keeps what the call leaves out.
func (h *handler) writeClipboardSettings(j *job) (any, error) {
	settings, err := h.clipboardSettings(j)
	if err != nil {
		return nil, err
	}
	if err := j.read(&settings); err != nil {
		return nil, err
	}
	if settings.Seconds != 0 && (settings.Seconds < 30 || settings.Seconds > 600) {
		return nil, refuse("invalid_request", "problem", "seconds must be 0 or from 30 to 600") // browsers ring no alarm sooner
	}
	settings.V = recordVersion
	return settings, h.records.write(j.ctx, AreaLocal, clipboardSettingsKey, settings)
}
