// Package arch holds tests of the architecture: who imports whom, what a
// registry's files are called, which permissions the manifest asks for, where a
// secret is taken out of its wrapping, and that every finding has words. There
// is nothing in it to import.
package arch
