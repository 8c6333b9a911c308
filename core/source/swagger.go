package source

import (
	"strings"
	"time"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "swagger",
		Title:   "Swagger page",
		Summary: "The key in the field of Magento's Swagger page, while it is there.",
		Kinds:   []string{wire.KindAdmin, wire.KindCustomer, wire.KindIntegration},
	},
	Order: 6,
	Find:  findSwagger,
})

// findSwagger reads what was typed as api_key: the page sends it as "Bearer
// <trimmed value>" (Magento_Swagger magento-swagger.js). Once it is applied,
// swagger-ui keeps it in its own memory and empties the field.
func findSwagger(s wire.Snapshot, now time.Time) []Found {
	var list []Found
	schema := fact(s, "swaggerSchema") + fact(s, "swaggerBase")
	if schema == "" {
		return nil
	}
	for _, value := range s.Facts["swaggerKey"] {
		report := token.Inspect(strings.TrimSpace(value), now)
		if len(value) > maxToken || len(report.Tokens) != 1 || report.Tokens[0].Format == wire.FormatUnknown {
			continue
		}
		f := Found{Token: report.Tokens[0], Place: "Swagger page: api_key"}
		f.Token.Source = f.Place
		f.Endpoint, _, _ = strings.Cut(schema, "/schema")
		list = append(list, f)
	}
	return list
}
