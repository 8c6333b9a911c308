package sandbox

import "net/http"

func (s *Store) storefront(w http.ResponseWriter, r *http.Request, path string) {
	if path == "magento_version" {
		s.setSessionCookie(w, r, s.keptSession(r))
		writePage(w, 200, "Magento/2.4 (Community)")
		return
	}
	serverNotFound(w)
}
func (s *Store) panel(w http.ResponseWriter, r *http.Request, path string) { serverNotFound(w) }
