package wire

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
	// Extension is the file name ending of what a snippet target writes.
	Extension string `json:"extension,omitempty"`
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
}
