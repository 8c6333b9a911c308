package magento

import (
	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// RefusedGraphQL is Refused for an answer of GraphQL, whose errors may come with
// status 200 (up to 2.4.7).
func RefusedGraphQL(a Answer) *Refusal {
	if jsontext.Valid(a.Body) && gjson.GetBytes(a.Body, "errors.0").Exists() {
		if m, ok := ParseMessage(a.Body); ok {
			return fromMessage(a.Status, m)
		}
	}
	return Refused(a)
}
