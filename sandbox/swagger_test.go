package sandbox_test

import (
	"testing"

	"github.com/storekey/storekey/sandbox"
)

func TestSwaggerPage(t *testing.T) {
	v := visit(t, sandbox.New(sandbox.Options{BasePath: "/shop"}))
	page := v.get("/shop/swagger")
	v.has(page, `<div id="swagger-ui" data-base-url="`+v.base+`/shop/rest/all/schema?services=all">`, "swagger-index-index")
	v.has(v.get(first(page, `src="([^"]*swagger.js)"`)), "auth-container")
	v.has(v.get("/shop/swagger?store=german"), "/shop/rest/german/schema")
	v.has(v.get("/shop/swagger/?v=23"), `id="input_apiKey" name="api_key"`, `<input id="input_baseUrl" type="hidden" value="`+v.base)
}
