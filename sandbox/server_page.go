package sandbox

import (
	"fmt"
	"net/http"
)

// Pages that are not the store's: of the web server, a firewall, PHP.

func writePage(w http.ResponseWriter, status int, html string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprint(w, html)
}

// serverPage looks like nginx's own.
func serverPage(w http.ResponseWriter, status int, title string) {
	writePage(w, status, "<html>\r\n<head><title>"+title+"</title></head>\r\n<body>\r\n<center><h1>"+title+
		"</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")
}

func serverNotFound(w http.ResponseWriter) { serverPage(w, http.StatusNotFound, "404 Not Found") }

func serverError(w http.ResponseWriter) {
	serverPage(w, http.StatusInternalServerError, "500 Internal Server Error")
}

const plainStyle = `<meta name="viewport" content="width=device-width"><style>body{font:16px/1.5 system-ui,sans-serif;` +
	`color:#333;max-width:38em;margin:12vh auto;padding:0 1.5em}h1{font-size:1.4em}</style>`

func plainPage(w http.ResponseWriter, status int, title, text string) {
	writePage(w, status, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>`+title+`</title>`+plainStyle+
		`</head><body><h1>`+title+`</h1><p>`+text+`</p></body></html>`)
}

func maintenance(w http.ResponseWriter) {
	plainPage(w, http.StatusServiceUnavailable, "Service Temporarily Unavailable",
		"The server is temporarily unable to service your request due to maintenance downtime or capacity problems. Please try again later.")
}

func firewall(w http.ResponseWriter) {
	w.Header().Set("Server", "gatekeeper")
	plainPage(w, http.StatusForbidden, "Request blocked", "This request was stopped by the security service of this site.")
}

// accessDenied is what an access proxy shows to whom it does not know.
func accessDenied(w http.ResponseWriter) {
	w.Header().Set("Server", "cloudflare")
	plainPage(w, http.StatusForbidden, "Forbidden", "You don't have permission to view this. Please contact your system administrator.")
}

// challenge is a page that wants a browser to prove that it is one.
func challenge(w http.ResponseWriter) {
	w.Header().Set("Server", "cloudflare")
	w.Header().Set("Cf-Mitigated", "challenge")
	plainPage(w, http.StatusForbidden, "Just a moment...", "Enable JavaScript and cookies to continue.")
}

// firstByteTimeout is Fastly's, in front of Adobe Commerce on cloud infrastructure.
func firstByteTimeout(w http.ResponseWriter) {
	w.Header().Set("Via", "1.1 varnish")
	w.Header().Set("X-Served-By", "cache-fra-sandbox-FRA")
	w.Header().Set("Retry-After", "0")
	plainPage(w, http.StatusServiceUnavailable, "503 first byte timeout", "Error 503 first byte timeout. Guru Mediation. Varnish cache server")
}

func anyPage(w http.ResponseWriter) {
	plainPage(w, http.StatusOK, "Welcome", "This page stands where an answer for programs should stand.")
}

func otherSite(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/" {
		serverNotFound(w)
		return
	}
	plainPage(w, http.StatusOK, "A gardener's notebook", "Beans are best sown in May. This site sells nothing.")
}
