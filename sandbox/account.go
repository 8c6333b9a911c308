package sandbox

import (
	"slices"
	"strings"
)

// User types as tokens name them (Magento_Authorization UserContextInterface).
const (
	typeIntegration = 1
	typeAdmin       = 2
	typeCustomer    = 3
)

// Account is somebody who can log in, or an integration.
type Account struct {
	Kind     string `json:"kind"` // admin, customer, integration
	ID       int    `json:"id"`
	Name     string `json:"name"` // what is typed as user name; a customer's e-mail
	Password string `json:"password,omitempty"`
	Rights   string `json:"rights"` // in words, for people

	ConsumerKey    string `json:"consumerKey,omitempty"`
	ConsumerSecret string `json:"consumerSecret,omitempty"`
	AccessToken    string `json:"accessToken,omitempty"`
	TokenSecret    string `json:"accessTokenSecret,omitempty"`

	TOTP string `json:"totpSecret,omitempty"` // Base32, where the second factor is set up

	first, last string
	role        role
	assistance  bool // the customer allowed remote shopping assistance
	second      bool // the customer's website is the second one
}

// role is what an admin or an integration may do.
type role struct {
	all       bool
	resources []string
}

// allows knows one more thing than the list: the root resource is saved with
// any chosen child.
func (r role) allows(resource string) bool {
	if r.all || resource == "Magento_Backend::admin" {
		return true
	}
	for _, one := range r.resources {
		if one == resource {
			return true
		}
	}
	return false
}

var (
	everything   = role{all: true}
	productsOnly = role{resources: []string{"Magento_Catalog::products"}}
)

var accounts = []Account{
	{Kind: "admin", ID: 1, Name: "admin", Password: "Admin123!seed", Rights: "everything", role: everything,
		TOTP: "ON2G64TFNNSXSIDTMFXGIYTPPAQHI33U"},
	{Kind: "admin", ID: 2, Name: "limited", Password: "Limited123!seed", Rights: "products only", role: productsOnly},
	{Kind: "admin", ID: 3, Name: "locktest", Password: "Locktest123!", Rights: "everything", role: everything},
	{Kind: "customer", ID: 1, Name: "roni@example.com", Password: "Customer123!", Rights: "own account",
		first: "Roni", last: "Seed", assistance: true},
	{Kind: "customer", ID: 2, Name: "locktest.customer@example.com", Password: "Customer123!", Rights: "own account",
		first: "Lock", last: "Test"},
	{Kind: "customer", ID: 3, Name: "anna@second.example.com", Password: "Customer123!", Rights: "own account on the second website",
		first: "Anna", last: "Second", second: true},
	{Kind: "integration", ID: 1, Name: "Seed integration", Rights: "everything", role: everything,
		ConsumerKey: "s4ndb0xc0nsum3rk3y000000000fu11a", ConsumerSecret: "s4ndb0xc0nsum3rs3cr3t000000fu11b",
		AccessToken: "s4ndb0xacc3sst0k3n000000000fu11c", TokenSecret: "s4ndb0xt0k3ns3cr3t000000000fu11d"},
	{Kind: "integration", ID: 2, Name: "Limited integration", Rights: "products only", role: productsOnly,
		ConsumerKey: "s4ndb0xc0nsum3rk3y0000001imit3da", ConsumerSecret: "s4ndb0xc0nsum3rs3cr3t0001imit3db",
		AccessToken: "s4ndb0xacc3sst0k3n0000001imit3dc", TokenSecret: "s4ndb0xt0k3ns3cr3t0000001imit3dd"},
	{Kind: "integration", ID: 3, Name: "Made in the panel", Rights: "everything, once it is activated in the panel", role: everything,
		ConsumerKey: "s4ndb0xc0nsum3rk3y0000000pan31aa", ConsumerSecret: "s4ndb0xc0nsum3rs3cr3t0000pan31ab"},
}

// Accounts lists everybody the store knows, with passwords: it has no secrets.
// Left out is the customer whose website is not there at first.
func Accounts() []Account {
	return slices.DeleteFunc(slices.Clone(accounts), func(a Account) bool { return a.second })
}

// accounts lists those there are in the present mode.
func (s *Store) accounts() []Account {
	if s.Mode().Websites {
		return slices.Clone(accounts)
	}
	return Accounts()
}

// website is a customer's: accounts are not shared between them.
func (a *Account) website() int {
	if a.second {
		return 2
	}
	return 1
}

func find(kind string, fits func(*Account) bool) *Account {
	for i := range accounts {
		if accounts[i].Kind == kind && fits(&accounts[i]) {
			return &accounts[i]
		}
	}
	return nil
}

// byName finds who logs in so: case does not matter, blanks do.
func byName(kind, name string) *Account {
	return find(kind, func(a *Account) bool { return strings.EqualFold(a.Name, name) })
}

func byID(kind string, id int) *Account {
	return find(kind, func(a *Account) bool { return a.ID == id })
}

func byConsumerKey(key string) *Account {
	return find("integration", func(a *Account) bool { return a.ConsumerKey == key })
}

func byAccessToken(token string) *Account {
	return find("integration", func(a *Account) bool { return token != "" && a.AccessToken == token })
}

func (a *Account) userType() int {
	return map[string]int{"admin": typeAdmin, "customer": typeCustomer, "integration": typeIntegration}[a.Kind]
}

// active tells whether an integration was activated: only then has it a token.
func (a *Account) active() bool { return a.AccessToken != "" }

// owner names an account where only the token's numbers are known.
type owner struct{ userType, id int }

func (a *Account) owner() owner { return owner{a.userType(), a.ID} }

func (o owner) account() *Account {
	switch o.userType {
	case typeAdmin:
		return byID("admin", o.id)
	case typeCustomer:
		return byID("customer", o.id)
	}
	return nil
}
