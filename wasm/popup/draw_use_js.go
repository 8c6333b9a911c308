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
	p.drawFindings("scope-findings", old.ScopeSays, now.ScopeSays)
	p.drawPasted(old.Pasted, now.Pasted)
	p.drawRequest(old.Request, now.Request)
	p.drawSnippet(old, now)
	p.drawSending(old, now)
	p.drawAnswer(old.Answer, now.Answer)
	p.drawTicket(old.Ticket, now.Ticket)
}

func (p *page) drawRequest(old, now view.RequestPanel) {
	p.show("request", now.Shown)
	p.show("rest", now.Protocol == "")
	p.show("graphql", now.Protocol == "graphql")
	p.show("soap", now.Protocol == "soap")
	p.drawSOAP(old.SOAP, now.SOAP)
	p.drawExamples(old.Examples, now.Examples)
	p.drawTicks(old.Ticks, now.Ticks)
	p.show("extra-field", now.Protocol == "")
	p.show("route-state", now.State != "")
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
		field := p.another("param-model")
		field.find("label").SetAttribute("for", "field-"+f.Name)
		field.find("span").setText(f.Label)
		field.find(".note").setText(f.Type)
		input := field.find("input")
		input.SetAttribute("id", "field-"+f.Name)
		input.SetAttribute("name", f.Name)
		input.setAttr("inputmode", f.Mode)
		return []element{field}
	})
}

// another is another one of what stands hidden in popup.html.
func (p *page) another(id string) element {
	return wrap(p.get(id).Get("firstElementChild").Call("cloneNode", true))
}

func (p *page) drawSearch(old, now view.RequestPanel) {
	p.show("search-fold", now.Search)
	p.show("filter-or", len(now.Filters) > 0)
	p.drawKnown("known-fields", old.Known, now.Known)
	list(p, "filters", old.Filters, now.Filters, func(f view.FilterRow) []element {
		row := p.another("filter-model")
		for _, join := range []string{"where", "and", "or"} {
			row.find("[data-join="+join+"]").setFlag("hidden", join != f.Join)
		}
		for _, part := range []string{"field", "condition", "value"} {
			field := row.find("[data-part=" + part + "]")
			name := "filter-" + strconv.Itoa(f.Group) + "-" + strconv.Itoa(f.Filter) + "-" + part
			field.SetAttribute("id", "field-"+name)
			field.SetAttribute("name", name)
		}
		row.find("button").press("filter-drop", strconv.Itoa(f.Group)+" "+strconv.Itoa(f.Filter))
		return []element{row}
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
	p.setValue("secret", now.Secret)
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
