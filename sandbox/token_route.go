package sandbox

import "net/http"

const signInRefused = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."

func postAdminToken(c *call) (any, *refusal) {
	sent, no := c.texts("username", "password")
	if no != nil {
		return nil, no
	}
	if c.s.mode.Name == "ims" { // Magento_AdminAdobeIms AdminTokenPlugin; not observed
		return nil, refuse(http.StatusUnauthorized, "Admin token generation is disabled. Please use Adobe IMS ACCESS_TOKEN.")
	}
	admin, no := c.signIn("admin", sent["username"], sent["password"])
	if no == nil && c.s.mode.TwoFactor {
		no = c.s.askSecondFactor(admin)
	}
	if no != nil {
		return nil, no
	}
	return c.s.issue(admin), nil
}

// RecaptchaAnswer passes the reCAPTCHA of the sandbox.
const RecaptchaAnswer = "passed-in-the-sandbox"

// Words of Magento_ReCaptchaWebapiRest and …GraphQl; not observed.
const recaptchaRefused = "ReCaptcha validation failed, please try again"

func (s *Store) recaptchaStops(r *http.Request) bool {
	return s.mode.ReCaptcha && r.Header.Get("X-ReCaptcha") != RecaptchaAnswer
}

func postCustomerToken(c *call) (any, *refusal) {
	if c.given == nil && c.s.recaptchaStops(c.r) { // SOAP is not guarded
		return nil, refuse(http.StatusBadRequest, recaptchaRefused)
	}
	sent, no := c.texts("username", "password")
	if no != nil {
		return nil, no
	}
	customer, no := c.signIn("customer", sent["username"], sent["password"])
	if no != nil {
		return nil, no
	}
	c.dropped = append(c.dropped, "persistent_shopping_cart", "form_key")
	return c.s.issue(customer), nil
}

// signIn checks a password over the web API. A lock answers before anything
// else happens; everything that fails says the same.
func (c *call) signIn(kind, name, password string) (*Account, *refusal) {
	no := refuse(http.StatusUnauthorized, signInRefused)
	if c.s.lock.shut(kind, name, c.s.now()) {
		return nil, no
	}
	c.session = true
	if kind == "admin" {
		c.dropped = append(c.dropped, "form_key")
	}
	if a := c.s.authenticate(kind, name, password, websiteOf(c.store)); a != nil {
		return a, nil
	}
	return nil, no
}

// authenticate counts a failure and forgets the count on success.
func (s *Store) authenticate(kind, name, password string, website int) *Account {
	if s.options.Arrived != nil {
		s.options.Arrived(kind, name, password)
	}
	a := byName(kind, name)
	if a != nil && kind == "customer" && a.website() != website {
		a = nil // unknown there
	}
	if a == nil || a.Password != password {
		s.lock.failed(kind, name, s.now())
		s.tried(a, false)
		return nil
	}
	s.lock.passed(kind, name)
	s.tried(a, true)
	return a
}

// tried keeps the count in a customer's own record, which the storefront
// shares: the record is written when the count changes, updated_at shows it.
func (s *Store) tried(a *Account, passed bool) {
	if a == nil || a.Kind != "customer" || passed && s.misses[a.ID] == 0 {
		return
	}
	s.misses[a.ID]++
	if passed {
		delete(s.misses, a.ID)
	}
	s.touched[a.ID] = s.now()
}

// postRevoke ends all tokens that the customer got up to this second.
func postRevoke(c *call) (any, *refusal) {
	if c.who.Kind != "customer" {
		return nil, lacksCustomer()
	}
	c.session = true
	c.s.revoked[c.who.owner()] = c.s.now().Unix()
	return true, nil
}

func lacksCustomer() *refusal {
	return required([]string{"customerId"}, func(string) bool { return false })
}
