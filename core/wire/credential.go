package wire

// Credential is a token that Storekey holds: everything but its text, which
// leaves only by reveal.
type Credential struct {
	Ref    string `json:"ref"`
	Origin string `json:"origin"`
	Token  Token  `json:"token"`
	// Who is the user name or e-mail that it was obtained for, where known.
	Who string `json:"who,omitempty"`
	// Provider is the registry ID of how it was obtained; FoundIn says where it
	// was found instead.
	Provider string `json:"provider,omitempty"`
	FoundIn  string `json:"foundIn,omitempty"`
	// Saved says where it is saved, if it is.
	Saved *SavedRef `json:"saved,omitempty"`
	Store Store     `json:"store"`
	// Request is the request that Copy curl writes, without its Authorization.
	Request  Request    `json:"request"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Findings []Finding  `json:"findings,omitempty"`
}

// CredentialRef names a credential in a call: one that Storekey holds, or the
// text itself.
type CredentialRef struct {
	Ref   string `json:"ref,omitempty"`
	Token string `json:"token,omitempty"`
}
