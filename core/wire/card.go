package wire

import "strings"

// Card describes one entry of a registry (a provider, a source, a snippet
// target, a vault format). Forms, flags, lists and tests are derived from it.
type Card struct {
	// ID matches ^[a-z][a-z0-9]*$ and is the file name, the testdata folder, the
	// API segment and the CLI argument.
	ID    string `json:"id"`
	Title string `json:"title"`
	// Summary is one sentence for help texts.
	Summary string `json:"summary"`
	// Kinds lists the token kinds that it deals in, where that means anything.
	Kinds  []string `json:"kinds,omitempty"`
	Fields []Field  `json:"fields,omitempty"`
	// Group is the title under which a list shows it.
	Group string `json:"group,omitempty"`
	// Extension is the file name ending of what a snippet target writes.
	Extension string `json:"extension,omitempty"`
	// Uses is the kind of the credential that a provider needs first: admin for
	// one that acts on an administrator's behalf.
	Uses string `json:"uses,omitempty"`
	// Elsewhere says that a provider asks another host than the store.
	Elsewhere bool `json:"elsewhere,omitempty"`
}

// Field is one value that a provider needs.
type Field struct {
	// Name is the key in API calls and, in kebab-case, the CLI flag.
	Name   string `json:"name"`
	Label  string `json:"label"`
	Secret bool   `json:"secret,omitempty"`
	// Optional fields may be left out; Step 2 fields are asked for when the
	// store wants them (a one-time code).
	Optional bool `json:"optional,omitempty"`
	Step     int  `json:"step,omitempty"`
	// Autocomplete and InputMode are the HTML attributes of the same names.
	Autocomplete string `json:"autocomplete,omitempty"`
	InputMode    string `json:"inputMode,omitempty"`
	Hint         string `json:"hint,omitempty"`
	// Choices are the values to pick from, the first one where none is given.
	Choices []Choice `json:"choices,omitempty"`
	// Lines says that the value may have several lines.
	Lines bool `json:"lines,omitempty"`
	// Default stands in the field until something else is typed, and is used
	// where it is empty.
	Default string `json:"default,omitempty"`
	// When is "name=value" where the field is wanted only while the field of that
	// name has that value (see Card.Wants).
	When string `json:"when,omitempty"`
}

// Choice is one value of a field with its words.
type Choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Wants reports whether the card wants a field, as long as the other fields have
// these values.
func (c Card) Wants(f Field, value func(name string) string) bool {
	name, want, only := strings.Cut(f.When, "=")
	if !only {
		return true
	}
	got := value(name)
	for _, other := range c.Fields {
		if got == "" && other.Name == name && len(other.Choices) > 0 {
			got = other.Choices[0].Value
		}
	}
	return got == want
}

// Offers reports whether a value is one that the field lets pick.
func (f Field) Offers(value string) bool {
	for _, choice := range f.Choices {
		if choice.Value == value {
			return true
		}
	}
	return len(f.Choices) == 0 || value == ""
}
