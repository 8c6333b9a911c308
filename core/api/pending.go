package api

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/wire"
)

const (
	loginPrefix = "login:"
	// loginText has the area of secret texts: what was typed is one.
	loginText = textPrefix + loginPrefix
	// loginLife is how long a login waits for its second factor, however often
	// that is tried.
	loginLife = 3 * time.Minute
)

// loginKept is what a login goes on with. It is apart from the record that pages
// watch.
type loginKept struct {
	V int `json:"v"`
	// Fields are those that were typed; a saved login's others stay sealed.
	Fields    map[string]string `json:"fields"`
	Store     wire.Store        `json:"store"`
	Consent   []string          `json:"consent,omitempty"`
	Place     place             `json:"place"`
	Challenge string            `json:"challenge,omitempty"`
}

func loginKey(tab int) string { return loginPrefix + strconv.Itoa(tab) }

func loginTextKey(tab int) string { return loginText + strconv.Itoa(tab) }

// pendingLogin reads the login that waits in a tab. One whose time is over is
// wiped.
func (h *handler) pendingLogin(ctx context.Context, tab int) (l wire.PendingLogin, kept loginKept, err error) {
	found, err := h.records.read(ctx, AreaSession, loginKey(tab), &l)
	if err == nil && found {
		found, err = h.records.read(ctx, AreaSession, loginTextKey(tab), &kept)
	}
	switch {
	case err != nil:
		return l, kept, err
	case !found:
		return l, kept, refuse("login_over")
	case loginOver(l, h.now()):
		return l, kept, errors.Join(refuse("login_over"), h.dropLogin(ctx, tab))
	}
	return l, kept, nil
}

func loginOver(l wire.PendingLogin, now time.Time) bool {
	until, err := time.Parse(time.RFC3339, l.Until)
	return err != nil || !now.Before(until)
}

func (h *handler) dropLogin(ctx context.Context, tab int) error {
	return errors.Join(
		h.records.drop(ctx, AreaSession, loginTextKey(tab)),
		h.records.drop(ctx, AreaSession, loginKey(tab)))
}

// forgetLogin wipes a login that waits: the user gave it up, or its time is over.
func (h *handler) forgetLogin(j *job) (any, error) {
	id, err := tabID(j)
	if err != nil {
		return nil, err
	}
	return struct{}{}, h.dropLogin(j.ctx, id)
}

// purgeLogins wipes those whose time went by while no worker was there.
func purgeLogins(ctx context.Context, r records, now time.Time) error {
	keys, err := r.keys(ctx, AreaSession, loginText)
	if err != nil {
		return err
	}
	for _, key := range keys {
		tab := strings.TrimPrefix(key, loginText)
		var l wire.PendingLogin
		found, err := r.read(ctx, AreaSession, loginPrefix+tab, &l)
		if err == nil && found && !loginOver(l, now) {
			continue
		}
		if err := errors.Join(r.drop(ctx, AreaSession, key), r.drop(ctx, AreaSession, loginPrefix+tab)); err != nil {
			return err
		}
	}
	return nil
}

// goOn continues the login that waits in the page's tab: user name and password
// are not asked for again, and the plain token route is not asked again.
func (h *handler) goOn(j *job, p provider.Provider, fields map[string]string, in storeCall) (any, error) {
	l, kept, err := h.pendingLogin(j.ctx, j.tabID)
	if err != nil {
		return nil, err
	}
	if l.Provider != p.ID {
		return nil, refuse("login_over")
	}
	if origin := originOfURL(in.Store.RestURL); origin != "" && origin != l.Origin {
		return nil, refuse("other_origin", "origin", l.Origin, "other", origin)
	}
	if fields, err = h.answers(j, l, kept, secondStep(p.Card, fields)); err != nil {
		return nil, err
	}
	consent := append(append([]string{}, kept.Consent...), in.Consent...)
	if l.Saved != nil {
		j.req.SetPathValue("id", l.Saved.Store)
		j.req.SetPathValue("cid", l.Saved.Credential)
		return h.renew(j, renewCall{place: kept.Place, Consent: consent, Door: in.Door, Fields: fields}, true)
	}
	if err := in.Door.fit(); err != nil {
		return nil, err
	}
	way := h.leave(j, doorPlace{url: kept.Store.RestURL}, in.Door, consent)
	s := &signIn{h: h, j: j, provider: p, store: kept.Store, way: way, fields: fields, kept: kept, goesOn: true}
	return s.run(has(in.Consent, consentLocked), nil)
}

// lasting are the yeses that hold for the steps to come: about the way, not about
// one more try.
func lasting(consent []string) (list []string) {
	for _, yes := range consent {
		if yes == consentTab || yes == consentPlainHTTP {
			list = append(list, yes)
		}
	}
	return list
}

// secondStep leaves out what was settled with the first: whose login it is.
func secondStep(card wire.Card, fields map[string]string) map[string]string {
	step := map[string]string{}
	for _, field := range card.Fields {
		if value := fields[field.Name]; value != "" && field.Step > 1 {
			step[field.Name] = value
		}
	}
	return step
}

// answers adds what was typed before to the fields of a step, and picks the
// second factor where there is nothing to choose. The security key is asked here.
func (h *handler) answers(j *job, l wire.PendingLogin, kept loginKept, step map[string]string) (map[string]string, error) {
	fields := map[string]string{}
	for name, value := range kept.Fields {
		fields[name] = value
	}
	for name, value := range step {
		fields[name] = value
	}
	if fields["factor"] == "" && fields["send"] == "" {
		fields["factor"] = l.Factor
		if l.Factor == "" && len(l.Active) == 1 {
			fields["factor"] = l.Active[0]
		}
	}
	if kept.Challenge == "" || fields["factor"] != l.Factor || !l.Touch || fields["assertion"] != "" || fields["send"] != "" {
		return fields, nil
	}
	j.step("touching_key", 0, 0)
	assertion, err := h.browser.Ceremony(j.ctx, j.tabID, l.Origin, kept.Challenge)
	fields["assertion"] = assertion
	return fields, ceremonyFailed(err)
}

func ceremonyFailed(err error) error {
	switch {
	case errors.Is(err, ErrTabLeft):
		return refuse("key_other_tab")
	case errors.Is(err, ErrNoAccess):
		return refuse("key_no_access")
	case errors.Is(err, ErrNotTouched):
		return refuse("key_not_touched")
	case errors.Is(err, errNoBrowser):
		return refuse("key_no_browser")
	}
	return err
}

// wait keeps a login that waits for its second factor, or forgets one that the
// store refuses by now.
func (s *signIn) wait(err error) error {
	var second *provider.TwoFactor
	var refusal *magento.Refusal
	tab, ctx := s.j.tabID, context.WithoutCancel(s.j.ctx)
	switch {
	case tab == 0:
	case errors.As(err, &second) && len(second.Active)+len(second.Factor) > 0:
		s.h.keepDoor(s.j, originOfURL(s.store.RestURL), s.way)
		if problem := s.keepLogin(ctx, second); problem != nil {
			return problem
		}
	case s.goesOn && errors.As(err, &refusal) && refusal.Code == "sign_in_refused":
		_ = s.h.dropLogin(ctx, tab)
	}
	return err
}

func (s *signIn) keepLogin(ctx context.Context, second *provider.TwoFactor) error {
	tab, kept := s.j.tabID, s.kept
	l := wire.PendingLogin{
		V: recordVersion, TabID: tab, Origin: originOfURL(s.store.RestURL), Provider: s.provider.ID,
		Who: s.fields["username"], Active: second.Active, Factor: second.Factor, Sent: second.Sent,
		Touch: second.Challenge != "", Until: s.h.now().Add(loginLife).UTC().Format(time.RFC3339), Saved: s.saved,
	}
	if s.goesOn { // it began when the password was accepted
		old, _, err := s.h.pendingLogin(ctx, tab)
		if err != nil {
			return err
		}
		l.Until = old.Until
		if len(l.Active) == 0 {
			l.Active = old.Active
		}
		second.Active = l.Active
	}
	kept.V, kept.Store, kept.Challenge = recordVersion, s.store, second.Challenge
	if err := s.h.records.write(ctx, AreaSession, loginTextKey(tab), kept); err != nil {
		return err
	}
	if err := s.h.records.write(ctx, AreaSession, loginKey(tab), l); err != nil {
		return err
	}
	if _, still := s.h.readTab(ctx, tab); s.known && !still {
		return errors.Join(refuse("tab_left"), s.h.dropLogin(ctx, tab))
	}
	return nil
}
