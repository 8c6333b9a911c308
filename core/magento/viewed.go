package magento

import (
	"slices"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// viewed is the entity that a panel page shows: its body class is the page's
// own, its id stands in the address and in a hidden field, what it is called in
// the form (Magento_User, Magento_Customer, Magento_Integration).
func (p page) viewed() *wire.Viewed {
	var v wire.Viewed
	switch {
	case p.dialogName() != "":
		v = wire.Viewed{Kind: "integration", ID: p.fact("dialogId"), Name: p.dialogName()}
	case p.hasClass("adminhtml-user-edit"):
		v = wire.Viewed{Kind: "user", ID: p.entity("user_id", "userId"), Name: p.fact("userName"), Email: p.fact("userEmail")}
	case p.hasClass("customer-index-edit"):
		v = wire.Viewed{Kind: "customer", ID: p.entity("id", ""), Name: p.fact("pageTitle"), Email: p.fact("customerEmail")}
	case p.hasClass("adminhtml-user_role-editrole"):
		v = wire.Viewed{Kind: "role", ID: p.entity("rid", "roleId"), Name: p.fact("roleName")}
	case p.hasClass("adminhtml-integration-edit"):
		v = wire.Viewed{Kind: "integration", ID: p.entity("id", "integrationId"), Name: p.fact("integrationName"), Email: p.fact("integrationEmail")}
	default:
		return nil
	}
	v.ID, v.Name, v.Email = number(v.ID), printed(v.Name), mail(v.Email)
	if v.ID == "" && p.dialogName() == "" {
		return nil // a new one, not saved yet
	}
	return &v
}

// dialogName is the title of the panel's integration dialog, if it is open: the
// one that asks for permissions or the one that shows the values.
func (p page) dialogName() string {
	if len(p.Facts["dialogConsumerKey"]) == 0 && !p.hasClass("adminhtml-integration-") {
		return ""
	}
	return p.fact("dialogName")
}

// entity is the value after a name in the panel's address, else that of a field.
func (p page) entity(name, field string) string {
	if i := slices.Index(p.segments, name); i >= 0 && i+1 < len(p.segments) {
		return p.segments[i+1]
	}
	return p.fact(field)
}

// number lets only ids through.
func number(s string) string {
	if len(s) > 20 || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}

// mail lets only what an address may look like through.
func mail(s string) string {
	if s != printed(s) || len(s) > 254 || !strings.Contains(s, "@") || strings.ContainsAny(s, " <>\"'") {
		return ""
	}
	return s
}

// maxPrinted bounds a name that a page shows.
const maxPrinted = 200

// printed is a text of a page on one line, without what cannot be seen.
func printed(s string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x61c || r == 0xfeff || r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
	visible = strings.Join(strings.Fields(visible), " ")
	return strings.ToValidUTF8(visible[:min(len(visible), maxPrinted)], "")
}
