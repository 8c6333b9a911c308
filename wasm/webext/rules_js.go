package webext

// UpdateSessionRules changes the rules by which the browser alters requests:
// addRules and removeRuleIds, as declarativeNetRequest takes them.
func UpdateSessionRules(change map[string]any) error {
	if _, err := call("declarativeNetRequest", "updateSessionRules", change); err != nil {
		return failed("changing the rules for requests", err)
	}
	return nil
}
