package main

import (
	"strconv"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/wasm/view"
)

// inputs are the fields of a form that have a name.
func (p *page) inputs(form string) []element {
	found := p.get(form).Call("querySelectorAll", "[name]")
	list := make([]element, found.Length())
	for i := range list {
		list[i] = wrap(found.Index(i))
	}
	return list
}

// values reads a form: what is secret apart from the rest.
func (p *page) values(form string) (map[string]string, map[string]secret.Text) {
	values, secrets := map[string]string{}, map[string]secret.Text{}
	for _, input := range p.inputs(form) {
		name, text := input.attr("name"), input.Get("value").String()
		switch input.Get("type").String() {
		case "password":
			secrets[name] = secret.New(text)
		case "checkbox":
			values[name] = strconv.FormatBool(input.Get("checked").Bool())
		case "radio":
			if input.Get("checked").Bool() {
				values[name] = text
			}
		default:
			// A password that is shown is a field of text, and no less secret.
			if input.HasAttribute("data-secret") {
				secrets[name] = secret.New(text)
			} else {
				values[name] = text
			}
		}
	}
	return values, secrets
}

// fill writes values into a form. A field that the values leave out is emptied.
func (p *page) fill(form string, values map[string]string) {
	for _, input := range p.inputs(form) {
		value := values[input.attr("name")]
		switch input.Get("type").String() {
		case "checkbox":
			input.Set("checked", value == "true")
		case "radio":
			input.Set("checked", value == input.attr("value"))
		default:
			input.Set("value", value)
		}
	}
}

// holds is what a field holds: of a box whether it is ticked.
func (e element) holds() string {
	if e.Get("type").String() == "checkbox" {
		return strconv.FormatBool(e.Get("checked").Bool())
	}
	return e.Get("value").String()
}

// keep writes or drops a record of the page's own.
func keep(e view.Keep) {
	if e.Value == nil {
		_ = session.Remove(e.Key)
		return
	}
	_ = session.Set(e.Key, e.Value)
}
