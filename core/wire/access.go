package wire

// AccessMap says what a token may do, resource by resource.
type AccessMap struct {
	Resources  []Resource  `json:"resources"`
	Operations []Operation `json:"operations"`
	Complete   bool        `json:"complete"`
	Findings   []Finding   `json:"findings"`
}

// Resource is one entry of Magento's access control list. Allowed is yes, no or
// unknown; How is probe, schema or inferred.
type Resource struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Path    []string `json:"path"`
	Allowed string   `json:"allowed"`
	How     string   `json:"how"`
}

// Operation is one REST route that the token may call.
type Operation struct {
	Method  string `json:"method"`
	Path    string `json:"path"`
	Service string `json:"service"`
}
