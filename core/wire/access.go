package wire

// AccessMap says what a token may do, resource by resource.
type AccessMap struct {
	// Verdict and Reason are those of the check that came first.
	Verdict    string      `json:"verdict"`
	Reason     string      `json:"reason"`
	Kind       string      `json:"kind"`
	Who        string      `json:"who,omitempty"`
	Store      Store       `json:"store"`
	Resources  []Resource  `json:"resources"`
	Operations []Operation `json:"operations"`
	// Complete says that every resource is known to be allowed or not.
	Complete bool       `json:"complete"`
	Evidence []Evidence `json:"evidence"`
	Findings []Finding  `json:"findings"`
	// TakenAt is when the store was asked (RFC 3339): a role may change.
	TakenAt string `json:"takenAt"`
}

// What a token may do.
const (
	Yes     = "yes"
	No      = "no"
	Unknown = "unknown"
)

// How that is known: by a request to a route of the resource, by the store's
// schema, which lists what its reader may call, or by inference from the rest.
const (
	ByProbe     = "probe"
	BySchema    = "schema"
	ByInference = "inferred"
)

// Resource is one entry of Magento's access control list. Allowed is yes, no or
// unknown; How is probe, schema or inferred.
type Resource struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Path    []string `json:"path"`
	Parent  string   `json:"parent,omitempty"`
	Allowed string   `json:"allowed"`
	How     string   `json:"how"`
	// Ticked says what the panel showed for it, where its tree was read: yes or
	// no.
	Ticked string `json:"ticked,omitempty"`
	// Routes is how many routes ask for it.
	Routes int `json:"routes,omitempty"`
}

// Operation is one REST route. Allowed says whether the token may call it.
type Operation struct {
	Method  string `json:"method"`
	Path    string `json:"path"`
	Service string `json:"service"`
	// Resource is the one that it asks for, self or anonymous; empty where that
	// is not known.
	Resource string `json:"resource,omitempty"`
	Allowed  string `json:"allowed,omitempty"`
	// From says where the route is known from: stock, this store's schema, or
	// seen in a request.
	From string `json:"from,omitempty"`
}
