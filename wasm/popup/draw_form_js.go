package main

import (
	"slices"
	"strings"

	"github.com/storekey/storekey/wasm/view"
)

// drawFields makes the fields that the card of a way to log in has. prefix starts
// their IDs.
func (p *page) drawFields(id, prefix string, old, now []view.FormField) {
	if slices.Equal(old, now) && !p.fresh {
		return
	}
	for _, f := range old {
		delete(p.elements, prefix+f.ID)
		delete(p.elements, "show-"+prefix+f.ID)
	}
	list(p, id, old, now, func(f view.FormField) []element { return []element{p.formField(prefix, f)} })
}

func (p *page) formField(prefix string, f view.FormField) element {
	id := prefix + f.ID
	input := p.formInput(id, f)
	box := input
	switch {
	case f.Choices != "":
		box = p.node("div", "pick", "", input, p.drawing("down"))
	case f.Secret && !f.Lines:
		box = p.node("div", "with", "", input, p.eyeFor(id))
	}
	label := p.node("label", "", f.Label)
	label.SetAttribute("for", id)
	field := p.node("div", "field", "", label, box)
	if f.Hint != "" {
		note := p.node("p", "note", f.Hint)
		note.SetAttribute("id", id+"-note")
		input.SetAttribute("aria-describedby", id+"-note")
		field.add(note)
	}
	return field
}

func (p *page) formInput(id string, f view.FormField) element {
	tag, choices := "input", strings.Split(f.Choices, "\n")
	switch {
	case f.Choices != "":
		tag = "select"
	case f.Lines:
		tag = "textarea"
	}
	input := p.node(tag, "input", "")
	for i := 0; i+1 < len(choices); i += 2 {
		option := p.node("option", "", choices[i+1])
		option.SetAttribute("value", choices[i])
		input.add(option)
	}
	complete := f.Complete
	if complete == "" {
		complete = "off"
	}
	for name, value := range map[string]string{"id": id, "name": f.ID, "autocomplete": complete, "inputmode": f.InputMode,
		"placeholder": f.Usual, "spellcheck": "false", "autocapitalize": "none"} {
		input.setAttr(name, value)
	}
	if f.Secret && f.Lines {
		input.SetAttribute("class", "input covered")
	}
	input.setFlag("disabled", f.Off)
	if f.Secret {
		input.setFlag("data-secret", true)
		input.SetAttribute("type", "password")
	}
	return input
}

// eyeFor is the button that shows what is typed in a field.
func (p *page) eyeFor(field string) element {
	eye := p.button("btn quiet square small", "", p.drawing("eye"))
	eye.SetAttribute("id", "show-"+field)
	eye.SetAttribute("data-eye", field)
	eye.SetAttribute("aria-pressed", "false")
	eye.SetAttribute("aria-label", p.get("show-password").attr("aria-label"))
	return eye
}

// drawnYet reports whether an element is there: the fields of a way to log in are
// made with its form.
func (p *page) drawnYet(id string) bool {
	return !strings.HasPrefix(id, view.LoginField) || !p.document.Call("getElementById", id).IsNull()
}

// emptySecrets empties what is secret in a form, and hides what is typed next.
func (p *page) emptySecrets(form string) {
	for _, input := range p.inputs(form) {
		if input.HasAttribute("data-secret") {
			input.Set("value", "")
			if eye := "show-" + input.attr("id"); input.attr("type") == "text" {
				p.cover(eye, input.attr("id"), true)
			}
		}
	}
}
