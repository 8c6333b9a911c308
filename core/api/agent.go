package api

// OtherAgent is another User-Agent for a second try of what was blocked, "" where
// the way out goes by the browser's own.
func (e *exit) OtherAgent() string {
	if named, ok := e.direct.(interface{ OtherAgent() string }); ok {
		return named.OtherAgent()
	}
	return ""
}
