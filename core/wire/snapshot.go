package wire

// Snapshot is what a page looks like to Storekey, taken once by a function
// injected into the tab. It is data: sizes are capped where it is taken.
type Snapshot struct {
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
	// Facts holds, by the names of magento.Selectors, the text or attribute of
	// the first few elements that match.
	Facts map[string][]string `json:"facts,omitempty"`
	// Scripts are the inline scripts that name Magento's globals, cut short.
	Scripts []string `json:"scripts,omitempty"`
	// Assets are the first script and stylesheet addresses.
	Assets         []string          `json:"assets,omitempty"`
	Cookies        map[string]string `json:"cookies,omitempty"`
	LocalStorage   map[string]string `json:"localStorage,omitempty"`
	SessionStorage map[string]string `json:"sessionStorage,omitempty"`
	// ContentType is the document's media type.
	ContentType string `json:"contentType,omitempty"`
	// Truncated says that a cap was reached.
	Truncated bool `json:"truncated,omitempty"`
}

// Areas of a store that a page can belong to.
const (
	AreaStorefront = "storefront"
	AreaAdmin      = "admin"
	AreaAdminLogin = "adminlogin"
)

// Recognition says whether a page belongs to a Magento store, and which.
type Recognition struct {
	// Magento is yes, no or unknown.
	Magento string `json:"magento"`
	Area    string `json:"area,omitempty"`
	// Kind is the kind of account that logs in on such a page.
	Kind   string `json:"kind"`
	Origin string `json:"origin"`
	Store  Store  `json:"store"`
	// StoreViews are the codes that the page or the store lists.
	StoreViews []string `json:"storeViews,omitempty"`
	LoggedIn   bool     `json:"loggedIn,omitempty"`
	FrontName  string   `json:"frontName,omitempty"`
	// Marks are the signs that were seen, in words.
	Marks    []string   `json:"marks"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Findings []Finding  `json:"findings,omitempty"`
}
