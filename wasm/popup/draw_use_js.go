package main

import (
	"strconv"

	"github.com/storekey/storekey/wasm/view"
)

func (p *page) drawUse(old, now view.UsePanel) {
	p.show("use-nowhere", !now.Shown)
	p.show("use", now.Shown)
	if !now.Shown {
		return
	}
	p.show("use-empty", now.Empty)
	p.drawFind(old.Find, now.Find)
	p.isPressed("recent", now.Recent)
	p.drawOptions("request-credential", old.Credentials, now.Credentials)
	p.drawChoices("scope", old.Scopes, now.Scopes)
	p.show("scope-note", now.ScopeNote != "")
	p.text("scope-note", now.ScopeNote)
	p.drawPasted(old.Pasted, now.Pasted)
	p.drawRequest(old.Request, now.Request)
	p.drawSnippet(old, now)
	p.drawSending(old, now)
	p.drawAnswer(old.Answer, now.Answer)
	p.drawTicket(old.Ticket, now.Ticket)
}

func (p *page) drawRequest(old, now view.RequestPanel) {
	p.show("request", now.Shown)
	p.show("rest", !now.GraphQL)
	p.show("graphql", now.GraphQL)
	p.show("route-state", now.State != "" && !now.GraphQL)
	p.text("route-state-text", now.State)
	p.attr("route-state", "data-is", now.Is)
	p.icon("route-icon", allowedIcon(now.Is))
	p.show("route-line", now.Line != "")
	p.cut("route-line", now.Line)
	p.show("params", len(now.Params) > 0)
	p.drawParams("params", old.Params, now.Params)
	p.text("query-note", now.QueryNote)
	p.drawParams("query-params", old.Query, now.Query)
	p.show("fields-field", now.Fields)
	p.drawSearch(old, now)
	p.show("modes", now.Modes)
	p.show("mode-note", now.ModeNote != "")
	p.text("mode-note", now.ModeNote)
	p.show("data-field", now.Data)
	p.show("body-switch", now.Switch)
	p.drawFault("data", now.DataFault)
	p.drawFault("variables", now.VarsFault)
	p.drawOptions("graphql-example", old.Examples, now.Examples)
	p.drawKnown("currencies", old.Currencies, now.Currencies)
	p.show("lists-problem", now.Lists != "")
	p.text("lists-problem-text", now.Lists)
	p.drawFindings("request-findings", old.Findings, now.Findings)
	p.cut("request-address", now.Address)
}

func allowedIcon(is string) string {
	switch is {
	case "yes":
		return "check"
	case "no":
		return "close"
	}
	return "unknown"
}

// drawFault says where a text is not JSON.
func (p *page) drawFault(field, text string) {
	p.show(field+"-fault", text != "")
	p.text(field+"-fault-text", text)
	invalid := ""
	if text != "" {
		invalid = "true"
	}
	p.attr(field, "aria-invalid", invalid)
}

// drawParams makes a field for each parameter; what stands in them is filled in
// by the model.
func (p *page) drawParams(id string, old, now []view.ParamField) {
	list(p, id, old, now, func(f view.ParamField) []element {
		label := p.node("label", "", f.Label)
		label.SetAttribute("for", "field-"+f.Name)
		if f.Type != "" {
			label.add(p.node("span", "note", " "+f.Type))
		}
		input := p.input("field-"+f.Name, f.Name, "")
		input.setAttr("inputmode", f.Mode)
		return []element{p.node("div", "field", "", label, input)}
	})
}

// input makes a field of text.
func (p *page) input(id, name, label string) element {
	input := p.node("input", "input mono", "")
	for name, value := range map[string]string{"id": id, "name": name, "aria-label": label, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"} {
		input.setAttr(name, value)
	}
	return input
}

func (p *page) drawSearch(old, now view.RequestPanel) {
	p.show("search-fold", now.Search)
	p.show("filter-or", len(now.Filters) > 0)
	p.drawKnown("known-fields", old.Known, now.Known)
	list(p, "filters", old.Filters, now.Filters, func(f view.FilterRow) []element {
		at := strconv.Itoa(f.Group) + "-" + strconv.Itoa(f.Filter)
		name := "filter-" + at + "-"
		field := p.input("field-"+name+"field", name+"field", f.Field)
		field.SetAttribute("list", "known-fields")
		field.SetAttribute("placeholder", f.Field)
		condition := p.node("select", "input", "")
		condition.SetAttribute("name", name+"condition")
		condition.SetAttribute("aria-label", f.Is)
		for _, o := range now.Conditions {
			option := p.node("option", "", o.Label)
			option.SetAttribute("value", o.Value)
			condition.add(option)
		}
		value := p.input("field-"+name+"value", name+"value", f.Value)
		value.SetAttribute("placeholder", f.Value)
		drop := p.button("btn quiet square small", "", p.drawing("close")).press("filter-drop", strconv.Itoa(f.Group)+" "+strconv.Itoa(f.Filter))
		drop.SetAttribute("aria-label", f.Drop)
		pick := p.node("div", "pick", "", condition, p.drawing("down"))
		return []element{p.node("div", "filter", "", p.node("span", "note", f.Join), field, pick, value, drop)}
	})
}

// drawKnown fills a list of suggestions.
func (p *page) drawKnown(id string, old, now []view.Option) {
	list(p, id, old, now, func(o view.Option) []element {
		option := p.node("option", "", o.Label)
		option.SetAttribute("value", o.Value)
		return []element{option}
	})
}

// drawChoices fills a select whose options may be in groups and out of reach.
func (p *page) drawChoices(id string, old, now []view.Choice) {
	group, parent := "", p.get(id)
	list(p, id, old, now, func(c view.Choice) []element {
		option := p.node("option", "", c.Label)
		option.SetAttribute("value", c.Value)
		option.setFlag("disabled", c.Off)
		switch {
		case c.Group == "":
			return []element{option}
		case c.Group == group:
			parent.add(option)
			return nil
		}
		group, parent = c.Group, p.node("optgroup", "", "", option)
		parent.SetAttribute("label", c.Group)
		return []element{parent}
	})
	for _, c := range now {
		if c.Chosen {
			p.setValue(id, c.Value)
		}
	}
}

func (p *page) drawSnippet(old, now view.UsePanel) {
	p.drawChoices("form", old.Forms, now.Forms)
	p.drawOptions("secret", old.Secrets, now.Secrets)
	p.drawSpans("request-text", old.Text, now.Text)
	p.show("show-request", now.Eye)
	p.isPressed("show-request", now.Open)
	p.flag("show-request", "disabled", !now.CanShow)
	p.drawFindings("written-findings", old.Written, now.Written)
	p.get("copy-request").find(".label").setText(now.Button.Label)
	p.flag("copy-request", "disabled", now.Button.Off)
	p.get("copy-request").toggle("primary", now.Button.Main)
	p.copied("copy-request", now.Copied)
	p.flag("ticket-open", "disabled", !now.CanTicket)
	p.text("copy-note", now.Note)
	p.show("request-problem", now.Problem != "")
	p.text("request-problem-text", now.Problem)
}

func (p *page) drawSpans(id string, old, now []view.Span) {
	list(p, id, old, now, func(s view.Span) []element {
		if s.Class == "" {
			return []element{p.node("span", "", s.Text)}
		}
		return []element{p.node("span", "hl-"+s.Class, s.Text)}
	})
}
