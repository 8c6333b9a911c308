// Package shellwords splits a command that somebody copied into its words, as
// the shell would that it was written for. Nothing is expanded and nothing is
// run: what a shell would replace stays as it stands.
package shellwords
