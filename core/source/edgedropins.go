package source

import (
	"net/url"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/wire"
)

// Names of @dropins/storefront-auth and of the boilerplate around it.
const (
	dropinToken  = "auth_dropin_user_token"
	dropinName   = "auth_dropin_firstname"
	dropinAdmin  = "auth_dropin_admin_session"
	dropinConfig = "config"
	dropinStore  = "storeConfig"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "edgedropins",
		Title:   "Commerce on Edge Delivery",
		Summary: "The customer's token in the cookie of Adobe's Edge Delivery drop-ins, with the API address from their settings.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 40,
	Find:  findDropin,
	Put:   writer(putDropin),
})

func findDropin(s wire.Snapshot, now time.Time) []Found {
	f, ok := customerAt("cookie", dropinToken, unescape(s.Cookies[dropinToken]), now)
	if !ok {
		return nil
	}
	f.Who = unescape(s.Cookies[dropinName])
	f.Endpoint = dropinEndpoint(s)
	if end := dropinEnd(s, f); end.After(now) { // a cookie that is there has not ended
		f.until(end, now)
	}
	return []Found{f}
}

// dropinEnd is when the cookie goes: a cookie's Max-Age cannot be read, but it
// was set at login from the store's lifetime, or from exp for a token by which
// somebody of the store acts for the customer.
func dropinEnd(s wire.Snapshot, f Found) time.Time {
	if gjson.GetBytes(f.Token.Claims, "admin_id").Int() > 0 {
		return f.Token.ExpiresAt
	}
	seconds, ok := number(document(s.SessionStorage[dropinStore]), "customerAccessTokenLifetime")
	if !ok || f.Token.IssuedAt.IsZero() || seconds > 1e9 {
		return time.Time{}
	}
	return f.Token.IssuedAt.Add(time.Duration(seconds) * time.Second)
}

// dropinEndpoint is where the drop-ins send customer queries: often another host.
func dropinEndpoint(s wire.Snapshot) string {
	config := document(s.SessionStorage[dropinConfig])
	for _, name := range []string{"commerce-core-endpoint", "commerce-endpoint"} {
		if address := configValue(config, name, s.URL); isWebAddress(address) {
			return address
		}
	}
	return ""
}

// configValue reads a setting: of the folder of the site that the page is in,
// else the default. Older sites had a sheet of rows.
func configValue(config gjson.Result, name, page string) string {
	value := text(config, "public", "default", name)
	path, longest := "", 0
	if u, err := url.Parse(page); err == nil {
		path = u.Path
	}
	member(config, "public").ForEach(func(root, settings gjson.Result) bool {
		own := text(settings, name)
		if strings.HasPrefix(root.Str, "/") && strings.HasPrefix(path, root.Str) && len(root.Str) > longest && own != "" {
			value, longest = own, len(root.Str)
		}
		return true
	})
	member(config, "data").ForEach(func(_, row gjson.Result) bool {
		if value == "" && text(row, "key") == name {
			value = text(row, "value")
		}
		return true
	})
	return value
}

func isWebAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && len(address) <= 2000 && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http")
}

// putDropin sets the cookies as a login does. The name of who was logged in
// before stays.
func putDropin(s wire.Snapshot, f fresh) ([]wire.Write, error) {
	_, there := s.Cookies[dropinToken]
	if !there && dropinEndpoint(s) == "" && !isFront(s, "edgedropins") {
		return nil, ErrNoPlace
	}
	attributes := "path=/; max-age=" + f.seconds() + "; samesite=lax" + dropinSecure(s.URL)
	writes := []wire.Write{cookie(dropinToken, escape(f.text), attributes)}
	_, wasAdmin := s.Cookies[dropinAdmin]
	switch isAdmin := gjson.GetBytes(f.token.Claims, "admin_id").Int() > 0; {
	case isAdmin:
		writes = append(writes, cookie(dropinAdmin, "true", attributes))
	case wasAdmin:
		writes = append(writes, wire.Write{Area: wire.AreaCookie, Key: dropinAdmin, Attributes: "path=/"})
	}
	return writes, nil
}

// dropinSecure: the drop-ins leave it out on the machine itself only.
func dropinSecure(page string) string {
	u, err := url.Parse(page)
	if err == nil && (u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1" || u.Hostname() == "::1") {
		return ""
	}
	return "; secure"
}
