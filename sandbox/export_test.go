package sandbox

import (
	"net/http/httptest"
)

// PanelURL is the path of a panel page with the key that a session has for it.
func (s *Store) PanelURL(session, action string) string {
	v := &panelVisit{s: s, r: httptest.NewRequest("GET", "/", nil), session: s.sessions[session]}
	return "/" + v.URL(action)
}
