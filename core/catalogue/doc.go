// Package catalogue knows the REST routes of a store: those of a stock Magento
// Open Source 2.4.7, which are built in, and those that a store's own schema
// (Magento_Swagger's /rest/<code>/schema) lists.
//
//	operation.go  what a route is: method, path, parameters, body, ACL resource
//	schema.go     reads a store's schema, however large, without unmarshalling it
//	compact.go    the short text in which routes are built in and kept
//	stock.go      the built-in routes; operations.txt is made by scripts/catalogue
//	resource.go   the built-in ACL resources and their titles; resources.txt
//	skeleton.go   a body to fill in
//
// Facts only: no description text of Magento's is here.
package catalogue
