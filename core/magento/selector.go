package magento

// Selectors are the DOM queries of a snapshot, by the name of the fact: "css"
// reads the text, "css@attribute" the attribute, "css@.value" what a field holds
// now. The places are those of the templates of Magento_Backend, _Theme, _User,
// _Customer, _Integration, _Swagger and _AdminAdobeIms; a rendered page no longer
// has its x-magento-init scripts and data-mage-init attributes.
//
// The last two are no facts but where the resource tree is; extension/content/
// dialog.js waits for what a dialog adds.
var Selectors = map[string]string{
	"bodyClass":    "body@class",
	"adminLogo":    "a.logo[data-edition]@href",
	"edition":      "a.logo[data-edition]@data-edition",
	"adminVersion": "p.magento-version",
	"adminUser":    ".admin-user-account-text",
	"adobeLogin":   ".adobe-ims-button button@onclick",
	"initScript":   "script[type='text/x-magento-init']@type",
	"generator":    "meta[name=generator]@content",
	"view":         "#switcher-language-trigger strong@class",
	"views":        "#switcher-language li.switcher-option@class",
	"logout":       "a[href*='/customer/account/logout']@href",

	// Storefronts that Magento does not render.
	"singlePage":   "#root, #__next, #__nuxt, #app@id",
	"nextData":     "script#__NEXT_DATA__@id",
	"angular":      "app-root[ng-version]@ng-version",
	"mediaBackend": "html[data-media-backend], #root[data-media-backend]@data-media-backend",
	"cifConfig":    "meta[name='store-config']@content",
	"cifEndpoint":  "body[data-graphql-endpoint]@data-graphql-endpoint",
	"cifView":      "body[data-store-view]@data-store-view",

	// What a panel page shows.
	"pageTitle":        "h1.page-title",
	"userId":           "#user_user_id@.value",
	"userName":         "#user_username@.value",
	"userEmail":        "#user_email@.value",
	"customerEmail":    "input[name='customer[email]']@.value",
	"roleId":           "#role-edit-form #role_id@.value",
	"roleName":         "#role-edit-form #role_name@.value",
	"integrationId":    "#integration_properties_integration_id@.value",
	"integrationName":  "#integration_properties_name@.value",
	"integrationEmail": "#integration_properties_email@.value",
	"resourceAccess":   "#role-edit-form #all, #edit_form #all_resources@.value",

	// The four values of an integration, on its page and in the dialog after
	// activation.
	"editConsumerKey":         "#integration_properties_consumer_key@.value",
	"editConsumerSecret":      "#integration_properties_consumer_secret@.value",
	"editAccessToken":         "#integration_properties_token@.value",
	"editAccessTokenSecret":   "#integration_properties_token_secret@.value",
	"dialogName":              "aside.modal-slide._show .modal-title",
	"dialogId":                "aside.modal-slide._show [data-row-id]@data-row-id",
	"dialogConsumerKey":       "#integration_token_consumer_key@.value",
	"dialogConsumerSecret":    "#integration_token_consumer_secret@.value",
	"dialogAccessToken":       "#integration_token_token@.value",
	"dialogAccessTokenSecret": "#integration_token_token_secret@.value",

	// The Swagger page: up to 2.3 and since 2.4.
	"swaggerSchema": "#swagger-ui[data-base-url]@data-base-url",
	"swaggerBase":   "#input_baseUrl@.value",
	"swaggerKey":    "#input_apiKey, .auth-container input:not([type=password])@.value",

	"tree":       "form [data-role='resource-tree']",
	"dialogTree": "aside.modal-slide._show [data-role='resource-tree']",
}
