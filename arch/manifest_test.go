package arch

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Manifest is what the rules read of it.
type Manifest struct {
	Permissions             []string `json:"permissions"`
	OptionalPermissions     []string `json:"optional_permissions"`
	HostPermissions         []string `json:"host_permissions"`
	OptionalHostPermissions []string `json:"optional_host_permissions"`
	ContentScripts          []any    `json:"content_scripts"`
	ExternallyConnectable   any      `json:"externally_connectable"`
	WebAccessibleResources  []any    `json:"web_accessible_resources"`
	Incognito               string   `json:"incognito"`
	MinimumChromeVersion    string   `json:"minimum_chrome_version"`
	DefaultLocale           string   `json:"default_locale"`
	SidePanel               struct {
		Path string `json:"default_path"`
	} `json:"side_panel"`
	Sidebar struct {
		Panel         string `json:"default_panel"`
		OpenAtInstall *bool  `json:"open_at_install"`
	} `json:"sidebar_action"`
	CSP struct {
		Pages string `json:"extension_pages"`
	} `json:"content_security_policy"`
	Browser struct {
		Gecko struct {
			MinVersion string              `json:"strict_min_version"`
			Data       map[string][]string `json:"data_collection_permissions"`
		} `json:"gecko"`
	} `json:"browser_specific_settings"`
}

// needs is the permission of each namespace of the extension API; the empty
// string: none.
var needs = map[string]string{
	"action": "", "commands": "", "extension": "", "i18n": "", "permissions": "", "runtime": "", "windows": "",
	"tabs":                  "", // without the permission it shows no address, except where a click gave access
	"alarms":                "alarms",
	"contextMenus":          "contextMenus",
	"cookies":               "cookies",
	"declarativeNetRequest": "declarativeNetRequestWithHostAccess",
	"offscreen":             "offscreen",
	"scripting":             "scripting",
	"sidePanel":             "sidePanel",
	"storage":               "storage",
	"webRequest":            "webRequest",
}

// silent permissions show no warning at install (measured in Chromium).
var silent = []string{
	"activeTab", "alarms", "contextMenus", "cookies", "declarativeNetRequestWithHostAccess", "offscreen", "scripting", "sidePanel",
	"storage", "webRequest",
}

var (
	onClick      = []string{"clipboardRead", "clipboardWrite"}
	onClickHosts = []string{"http://*/*", "https://*/*"}
)

func manifest(t *testing.T) Manifest {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "extension/manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestInstallingWarnsOfNothing(t *testing.T) {
	m := manifest(t)
	if len(m.HostPermissions) > 0 || len(m.ContentScripts) > 0 {
		t.Errorf("hosts at install: %v, content scripts: %v", m.HostPermissions, m.ContentScripts)
	}
	for _, name := range m.Permissions {
		if !slices.Contains(silent, name) {
			t.Errorf("the permission %s warns at install, or nobody knows", name)
		}
	}
	for _, name := range m.OptionalPermissions {
		if !slices.Contains(onClick, name) {
			t.Errorf("the optional permission %s has no reason yet", name)
		}
	}
	for _, name := range m.OptionalHostPermissions {
		if !slices.Contains(onClickHosts, name) {
			t.Errorf("the optional hosts %s have no reason yet", name)
		}
	}
}

// The manifest asks for what the code uses: no more, no less. activeTab has no
// namespace; it is what a click on the button gives.
func TestPermissionsAreThoseThatTheCodeUses(t *testing.T) {
	want := map[string]bool{"activeTab": true}
	for _, name := range namespaces(t) {
		permission, known := needs[name]
		if !known {
			t.Errorf("the code uses %s: which permission does that need?", name)
		}
		if permission != "" {
			want[permission] = true
		}
	}
	got := slices.Sorted(slices.Values(manifest(t).Permissions))
	if list := slices.Sorted(maps.Keys(want)); !slices.Equal(got, list) {
		t.Errorf("the manifest asks for %v, the code uses %v", got, list)
	}
}

func TestNobodyElseMaySpeakToTheExtension(t *testing.T) {
	m := manifest(t)
	if m.ExternallyConnectable != nil || len(m.WebAccessibleResources) > 0 {
		t.Error("externally_connectable or web_accessible_resources is set")
	}
	if want := "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'"; m.CSP.Pages != want {
		t.Errorf("content security policy %q, want %q", m.CSP.Pages, want)
	}
}

// Firefox knows no "split": one worker serves all windows in both browsers, and
// marks what is of a private one.
func TestOneWorkerServesPrivateWindows(t *testing.T) {
	if m := manifest(t); m.Incognito != "spanning" {
		t.Errorf("incognito is %q", m.Incognito)
	}
}

func TestTheSamePageBesideTheTabs(t *testing.T) {
	m := manifest(t)
	if want := "popup/popup.html?shape=panel"; m.SidePanel.Path != want || m.Sidebar.Panel != want {
		t.Errorf("side panel %q, sidebar %q, want %q", m.SidePanel.Path, m.Sidebar.Panel, want)
	}
	if m.Sidebar.OpenAtInstall == nil || *m.Sidebar.OpenAtInstall {
		t.Error("the sidebar opens unasked")
	}
}

func TestOldestBrowsers(t *testing.T) {
	m := manifest(t)
	if m.MinimumChromeVersion != "127" || !strings.HasPrefix(m.Browser.Gecko.MinVersion, "142") {
		t.Errorf("oldest browsers: Chromium %q, Firefox %q", m.MinimumChromeVersion, m.Browser.Gecko.MinVersion)
	}
	if !slices.Equal(m.Browser.Gecko.Data["required"], []string{"none"}) || m.DefaultLocale != "en" {
		t.Errorf("data collection %v, default locale %q", m.Browser.Gecko.Data, m.DefaultLocale)
	}
}

var (
	// api.storage.session, chrome.tabs.query, browser?.action
	inJS = regexp.MustCompile(`\b(?:api|chrome|browser)\??\.([a-z]\w+)\b`)
	// call("tabs", …), api().Get("runtime"), apiCall("tabs", …)
	inGo    = regexp.MustCompile(`(?:\bapi\(\)\.Get|\bcall|\bCall)\("([a-z]\w+)"`)
	comment = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
)

// namespaces are those of the extension API that the extension uses, in
// JavaScript and in Go.
func namespaces(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	collect(t, "extension", ".js", inJS, found)
	collect(t, "wasm/webext", ".go", inGo, found)
	collect(t, "wasm/background", ".go", inGo, found)
	return slices.Sorted(maps.Keys(found))
}

func collect(t *testing.T, folder, ending string, pattern *regexp.Regexp, found map[string]bool) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ending) || entry.Name() == "wasm_exec.js" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		for _, match := range pattern.FindAllSubmatch(comment.ReplaceAll(data, nil), -1) {
			if name := string(match[1]); known(name) {
				found[name] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// known leaves out what only looks like a namespace: a method of a value that
// is called api, JSON's parse.
func known(name string) bool {
	_, ok := needs[name]
	return ok || slices.Contains([]string{"bookmarks", "clipboard", "downloads", "history", "identity", "management",
		"notifications", "offscreen", "proxy", "sessions", "webNavigation", "browsingData", "debugger", "idle"}, name)
}
