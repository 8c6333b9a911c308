package sandbox

import "time"

var customersSince = time.Date(2026, 11, 23, 4, 13, 16, 0, time.UTC)

func getOwnCustomer(c *call) (any, *refusal) {
	if c.who.Kind != "customer" {
		return nil, lacksCustomer()
	}
	c.session = true
	return c.s.customer(c.who.Account), nil
}

func (s *Store) customer(a *Account) object {
	return object{
		{"id", a.ID}, {"group_id", 1},
		{"created_at", stamp(customersSince)}, {"updated_at", stamp(s.changed(a))},
		{"created_in", allViews[0].name}, {"email", a.Name}, {"firstname", a.first}, {"lastname", a.last},
		{"store_id", 1}, {"website_id", a.website()}, {"addresses", []any{}}, {"disable_auto_group_change", 0},
		{"extension_attributes", object{{"is_subscribed", false}}},
	}
}

func (s *Store) changed(a *Account) time.Time {
	if at, ok := s.touched[a.ID]; ok {
		return at
	}
	return customersSince
}

// stamp is a time as Magento's tables hold it.
func stamp(at time.Time) string { return at.UTC().Format(time.DateTime) }
