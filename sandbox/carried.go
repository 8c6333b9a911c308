package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// carried is what a request to a web API brought along, in words that tell
// nothing secret: a test can show that a session went with Storekey's own
// requests and with no other.
type carried struct {
	Session       string `json:"session,omitempty"`       // whose session id PHPSESSID is: visitor, customer, admin, unknown
	Authorization string `json:"authorization,omitempty"` // the schemes
	UserAgent     string `json:"userAgent,omitempty"`
	RequestedWith string `json:"requestedWith,omitempty"`
	Site          string `json:"site,omitempty"`    // Sec-Fetch-Site
	Referer       string `json:"referer,omitempty"` // its path only, without the panel's key
}

func (s *Store) carriedBy(r *http.Request) *carried {
	if !s.isAPI(r) {
		return nil
	}
	return &carried{Session: s.sessionKind(r), Authorization: schemes(r), UserAgent: r.UserAgent(),
		RequestedWith: r.Header.Get("X-Requested-With"), Site: r.Header.Get("Sec-Fetch-Site"), Referer: refererPath(r)}
}

func (s *Store) sessionKind(r *http.Request) string {
	c, err := r.Cookie(shopCookie)
	if err != nil {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch one := s.sessions[c.Value]; {
	case one == nil:
		return "unknown"
	case one.account == nil:
		return "visitor"
	default:
		return one.account.Kind
	}
}

// schemes are the known words of the Authorization header; what is none of them
// could be a secret.
func schemes(r *http.Request) string {
	var all []string
	for _, part := range strings.Split(strings.Join(r.Header.Values("Authorization"), ","), ",") {
		word, _, _ := strings.Cut(strings.TrimSpace(part), " ")
		switch word = strings.ToLower(word); word {
		case "basic", "bearer", "oauth":
			all = append(all, word)
		}
	}
	if len(all) == 0 && r.Header.Get("Authorization") != "" {
		return "other"
	}
	return strings.Join(all, ", ")
}

func refererPath(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil {
		return ""
	}
	path, _, _ := strings.Cut(from.Path, "/key/")
	return path
}
