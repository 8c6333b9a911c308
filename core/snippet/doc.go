// Package snippet writes a request down in the form that people work in, and
// reads one that they copied elsewhere.
//
// A Target is a card, the limits of its form and one pure function from the
// request to text. Each target is one file, which registers itself: its ID is
// the name of the file, of its folder of golden files under testdata, of the API
// segment and of the command line's argument.
//
// What is written does exactly what the model says when it is run where it is
// meant for, whatever the values hold: nothing in a value is executed, no file
// is read, and a request that a form cannot carry is refused (see errors.go)
// rather than bent. The tests run every target in the real thing, or read it
// back where that cannot be had; docs/targets.md lists which.
//
// [Target.WriteWith] says how the credential is shown; see [Options]. [Read]
// goes the other way.
package snippet
