package main

import (
	"context"
	"errors"
	"syscall/js"
	"time"

	"github.com/storekey/storekey/core/wire"
	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

// do starts an effect. What takes time runs in a goroutine of its own and comes
// back as an event.
func (p *page) do(effect view.Effect) {
	switch e := effect.(type) {
	case view.Focus:
		p.focus(e.ID)
	case view.FocusRow:
		if row := p.get(e.List).Call("querySelector", "[tabindex='0']"); row.Truthy() {
			row.Call("focus")
		}
	case view.Unfold:
		p.get(e.ID).setFlag("open", true)
	case view.Reveal:
		p.get(e.ID).Call("scrollIntoView", map[string]any{"block": "nearest"})
	case view.SetValue:
		if p.drawnYet(e.ID) {
			p.setValue(e.ID, e.Value)
		}
	case view.EmptySecrets:
		p.emptySecrets(e.Form)
	case view.Fill:
		p.fill(e.Form, e.Values)
	case view.RecallDraft:
		go p.recallDraft()
	case view.GiveBackClipboard:
		go webext.GiveBackClipboard()
	case view.AwaitLeave:
		p.awaitLeave(p.access)
	case view.RecallTest:
		go p.recallTest()
	case view.Keep:
		go keep(e)
	case view.FocusField:
		p.field(e.Form, e.Name).Call("focus")
	case view.Caret:
		field := p.field(e.Form, e.Name)
		field.Call("focus")
		field.Call("setSelectionRange", e.At, e.At)
	case view.CopyText:
		go func() { p.happened(copyText(e)) }()
	case view.SaveText:
		p.saveText(e)
	case view.RecallRequest:
		go p.recallRequest()
	case view.Cover:
		p.cover("show-"+e.ID, e.ID, true)
	case view.Later:
		time.AfterFunc(e.After, func() { p.happened(view.Tick{At: time.Now().UnixNano()}) })
	case view.Ask:
		p.ask(e)
	case view.CopyAnswer:
		go func() { p.happened(copyAnswer(e)) }()
	case view.Cancel:
		p.cancel(e.ID)
	case view.FindTab:
		go func() { p.happened(findTab(e.ID)) }()
	case view.Recall:
		go p.recall(e)
	case view.RecallCalls:
		go func() { p.happened(view.JobsFound{Records: records(callPrefix)}) }()
	case view.TakeSnapshot:
		go func() { p.happened(takeSnapshot(e)) }()
	case view.WatchDialog:
		p.watchDialog(e)
	case view.OpenPanel:
		p.openPanel()
	case view.RecallSites:
		go p.tellSites()
	case view.GiveBack:
		go func() { _, _ = webext.RemoveOrigin(e.Origin) }()
	case view.OpenTab:
		go func() { _ = webext.OpenTab(e.Path) }()
	}
}

// openPanel shows the page beside the tabs, in the place of the popup.
func (p *page) openPanel() {
	opened := webext.OpenPanel(p.window)
	go func() {
		if shown, err := opened.Wait(); err == nil && shown {
			js.Global().Call("close")
		}
	}()
}

func (p *page) tellSites() {
	if origins, err := webext.GrantedOrigins(); err == nil {
		p.happened(view.SitesTold{Origins: origins, Clipboard: webext.MayLook()})
	}
}

// focus moves the keyboard focus to an element that is there to be seen.
func (p *page) focus(id string) {
	if !p.drawnYet(id) {
		return
	}
	e := p.get(id).Underlying()
	if !e.Get("offsetParent").IsNull() {
		e.Call("focus")
	}
}

// ask starts one API call, so that it can be cancelled.
func (p *page) ask(a view.Ask) {
	ctx, cancel := context.WithCancel(context.Background())
	p.calls[a.ID] = cancel
	access := p.access
	go func() {
		p.happened(ask(ctx, a, access))
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.calls, a.ID)
		cancel()
	}()
}

// cancel ends a call: here, where it may wait to be sent, and in the worker.
func (p *page) cancel(id string) {
	if cancel, waiting := p.calls[id]; waiting {
		cancel()
	}
	go func() {
		_, _ = webext.Send(context.Background(), wire.Message{Method: "DELETE", Path: "/v1/calls/" + id})
	}()
}

// ask sends one API call. What goes to a store waits for the browser's leave,
// which was asked for in the click.
func ask(ctx context.Context, a view.Ask, access *webext.Pending) view.Event {
	if a.Origin != "" && access != nil {
		if granted, err := access.Wait(); err != nil || !granted {
			return failed(a, view.CodeNoLeave)
		}
	}
	answer, err := send(ctx, a)
	if err != nil {
		return failed(a, codeOf(err))
	}
	return view.Answered{ID: a.ID, What: a.What, Status: answer.Status, Body: answer.Body}
}

func send(ctx context.Context, a view.Ask) (wire.Answer, error) {
	return webext.Send(ctx, wire.Message{V: wire.Version, ID: a.ID, Method: a.Method, Path: a.Path, Body: a.Body, TabID: a.TabID})
}

// codeOf is the code of an error between this page and the worker.
func codeOf(err error) string {
	if errors.Is(err, webext.ErrReloaded) {
		return view.CodeReloaded
	}
	return view.CodeNoAnswer
}

func failed(a view.Ask, code string) view.Event {
	return view.Answered{ID: a.ID, What: a.What, Code: code}
}

// copyAnswer takes a secret from the worker straight to the clipboard.
func copyAnswer(e view.CopyAnswer) view.Event {
	answer, err := send(context.Background(), e.Ask)
	switch text, there := view.TextIn(answer.Body); {
	case err != nil:
		return view.CopyFailed{Button: e.Button, Code: codeOf(err)}
	case answer.Status != 200 || !there:
		return view.CopyFailed{Button: e.Button, Body: answer.Body}
	case webext.Copy(text) != nil:
		return view.CopyFailed{Button: e.Button, Code: view.CodeClipboard}
	}
	return view.Copied{Button: e.Button, Clip: view.CopiedIn(answer.Body)}
}

func findTab(id int) view.Event {
	find := webext.ActiveTab
	if id != 0 {
		find = func() (webext.Tab, error) { return webext.TabByID(id) }
	}
	tab, err := find()
	if err != nil {
		return view.TabMissing{}
	}
	return view.TabFound{Tab: view.Tab{ID: tab.ID, URL: tab.URL, Origin: tab.Origin, Title: tab.Title}}
}

func takeSnapshot(e view.TakeSnapshot) view.Event {
	page, err := webext.Snapshot(e.TabID, e.Selectors)
	if err != nil {
		return view.SnapshotRefused{Closed: errors.Is(err, webext.ErrClosedPage)}
	}
	return view.SnapshotTaken{Snapshot: page.Snapshot, URL: page.URL, Mark: page.Mark}
}

// watchDialog waits as long as the page is about that tab.
func (p *page) watchDialog(e view.WatchDialog) {
	p.dialog()
	ctx, end := context.WithCancel(context.Background())
	p.dialog = end
	go func() {
		for p.model.Tab.ID == e.TabID {
			mark, err := webext.WatchDialog(ctx, e.TabID, e.Selectors, e.Mark)
			if err != nil {
				return // another watch, or another page
			}
			if mark != e.Mark {
				p.happened(view.DialogCame{TabID: e.TabID})
				return
			}
		}
	}()
}
