package webext

// Badge shows a short text on the extension's button while a tab is in front,
// and a title under the pointer; empty ones give way to the button's own. A tab
// that is gone needs none.
func Badge(tabID int, text, title, colour string) {
	if title == "" {
		title = Message("actionTitle")
	}
	for method, details := range map[string]map[string]any{
		"setBadgeBackgroundColor": {"color": colour},
		"setBadgeTextColor":       {"color": "#ffffff"},
		"setBadgeText":            {"text": text},
		"setTitle":                {"title": title},
	} {
		details["tabId"] = tabID
		_, _ = call("action", method, details)
	}
}
