package sandbox

import "net/http"

// swagger is the page that tries the web API: swagger-ui since 2.4, with ?v=23
// the form of 2.3. The key typed in is kept by the page only.
func (v *visit) swagger() {
	v.start()
	v.Title, v.Class = "Swagger", "swagger-index-index page-layout-swagger"
	name := "swagger.html"
	if v.r.URL.Query().Get("v") == "23" {
		name = "swagger23.html"
	}
	show(v.w, http.StatusOK, name, v)
}

// SchemaURL is where the page takes its operations from: by default the
// admin's own store, so that a customer's calls fail there.
func (v *visit) SchemaURL() string {
	code := v.r.URL.Query().Get("store")
	if v.s.storeView(code) == nil {
		code = "all"
	}
	return v.Base + "rest/" + code + "/schema?services=all"
}
