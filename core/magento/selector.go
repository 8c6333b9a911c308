package magento

// Selectors are the DOM queries of a snapshot, by the name of the fact: "css"
// reads the text, "css@attribute" the attribute. The places are those of
// Magento_Backend's and Magento_Theme's templates; a rendered page no longer
// has its x-magento-init scripts and data-mage-init attributes.
var Selectors = map[string]string{
	"bodyClass":    "body@class",
	"adminLogo":    "a.logo[data-edition]@href",
	"edition":      "a.logo[data-edition]@data-edition",
	"adminVersion": "p.magento-version",
	"initScript":   "script[type='text/x-magento-init']@type",
	"generator":    "meta[name=generator]@content",
	"view":         "#switcher-language-trigger strong@class",
	"views":        "#switcher-language li.switcher-option@class",
	"logout":       "a[href*='/customer/account/logout']@href",
}
