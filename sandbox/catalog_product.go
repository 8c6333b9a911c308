package sandbox

import "net/http"

// getProduct: one of those that the search lists, in the same fields. The words
// for one that is not there are those of the sources (Catalog ProductRepository).
func getProduct(c *call) (any, *refusal) {
	for _, one := range products {
		if one.Text("sku") == c.vars["sku"] {
			return one, nil
		}
	}
	return nil, refuse(http.StatusNotFound, "The product that was requested doesn't exist. Verify the product and try again.")
}
