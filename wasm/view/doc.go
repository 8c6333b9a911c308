// Package view is the page as plain data: what it knows, what can happen to it
// and what is then on the screen. It has no DOM and no browser, so that all of
// it is tested natively.
//
// A Model is everything that the page knows. An Event is something that
// happened: a click, an answer, a second gone by. Model.After applies one and
// returns the new model with the Effects that follow, as data: package popup
// carries them out and feeds what comes of it back as events. Model.Draw turns
// a model into a Page, the words and states that stand on the screen; package
// popup writes them into popup.html.
//
// Read model.go, event.go and effect.go first. One screen is one pair of files:
// login.go holds its transitions and draw_login.go its words.
package view
