package sandbox

import (
	"bytes"
	"embed"
	"html/template"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed page
var pageFiles embed.FS

// deployed is the version in the addresses of static files.
const deployed = "static/version1795407105/"

const (
	shopStatic  = deployed + "frontend/Magento/luma/en_US/"
	panelStatic = deployed + "adminhtml/Magento/backend/en_US/"
)

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"escaped": escapedJS, "plain": plainJS, "json": func(o object) template.JS { return template.JS(phpJSON(o)) },
		"init": func(o object) template.HTML { // text/x-magento-init is no JavaScript to the templates
			return template.HTML(strings.ReplaceAll(phpJSON(o), "<", `\u003C`))
		},
	}).ParseFS(pageFiles, "page/*.html"))
})

// escapedJS writes a JavaScript string as the storefront does: everything but
// letters, digits, comma, dot and underscore as \uXXXX (Magento Escaper escapeJs).
func escapedJS(text string) template.JS {
	var b strings.Builder
	for _, r := range text {
		if isName(byte(r)) || isDigit(byte(r)) || r == ',' || r == '.' {
			b.WriteRune(r)
		} else {
			b.WriteString(`\u` + strings.ToUpper(hex4(r)))
		}
	}
	return template.JS("'" + b.String() + "'")
}

func hex4(r rune) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}

// plainJS writes it as the panel does: as it is. Only addresses and form keys
// go through it.
func plainJS(text string) template.JS {
	return template.JS("'" + template.JSEscapeString(text) + "'")
}

// show writes a page; Magento's own headers go with it.
func show(w http.ResponseWriter, status int, name string, data any) {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, name, data); err != nil {
		serverError(w)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	w.Header().Set("Cache-Control", "max-age=0, must-revalidate, no-cache, no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("X-XSS-Protection", "1; mode=block")
	w.Header().Set("X-Frame-Options", "SAMEORIGIN")
	w.WriteHeader(status)
	_, _ = b.WriteTo(w)
}

// static serves the few deployed files there are.
func static(w http.ResponseWriter, name string) {
	file := map[string]string{
		shopStatic + "css/styles-m.css": "storefront.css",
		shopStatic + "js/theme.js":      "storefront.js",
		shopStatic + "js/swagger.js":    "swagger.js",
		panelStatic + "css/styles.css":  "panel.css",
		panelStatic + "js/panel.js":     "panel.js",

		panelStatic + "images/magento-logo.svg": "logo.svg",

		deployed + "frontend/Scandiweb/pwa/en_US/Magento_Theme/static/js/main.4b1ac9.chunk.js": "front-bundle.js",

		deployed + "frontend/Hyva/default/en_US/css/styles.css": "storefront.css",
	}[name]
	text, err := pageFiles.ReadFile("page/" + file)
	if err != nil {
		serverNotFound(w)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(file)))
	w.Header().Set("Cache-Control", "max-age=31536000, public")
	_, _ = w.Write(text)
}

func redirect(w http.ResponseWriter, url string) {
	w.Header().Set("Location", url)
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	w.WriteHeader(http.StatusFound)
}
