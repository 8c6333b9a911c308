package main

import (
	"slices"
	"strconv"

	"github.com/storekey/storekey/wasm/view"
)

// draw writes what is new on the page.
func (p *page) draw(now view.Page) {
	old := p.drawn
	p.document.Set("title", now.Title)
	p.drawScreens(now)
	p.cut("detail", now.Bar.Detail)
	p.text("host", now.Bar.Host)
	p.attr("host", "title", now.Bar.HostTitle)
	p.drawStage(now.Bar)
	p.text("said", now.Said)
	p.drawFoot(old.Foot, now.Foot)
	p.drawWrong(now.Wrong)

	p.show("looking", now.Looking)
	p.drawNotice(old.Notice, now.Notice)
	p.drawCredential(old.Credential, now.Credential)
	p.drawAlso(old.Also, now.Also)
	p.drawLogin(old.Login, now.Login)
	p.drawCode(old.Code, now.Code)
	p.drawQuestion("ask", now.Ask)
	p.drawRefusal(old.Refusal, now.Refusal)
	p.drawWays(old.Ways, now.Ways)
	p.drawAsCustomer(now.AsCustomer)
	p.drawUpkeep(old.Upkeep, now.Upkeep)
	p.drawExternal(now.External)
	p.drawSession(now.Session)
	p.drawQuestion("api", now.API)
	p.drawWatch(old.Watch, now.Watch)
	p.drawFindings("page-notes", old.Notes, now.Notes)
	p.drawCheck(old.Check, now.Check)
	p.drawUse(old.Use, now.Use)
	p.drawOffer(now.Offer)
	p.show("others", len(now.Others) > 0)
	p.drawRows("others-rows", old.Others, now.Others)
	p.drawSave(old.Save, now.Save)
	p.drawSeal(now.Seal)
	p.drawToast(now.Toast)
	p.drawClip(now.Clip)
	if now.Screen == view.Stores {
		p.drawStores(old.Stores, now.Stores)
	} else {
		now.Stores = old.Stores // what stands there stays until it is seen again
	}
	p.drawPolicy(now.Policy)
	p.show("lock", now.Screen == view.Stores && now.Stores.CanLock)
	p.drawn, p.fresh = now, false
}

// drawWrong marks the field that is wrong, and says what it wants.
func (p *page) drawWrong(now view.WrongField) {
	for _, id := range view.Fields {
		under, invalid := "", ""
		if id == now.ID {
			under, invalid = id+"-error", "true"
			p.text(under+"-text", now.Text)
		}
		p.show(id+"-error", id == now.ID)
		p.attr(id, "aria-invalid", invalid)
		p.attr(id, "aria-describedby", under)
	}
}

func (p *page) drawScreens(now view.Page) {
	for _, screen := range view.Screens {
		tab, panel := "tab-"+string(screen), "panel-"+string(screen)
		chosen := screen == now.Screen
		p.attr(tab, "aria-selected", strconv.FormatBool(chosen))
		index := "-1"
		if chosen {
			index = "0"
		}
		p.attr(tab, "tabindex", index)
		p.show(panel, slices.Contains(now.Panels, screen))
	}
	columns := p.get("panel-grab").parent()
	columns.setAttr("data-count", strconv.Itoa(len(now.Panels)))
}

func (p *page) drawFoot(old, now view.Foot) {
	p.icon("foot-icon", now.Icon)
	p.text("foot-text", now.Text)
	if p.fresh || !slices.EqualFunc(old.Keys, now.Keys, sameKey) {
		var nodes []element
		for _, key := range now.Keys {
			for _, name := range key.Names {
				nodes = append(nodes, p.node("kbd", "", name))
			}
			nodes = append(nodes, p.node("span", "", key.Does))
		}
		p.get("foot-keys").fill(nodes...)
	}
}

func sameKey(a, b view.Key) bool { return a.Does == b.Does && slices.Equal(a.Names, b.Names) }

func (p *page) drawNotice(old, now view.Notice) {
	p.show("notice", now.Shown)
	if !now.Shown {
		return
	}
	p.icon("notice-icon", now.Icon)
	p.text("notice-title", now.Title)
	p.text("notice-text", now.Text)
	p.show("address-form", now.Address)
	p.show("look-again", now.Again)
	p.show("front", now.Door)
	p.drawProof("notice-proof", old.Proof, now.Proof)
}

// drawProof fills a fold with what was asked and what came back.
func (p *page) drawProof(id string, old, now view.Proof) {
	p.show(id, now.Shown)
	p.text(id+"-summary", now.Summary)
	p.show(id+"-store", now.Store != "")
	p.text(id+"-store", now.Store)
	list(p, id+"-requests", old.Requests, now.Requests, func(line view.ProofLine) []element {
		method := p.node("span", "method", line.Method)
		method.setFlag("data-writes", line.Method != "GET")
		item := p.node("li", "", "", method, p.node("code", "", line.URL), p.node("span", "code", line.Status))
		if line.Note != "" {
			item.add(p.node("p", "", line.Note))
		}
		return []element{item}
	})
}

func (p *page) drawQuestion(id string, now view.Question) {
	p.show(id, now.Shown)
	p.text(id+"-title", now.Title)
	p.text(id+"-text", now.Text)
	p.text(id+"-yes", now.Yes)
}

func (p *page) drawFindings(id string, old, now []view.FindingLine) {
	p.show(id, len(now) > 0)
	list(p, id, old, now, func(line view.FindingLine) []element {
		item := p.node("li", "", "", p.drawing(line.Icon), p.node("b", "", line.Message))
		item.SetAttribute("data-level", line.Level)
		if line.Hint != "" {
			item.add(p.node("p", "", line.Hint))
		}
		return []element{item}
	})
}

func (p *page) drawFacts(id string, old, now []view.Fact) {
	list(p, id, old, now, func(f view.Fact) []element {
		value := p.node("dd", "", f.Value)
		if len(f.Value) > 40 {
			value.SetAttribute("class", "cut")
			value.SetAttribute("title", f.Value)
		}
		return []element{p.node("dt", "", f.Name), value}
	})
}

func (p *page) drawOptions(id string, old, now []view.Option) {
	list(p, id, old, now, func(o view.Option) []element {
		option := p.node("option", "", o.Label)
		option.SetAttribute("value", o.Value)
		return []element{option}
	})
	for _, o := range now {
		if o.Chosen {
			p.setValue(id, o.Value)
		}
	}
}

// drawButton shows a button that may be busy.
func (p *page) drawButton(id string, now view.Button) {
	e := p.get(id)
	e.find(".label").setText(now.Label)
	e.find(".spin").setFlag("hidden", !now.Busy)
	e.setFlag("disabled", now.Off)
	e.toggle("primary", now.Main)
	busy := ""
	if now.Busy {
		busy = "true"
	}
	e.setAttr("aria-busy", busy)
}

func (p *page) drawProgress(id string, now view.Progress) {
	p.show(id, now.Shown)
	if !now.Shown {
		return
	}
	e := p.get(id)
	bar := e.find("progress")
	if now.Total > 0 {
		bar.setAttr("max", strconv.Itoa(now.Total))
		bar.setAttr("value", strconv.Itoa(now.Done))
	} else {
		bar.setAttr("value", "")
	}
	e.find(".note").setText(now.Text)
}
