package wire

// PendingLogin is a login whose password the store has accepted and that waits
// for the second factor, kept in the browser session under "login:<tab>" for
// three minutes at most. What was typed is not in it.
type PendingLogin struct {
	V      int    `json:"v"`
	TabID  int    `json:"tabId"`
	Origin string `json:"origin"`
	// Provider is the way to log in, to go on with.
	Provider string `json:"provider"`
	Who      string `json:"who"`
	// Active are the user's second factors, by Magento's codes.
	Active []string `json:"active"`
	// Factor is the one that was begun, Sent what was done for it: sms, call or
	// onetouch. Touch says that the security key's task is there.
	Factor string `json:"factor,omitempty"`
	Sent   string `json:"sent,omitempty"`
	Touch  bool   `json:"touch,omitempty"`
	// Until is when it is wiped, RFC 3339 in UTC.
	Until string `json:"until"`
	// Saved is the saved credential whose login this is.
	Saved *SavedRef `json:"saved,omitempty"`
}
