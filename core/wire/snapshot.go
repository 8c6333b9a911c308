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
	// IndexedDB holds the values of a few known databases, by
	// "database/object store/key".
	IndexedDB map[string]string `json:"indexedDB,omitempty"`
	// Tree is the panel's resource tree, as a role, an integration or the
	// activation dialog shows it: parents before their children.
	Tree []TreeNode `json:"tree,omitempty"`
	// ContentType is the document's media type.
	ContentType string `json:"contentType,omitempty"`
	// Truncated says that a cap was reached.
	Truncated bool `json:"truncated,omitempty"`
}

// TreeNode is one box of the panel's resource tree (Magento_User's rolesTree).
type TreeNode struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Parent is the ID of the box above, empty at the top.
	Parent string `json:"parent,omitempty"`
	Ticked bool   `json:"ticked,omitempty"`
}

// Areas of a page's storage.
const (
	AreaLocalStorage   = "localStorage"
	AreaSessionStorage = "sessionStorage"
	AreaCookie         = "cookie"
	AreaIndexedDB      = "indexedDB"
)

// Write is one value to be put into a page's storage.
type Write struct {
	// Area is one of localStorage, sessionStorage, cookie and indexedDB.
	Area string `json:"area"`
	// Key is the name; in IndexedDB "database/object store/key".
	Key string `json:"key"`
	// Value is nil where the key is to be removed. Of a cookie it is what stands
	// after the equals sign.
	Value *string `json:"value"`
	// Attributes are a cookie's: "path=/; max-age=3600; samesite=lax".
	Attributes string `json:"attributes,omitempty"`
}

// Areas of a store that a page can belong to.
const (
	AreaStorefront = "storefront"
	AreaAdmin      = "admin"
	AreaAdminLogin = "adminlogin"
	AreaSwagger    = "swagger"
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
	// Front is the kind of storefront: luma, hyva, pwastudio … by the source's
	// ID where there is one, headless where none is known.
	Front string `json:"front,omitempty"`
	// Hosting is cloud for Adobe Commerce on cloud infrastructure, saas for
	// Adobe Commerce as a Cloud Service, where the host tells.
	Hosting string `json:"hosting,omitempty"`
	// ExternalLogin says that the panel's login page leads to another service
	// (Adobe IMS): a password is of no use there.
	ExternalLogin bool `json:"externalLogin,omitempty"`
	// Viewed is the user, customer, role or integration that a panel page shows.
	Viewed *Viewed `json:"viewed,omitempty"`
	// APIOrigin is another origin that the page names as its API's. It is used
	// only after a click that shows it.
	APIOrigin string `json:"apiOrigin,omitempty"`
	// Tree is the store's own resource tree, if the page shows it.
	Tree []TreeNode `json:"tree,omitempty"`
}

// Viewed is the entity that a panel page shows. Kind is one of user, customer,
// role and integration.
type Viewed struct {
	Kind  string `json:"kind"`
	ID    string `json:"id,omitempty"`
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
}
