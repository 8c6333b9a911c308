package sandbox

import (
	"net/http"
	"slices"
)

// Second factors, as Magento_TwoFactorAuth names them. Only google was observed;
// the others are made from the module's source (SP TwoFactorAuth/Model/Provider/
// Engine/*/Authenticate.php), and so is what they answer where they are on. Where
// they are off their refusal was observed for authy and u2fkey.
const (
	factorGoogle = "google"
	factorAuthy  = "authy"
	factorDuo    = "duo_security"
	factorKey    = "u2fkey"
)

// The routes of Magento_TwoFactorAuth as they stand when the module is on.
var twoFactorRoutes = []*route{
	secondFactor("google/authenticate", postGoogle),
	secondFactor("authy/authenticate", postAuthy),
	secondFactor("authy/authenticate-onetouch", postOneTouch),
	secondFactor("authy/send-token/:via", postAuthySend),
	secondFactor("u2fkey/authentication-challenge", postKeyChallenge),
	secondFactor("u2fkey/verify", postKey),
	secondFactor("duo_security/authenticate", postDuo),
	secondFactor("duo_security/get-authentication-data", postDuoData),
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
func (s *Store) askSecondFactor(admin *Account) *refusal {
	if admin.TOTP == "" {
		return refuseWith(http.StatusBadRequest,
			"You are required to configure personal Two-Factor Authorization in order to login. Please check your email.",
			object{{"providers", s.factorList()}, {"active_providers", []any{}}})
	}
	return refuseWith(http.StatusBadRequest, "Please use the 2fa provider-specific endpoints to obtain a token.",
		object{{"active_providers", s.factorList()}})
}

// factors are those that are allowed, and that admin has set up.
func (s *Store) factors() []string {
	if s.mode.Factors == nil {
		return []string{factorGoogle}
	}
	return s.mode.Factors
}

func (s *Store) factorList() []any {
	list := []any{}
	for _, code := range s.factors() {
		list = append(list, code)
	}
	return list
}

// withFactor is what each route of a second factor begins with: the fields, the
// password, then whether the user has that factor.
func (c *call) withFactor(code string, names ...string) (*Account, map[string]string, *refusal) {
	sent, no := c.texts(append([]string{"username", "password"}, names...)...)
	if no != nil {
		return nil, nil, no
	}
	admin, no := c.signIn("admin", sent["username"], sent["password"])
	switch {
	case no != nil:
		return nil, nil, no
	case !slices.Contains(c.s.factors(), code):
		return nil, nil, refuse(http.StatusBadRequest, "Provider is not allowed.")
	case admin.TOTP == "":
		return nil, nil, refuse(http.StatusBadRequest, "Provider is not configured.")
	}
	return admin, sent, nil
}

func postGoogle(c *call) (any, *refusal) {
	admin, sent, no := c.withFactor(factorGoogle, "otp")
	if no != nil {
		return nil, no
	}
	if !otpFits(admin.TOTP, sent["otp"], c.s.now()) {
		return nil, refuse(http.StatusUnauthorized, "Invalid code.")
	}
	return c.s.issue(admin), nil
}
