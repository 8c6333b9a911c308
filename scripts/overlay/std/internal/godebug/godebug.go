// Package godebug stands in for the standard library's where a program runs in a
// browser: there is no GODEBUG to read there, so every setting has its default.
package godebug

// A Setting is a single setting in $GODEBUG.
type Setting struct{ name string }

// New returns the setting of a name; a leading "#" marks one that is not
// documented.
func New(name string) *Setting { return &Setting{name} }

// Name returns the name of the setting.
func (s *Setting) Name() string {
	if s.Undocumented() {
		return s.name[1:]
	}
	return s.name
}

// Undocumented reports whether the setting is undocumented.
func (s *Setting) Undocumented() bool { return s.name != "" && s.name[0] == '#' }

// String returns what would stand in GODEBUG.
func (s *Setting) String() string { return s.Name() + "=" }

// IncNonDefault counts what is never done.
func (s *Setting) IncNonDefault() {}

// Value is empty: the default.
func (s *Setting) Value() string { return "" }
