package wire

// Route is a REST route as the finder lists it.
type Route struct {
	Method  string `json:"method"`
	Path    string `json:"path"`
	Service string `json:"service,omitempty"`
	// Resource is the one that it asks for, self or anonymous; empty where that
	// is not known. ResourcePath are its titles in the role editor.
	Resource     string   `json:"resource,omitempty"`
	ResourcePath []string `json:"resourcePath,omitempty"`
	// From says where it is known from: stock, store or seen.
	From string `json:"from"`
	// Allowed says whether the credential may call it: yes, no or unknown.
	Allowed  string `json:"allowed,omitempty"`
	Writes   bool   `json:"writes,omitempty"`
	Searches bool   `json:"searches,omitempty"`
}

// RouteDetail is what is to be filled in for a route.
type RouteDetail struct {
	Route
	InPath []RouteParameter `json:"inPath"`
	Query  []RouteParameter `json:"query"`
	// Body is a JSON body with what is required, WholeBody with everything.
	Body      string `json:"body,omitempty"`
	WholeBody string `json:"wholeBody,omitempty"`
	// Fields are what a search can go by, as far as the schema tells; Conditions
	// are the condition types.
	Fields     []string `json:"fields,omitempty"`
	Conditions []string `json:"conditions,omitempty"`
	// Async says that it can also be queued: asynchronously, or in bulk.
	Async bool `json:"async,omitempty"`
	// Scoped says that without a store code it writes for the default store view.
	Scoped bool `json:"scoped,omitempty"`
}

// RouteParameter is a parameter of a route. Type is string, integer, number,
// boolean, list or object.
type RouteParameter struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Required bool   `json:"required,omitempty"`
}

// SOAPOperation is an operation of a SOAP service: a request to fill in.
type SOAPOperation struct {
	Name string `json:"name"`
	// Reads says that by its name it changes nothing.
	Reads   bool    `json:"reads,omitempty"`
	Request Request `json:"request"`
}
