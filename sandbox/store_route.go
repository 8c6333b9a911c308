package sandbox

import (
	_ "embed"
	"strings"
)

// view is a store view. The admin's own store 0 is one to the API, though none
// to a path.
type view struct {
	id      int
	code    string
	name    string
	website int
}

var allViews = []view{
	{1, "default", "Default Store View", 1},
	{0, "admin", "Admin", 0},
	{2, "german", "German", 1},
	{3, "second", "Second Store View", 2},
}

// views are those there are: the last is of the second website.
func (s *Store) views() []view {
	if s.mode.Websites {
		return allViews
	}
	return allViews[:3]
}

// storeView finds a storefront's view by its code.
func (s *Store) storeView(code string) *view {
	views := s.views()
	for i := range views {
		if views[i].code == code && views[i].id != 0 {
			return &views[i]
		}
	}
	return nil
}

// websiteOf is the website of the view that a path names, 1 where it names none.
func websiteOf(code string) int {
	for _, one := range allViews {
		if one.code == code {
			return one.website
		}
	}
	return 1
}

func getStoreViews(c *call) (any, *refusal) {
	var all []any
	for _, v := range c.s.views() {
		all = append(all, object{{"id", v.id}, {"code", v.code}, {"name", v.name},
			{"website_id", v.website}, {"store_group_id", v.website}, {"is_active", 1}})
	}
	return all, nil
}

// getStoreConfigs has the fields of Magento's StoreConfigInterface. No answer of
// it was recorded: the values are those that GraphQL's storeConfig tells.
func getStoreConfigs(c *call) (any, *refusal) {
	base := c.s.baseURL(c.r)
	var all []any
	for _, v := range c.s.views() {
		if v.id == 0 {
			continue
		}
		config := object{{"id", v.id}, {"code", v.code}, {"website_id", v.website}, {"locale", "en_US"},
			{"base_currency_code", "USD"}, {"default_display_currency_code", "USD"},
			{"timezone", "UTC"}, {"weight_unit", "lbs"}}
		for _, prefix := range []string{"", "secure_"} {
			config = append(config, object{{prefix + "base_url", base}, {prefix + "base_link_url", base},
				{prefix + "base_static_url", base + "static/"}, {prefix + "base_media_url", base + "media/"}}...)
		}
		all = append(all, config)
	}
	return all, nil
}

// getWebsites lists the admin's website first, unless a session had the
// storefront's loaded before.
func getWebsites(c *call) (any, *refusal) {
	admin := object{{"id", 0}, {"code", "admin"}, {"name", "Admin"}, {"default_group_id", 0}}
	base := object{{"id", 1}, {"code", "base"}, {"name", "Main Website"}, {"default_group_id", 1}}
	all := []any{admin, base}
	if c.who.session {
		all = []any{base, admin}
	}
	if c.s.mode.Websites {
		all = append(all, object{{"id", 2}, {"code", "second"}, {"name", "Second Website"}, {"default_group_id", 2}})
	}
	return all, nil
}

func getCurrency(*call) (any, *refusal) {
	return object{
		{"base_currency_code", "USD"}, {"base_currency_symbol", "$"},
		{"default_display_currency_code", "USD"}, {"default_display_currency_symbol", "$"},
		{"available_currency_codes", []any{"USD"}},
		{"exchange_rates", []any{object{{"currency_to", "USD"}, {"rate", 1}}}},
	}, nil
}

//go:embed modules.txt
var modulesText string

func getModules(c *call) (any, *refusal) {
	var all []any
	for _, name := range strings.Fields(modulesText) {
		all = append(all, name)
	}
	if c.s.mode.TwoFactor {
		all = append(all, "Magento_TwoFactorAuth")
	}
	return all, nil
}
