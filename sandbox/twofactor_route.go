package sandbox

import "net/http"

// The routes of Magento_TwoFactorAuth as they stand when the module is on. Only
// google is allowed on this store; of the other providers the refusal was
// observed for authy and u2fkey, for duo_security it follows from the source.
var twoFactorRoutes = []*route{
	secondFactor("google/authenticate", postGoogle),
	secondFactor("authy/authenticate", postNotAllowed),
	secondFactor("authy/authenticate-onetouch", postNotAllowed),
	secondFactor("authy/send-token/:via", postNotAllowed),
	secondFactor("u2fkey/authentication-challenge", postNotAllowed),
	secondFactor("u2fkey/verify", postNotAllowed),
	secondFactor("duo_security/authenticate", postNotAllowed),
	secondFactor("duo_security/get-authentication-data", postNotAllowed),
	twoFactorList("installed-providers"),
	twoFactorList("forced-providers"),
	twoFactorList("user-providers/:userId"),
	twoFactorList("providers-to-activate/:userId"),
	twoFactorList("default-provider-code/:userId"),
}

func secondFactor(path string, handle handler) *route {
	one := readOperations("anonymous", []string{"POST", "tfa/provider/" + path})[0]
	one.handle = handle
	return one
}

func twoFactorList(path string) *route {
	return readOperations("Magento_TwoFactorAuth::tfa", []string{"GET", "tfa/" + path})[0]
}

// askSecondFactor is what the plain token route says once the password was
// right: never a token.
func askSecondFactor(admin *Account) *refusal {
	if admin.TOTP == "" {
		return refuseWith(http.StatusBadRequest,
			"You are required to configure personal Two-Factor Authorization in order to login. Please check your email.",
			object{{"providers", []any{"google"}}, {"active_providers", []any{}}})
	}
	return refuseWith(http.StatusBadRequest, "Please use the 2fa provider-specific endpoints to obtain a token.",
		object{{"active_providers", []any{"google"}}})
}

func postGoogle(c *call) (any, *refusal) {
	sent, no := c.texts("username", "password", "otp")
	if no != nil {
		return nil, no
	}
	admin, no := c.signIn("admin", sent["username"], sent["password"])
	switch {
	case no != nil:
		return nil, no
	case admin.TOTP == "":
		return nil, refuse(http.StatusBadRequest, "Provider is not configured.")
	case !otpFits(admin.TOTP, sent["otp"], c.s.now()):
		return nil, refuse(http.StatusUnauthorized, "Invalid code.")
	}
	return c.s.issue(admin), nil
}

func postNotAllowed(c *call) (any, *refusal) {
	sent, no := c.texts("username", "password")
	if no == nil {
		_, no = c.signIn("admin", sent["username"], sent["password"])
	}
	if no == nil {
		no = refuse(http.StatusBadRequest, "Provider is not allowed.")
	}
	return nil, no
}
