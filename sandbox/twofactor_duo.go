package sandbox

import "net/http"

// duoPasscode is the one that Duo lets in.
const duoPasscode = "3141592"

// Duo in both of its generations, as their sources have them, not observed: up
// to 2.4.7 the store wants the signature that Duo's frame in the panel makes,
// from 2.4.8 on a passcode.
func postDuo(c *call) (any, *refusal) {
	name := "signatureResponse"
	if c.s.mode.DuoPasscode {
		name = "passcode"
	}
	admin, sent, no := c.withFactor(factorDuo, name)
	if no != nil {
		return nil, no
	}
	// No signature is right here: the frame that makes one is Duo's.
	if !c.s.mode.DuoPasscode || sent[name] != duoPasscode {
		return nil, refuse(http.StatusBadRequest, "Invalid response")
	}
	return c.s.issue(admin), nil
}

// postDuoData is what Duo's frame begins with; the route went with 2.4.8.
func postDuoData(c *call) (any, *refusal) {
	if c.s.mode.DuoPasscode {
		return nil, refuse(http.StatusNotFound, "Request does not match any route.")
	}
	if _, _, no := c.withFactor(factorDuo); no != nil {
		return nil, no
	}
	return object{{"signature", "TX|made-up|0000:APP|made-up|0000"}, {"api_hostname", "api-sandbox.duosecurity.invalid"}}, nil
}
