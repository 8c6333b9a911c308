package sandbox

import (
	"net/http"
	"regexp"
)

// authyCode is what Authy's app shows and its messages tell; it does not change.
const authyCode = "2718281"

var word = regexp.MustCompile(`^\w+$`)

// Authy as its source has it, not observed; the text for a wrong code is of
// Authy's own service, which the store passes on.
func postAuthy(c *call) (any, *refusal) {
	admin, sent, no := c.withFactor(factorAuthy, "otp")
	switch {
	case no != nil:
		return nil, no
	case !word.MatchString(sent["otp"]):
		return nil, refuse(http.StatusBadRequest, "Invalid code format")
	case sent["otp"] != authyCode:
		return nil, refuse(http.StatusBadRequest, "Token is invalid")
	}
	return c.s.issue(admin), nil
}

// postAuthySend answers nothing, which REST writes as an empty list.
func postAuthySend(c *call) (any, *refusal) {
	if _, _, no := c.withFactor(factorAuthy); no != nil {
		return nil, no
	}
	via := c.vars["via"]
	switch via {
	case "onetouch":
		c.s.second.oneTouch = "pending"
	case "sms", "call":
	default:
		return nil, refuse(http.StatusBadRequest, "Unsupported via method")
	}
	c.s.second.sent = append(c.s.second.sent, via)
	return []any{}, nil
}

// postOneTouch asks Authy once whether the app was tapped; the store itself asks
// ten times, a second apart.
func postOneTouch(c *call) (any, *refusal) {
	admin, _, no := c.withFactor(factorAuthy)
	switch {
	case no != nil:
		return nil, no
	case c.s.second.oneTouch == "":
		return nil, refuse(http.StatusBadRequest, "No approval requests for this user")
	case c.s.second.oneTouch != "approved":
		return nil, refuse(http.StatusBadRequest, "Onetouch prompt was denied or timed out.")
	}
	return c.s.issue(admin), nil
}
