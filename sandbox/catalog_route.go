package sandbox

import "fmt"

var products = []object{
	product(1, "SEED-1", "Blue bag", 10),
	product(2, "SEED-2", "Red lamp", 24.5),
	product(3, "SEED-3", "Grey chair", 89),
}

func product(id int, sku, name string, price float64) object {
	return object{{"id", id}, {"sku", sku}, {"name", name}, {"attribute_set_id", 4}, {"price", price},
		{"status", 1}, {"visibility", 4}, {"type_id", "simple"}}
}

func getProducts(c *call) (any, *refusal) {
	c.session = true
	return search(c, products), nil
}

// Text and Value are a field, for the templates.
func (o object) Text(name string) string { return fmt.Sprint(o.get(name)) }
func (o object) Value(name string) any   { return o.get(name) }
