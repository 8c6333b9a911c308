package wire

// Ticket is a text about a request that can be shown to others.
type Ticket struct {
	Text         string        `json:"text"`
	Replacements []Replacement `json:"replacements"`
}

// Replacement is something personal or secret that a text has a placeholder for.
type Replacement struct {
	Number int `json:"number"`
	// Kind is name, email, phone, street, city, token, cart …
	Kind        string `json:"kind"`
	Original    string `json:"original"`
	Placeholder string `json:"placeholder"`
	Times       int    `json:"times"`
	Made        bool   `json:"made"`
}
