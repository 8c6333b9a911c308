package api

import (
	"errors"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/snippet"
	"github.com/storekey/storekey/core/wire"
)

// How a snippet shows its credential: as it is, masked for the screen, or in one
// of the ways of package snippet that give nothing away.
const (
	secretReveal = "reveal"
	secretText   = "text"
	secretMasked = "masked"
	// secretShare is for others: a command that reads the token from its standard
	// input, else whatever gives nothing away.
	secretShare = "share"
)

type snippetText struct {
	Text string `json:"text"`
	// Copied is for the page that copies it.
	Copied   *wire.Copied   `json:"copied,omitempty"`
	Findings []wire.Finding `json:"findings,omitempty"`
}

// snippet writes a request down in a form, with a credential as secret says.
func (h *handler) snippet(j *job) (any, error) {
	var in struct {
		Request    wire.Request        `json:"request"`
		Credential *wire.CredentialRef `json:"credential"`
		Secret     string              `json:"secret"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	target, ok := snippet.Get(j.req.PathValue("target"))
	if !ok {
		return nil, refuse("target_unknown", "target", j.req.PathValue("target"))
	}
	w := writing{target: target, request: in.Request, mode: in.Secret}
	if in.Credential != nil {
		c, text, err := h.carried(j.ctx, *in.Credential, originOfURL(in.Request.URL))
		if err != nil {
			return nil, err
		}
		w.carrier, w.text = &c, text
	}
	return h.write(j, w)
}

// reveal gives the text of a held credential away, by itself or in a request
// to its own origin: the Copy buttons make this call.
func (h *handler) reveal(j *job) (any, error) {
	var in struct {
		Ref     string        `json:"ref"`
		As      string        `json:"as"`
		Request *wire.Request `json:"request"`
		Secret  string        `json:"secret"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	record, err := h.heldRef(j.ctx, in.Ref)
	if err != nil {
		return nil, err
	}
	c := h.carrier(record)
	if has(partNames, in.As) || in.As == "token" {
		if err := h.mayReveal(); err != nil {
			return nil, err
		}
		text, err := c.bare(in.As)
		return snippetText{Text: text, Copied: h.copied(classOf(&c, in.As), text)}, err
	}
	target, ok := snippet.Get(in.As)
	if !ok {
		return nil, refuse("target_unknown", "target", in.As)
	}
	request := record.Credential.Request
	if in.Request != nil {
		if originOfURL(in.Request.URL) != record.Credential.Origin {
			return nil, refuse("other_origin", "origin", record.Credential.Origin, "other", originOfURL(in.Request.URL))
		}
		request = *in.Request
		h.remember(j, request, target.ID)
	}
	return h.write(j, writing{target, request, in.Secret, &c, secret.New(record.Text)})
}

// writing is a request that is being written down.
type writing struct {
	target  snippet.Target
	request wire.Request
	mode    string
	carrier *carrier
	text    secret.Text
}

// write writes a request down with what its store's front door wants.
func (h *handler) write(j *job, w writing) (any, error) {
	if w.mode == secretShare {
		return h.share(j, w)
	}
	options, err := w.authorized()
	if err != nil {
		return nil, err
	}
	d := h.openDoor(j, doorPlace{url: w.request.URL}, nil, nil)
	if !w.hides() && (w.carrier != nil || !d.empty()) {
		if err := h.mayReveal(); err != nil {
			return nil, err
		}
	}
	out := snippetText{}
	if w.hides() && !d.empty() {
		d = d.masked()
		if w.mode != secretMasked {
			out.Findings = append(out.Findings, wire.NewFinding("door_masked"))
		}
	}
	if d.basic() && hasBearer(w.request) {
		out.Findings = append(out.Findings, wire.NewFinding("basic_and_bearer"))
	}
	options.TLS = h.tlsAt(j, originOfURL(w.request.URL))
	out.Text, err = w.target.WriteWith(d.before(w.request), options)
	if w.mode == secretMasked {
		out.Text = strings.ReplaceAll(out.Text, dotASCII, dot)
	}
	var why *snippet.Refusal
	if errors.As(err, &why) {
		return nil, refuse("snippet_refused", "form", w.target.Title, "problem", why.Message, "hint", why.Hint)
	}
	out.Copied = h.copied(w.class(d), out.Text)
	return out, err
}

// share writes it in the first way that works of those which show no secret.
func (h *handler) share(j *job, w writing) (any, error) {
	for _, w.mode = range []string{snippet.SecretStdin, snippet.SecretEnv} {
		if out, err := h.write(j, w); err == nil {
			return out, nil
		}
	}
	w.mode = snippet.SecretRedacted
	out, err := h.write(j, w)
	if text, is := out.(snippetText); is && err == nil {
		text.Findings = append(text.Findings, wire.NewFinding("share_redacted"))
		return text, nil
	}
	return out, err
}

// hides reports whether what is written shows no secret.
func (w *writing) hides() bool {
	return w.mode != "" && w.mode != secretReveal && w.mode != secretText
}

// authorized puts the credential into the request, or into the options of a
// form that signs by itself.
func (w *writing) authorized() (snippet.Options, error) {
	options := snippet.Options{}
	switch w.mode {
	case "", secretReveal, secretText, secretMasked:
	case snippet.SecretEnv, snippet.SecretRedacted, snippet.SecretStdin:
		options.Secret = w.mode
	default:
		return options, refuse("invalid_request", "problem", "the secret is text, masked, share, env, redacted or stdin")
	}
	if w.carrier == nil {
		return options, nil
	}
	four := w.carrier.token.Four
	switch {
	case w.target.Signs() && four == nil:
		return options, refuse("form_signs", "form", w.target.Title)
	case w.target.Signs():
		options.OAuth = snippet.OAuth{ConsumerKey: four.ConsumerKey.Reveal(), ConsumerSecret: four.ConsumerSecret.Reveal(),
			AccessToken: four.AccessToken.Reveal(), AccessTokenSecret: four.AccessTokenSecret.Reveal()}
		if w.mode == secretMasked {
			options.OAuth = snippet.OAuth{ConsumerKey: masked(four.ConsumerKey), ConsumerSecret: masked(four.ConsumerSecret),
				AccessToken: masked(four.AccessToken), AccessTokenSecret: masked(four.AccessTokenSecret)}
		}
		return options, nil
	case four != nil && (w.mode == snippet.SecretEnv || w.mode == snippet.SecretStdin):
		return options, refuse("signature_once")
	}
	w.request = w.carrier.authorize(w.request, w.carrier.shown(w.text, w.mode))
	return options, nil
}

func hasBearer(request wire.Request) bool {
	for _, h := range request.Headers {
		if strings.EqualFold(h.Name, "Authorization") && len(h.Value) > 7 && strings.EqualFold(h.Value[:7], "Bearer ") {
			return true
		}
	}
	return false
}

// shown is the credential's text, masked where that is asked for: of the four
// values of an integration no secret shows.
func (c carrier) shown(text secret.Text, mode string) string {
	if mode == secretMasked {
		return masked(c.token)
	}
	return text.Reveal()
}

// dot is what a mask is of. Many forms refuse what is not ASCII: while one is
// written, dotASCII stands in for it, which no form escapes.
const dot, dotASCII = "•", "q0storekey0dot0q"

func masked(text interface{ Masked() string }) string {
	return strings.ReplaceAll(text.Masked(), dot, dotASCII)
}
