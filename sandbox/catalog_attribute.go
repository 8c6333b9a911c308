package sandbox

import "net/http"

// postAttributeOption: the catalogue here has no attributes.
func postAttributeOption(c *call) (any, *refusal) {
	return nil, refuseWith(http.StatusNotFound, "The attribute with a \"%1\" attributeCode doesn't exist. Verify the attribute and try again.",
		[]any{c.vars["attributeCode"]})
}
