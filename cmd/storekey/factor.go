package main

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// Second factors by Magento's codes, and the ways in which Authy sends something
// in the place of a code that is there.
const (
	factorGoogle   = "google"
	factorAuthy    = "authy"
	factorDuo      = "duo_security"
	factorKey      = "u2fkey"
	factorOneTouch = "onetouch"
)

// factorNames are what Magento calls them.
var factorNames = map[string]string{
	factorGoogle: "Google Authenticator",
	factorAuthy:  "Authy",
	factorDuo:    "Duo Security",
	factorKey:    "U2F key",
}

// secondFactor goes on with a login whose password was right, with somebody at
// the terminal: which factor, what is to be sent for it, the code.
type secondFactor struct {
	a      *app
	login  *tokenCommand
	post   func() error
	fields map[string]string
}

// answer asks for what the store wants and goes on; it returns err itself where
// there is nothing to ask for.
func (s *secondFactor) answer(err error) error {
	var refused *api.Error
	if !errors.As(err, &refused) || refused.Detail.Code != "two_factor_required" {
		return err
	}
	choices := s.answerable(refused.Detail.Choices)
	if len(choices) == 0 {
		s.a.explainFactor(s.login, refused.Detail.Choices)
		return err
	}
	if s.a.tty == nil || s.fields["otp"] != "" || s.login.field("otp") < 0 {
		return err
	}
	factor := choices[0]
	if len(choices) > 1 {
		var askErr error
		if factor, askErr = s.choose(choices); askErr != nil || factor == "" {
			return errors.Join(err, askErr)
		}
	}
	if factor != factorGoogle {
		s.fields["factor"] = factor
	}
	if factor == factorAuthy {
		return s.authy(err)
	}
	return s.code(err)
}

// answerable are the factors that a terminal can answer and that this way to log
// in takes.
func (s *secondFactor) answerable(active []string) (list []string) {
	if len(active) == 0 {
		return []string{factorGoogle}
	}
	for _, code := range active {
		if code == factorGoogle || s.login.field("factor") >= 0 && (code == factorAuthy || code == factorDuo) {
			list = append(list, code)
		}
	}
	return list
}

// explainFactor says why none of the factors can be answered here.
func (a *app) explainFactor(t *tokenCommand, active []string) {
	if t.field("factor") < 0 && !slices.Equal(active, []string{factorKey}) {
		a.hint = "This way to log in takes codes of Google Authenticator alone. storekey token admin takes those of Authy and Duo, too."
		return
	}
	a.hint = "A security key answers in a browser only: log in with the extension, or use an integration."
}

// choose lets the user pick one by its number or name.
func (s *secondFactor) choose(choices []string) (string, error) {
	question := "Second factor ("
	for i, code := range choices {
		if i > 0 {
			question += ", "
		}
		question += string(rune('1'+i)) + " " + first(factorNames[code], code)
	}
	answer, err := s.a.tty.ask(question+"): ", false)
	if err != nil {
		return "", err
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	for i, code := range choices {
		if answer == string(rune('1'+i)) || answer == code || answer == strings.ToLower(factorNames[code]) {
			return code, nil
		}
	}
	return "", usagef("that is none of them")
}

// authy takes the code of Authy's app, or has one sent first.
func (s *secondFactor) authy(before error) error {
	answer, err := s.a.tty.ask("Code of the Authy app; or sms, call or onetouch to be sent one: ", false)
	if err != nil {
		return errors.Join(before, err)
	}
	way := strings.ToLower(strings.TrimSpace(answer))
	switch way {
	case "":
		return before
	case "sms", "call", factorOneTouch:
		return s.sent(way)
	}
	s.fields["otp"] = answer
	return s.post()
}

// sent has the store send something, which is not a token yet, and goes on.
func (s *secondFactor) sent(way string) error {
	s.fields["send"] = way
	err := s.post()
	delete(s.fields, "send")
	var refused *api.Error
	if !errors.As(err, &refused) || !strings.HasPrefix(refused.Detail.Code, "two_factor_sent_") {
		return err
	}
	s.a.tell("note", refused.Detail.Message)
	if way != factorOneTouch {
		return s.code(err)
	}
	s.fields["factor"] = factorOneTouch
	if _, askErr := s.a.tty.ask("Say yes in the app, then press Enter: ", false); askErr != nil {
		return errors.Join(err, askErr)
	}
	return s.post()
}

// code asks for the code and sends it.
func (s *secondFactor) code(before error) error {
	code, err := s.login.values[s.login.field("otp")].ask(s.a)
	if err != nil || code.Empty() {
		return errors.Join(before, err)
	}
	s.fields["otp"] = code.Reveal()
	return s.post()
}

// field is the place of a field of the way to log in, -1 if it has none of that
// name.
func (t *tokenCommand) field(name string) int {
	return slices.IndexFunc(t.card.Fields, func(f wire.Field) bool { return f.Name == name })
}

// obtain calls the API, and goes on with the second factor where the store asks
// for one and somebody is there to answer.
func (t *tokenCommand) obtain(a *app, path string, call storeCall, fields map[string]string) (got wire.Credential, err error) {
	in := struct {
		storeCall
		Fields map[string]string `json:"fields"`
	}{call, fields}
	post := func() error { return a.call(a.handler(), http.MethodPost, path, in, &got) }
	err = (&secondFactor{a, t, post, fields}).answer(post())
	return got, err
}
