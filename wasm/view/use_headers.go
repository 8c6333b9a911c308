package view

import "strings"

// tickPrefix starts the names of the ticks for headers that the store's own pages
// send.
const tickPrefix = "sends-"

// askSeen asks which headers those are.
func (m *Model) askSeen() []Effect {
	return []Effect{m.ask(AskSeen, "GET", "/v1/seen?origin="+escape(OriginOf(m.requestStore().BaseURL)), nil)}
}

func (m *Model) seenAnswered(e Answered) []Effect {
	v, _ := e.read()
	m.Request.headers = v.get("headers").items
	if m.Request.picked() != "" { // picked before the page was closed
		return m.fillRequest()
	}
	return nil
}

// seenValue is what GraphQL requests were seen to say in a header.
func (r *Request) seenValue(name string) string {
	for _, h := range r.headers {
		if h.str("on") == protocolGraphQL && strings.EqualFold(h.str("name"), name) {
			return h.str("value")
		}
	}
	return ""
}

// ticks are the headers that can be ticked, by the names of their ticks: of the API
// that the request goes to, without those that have fields. One without a name is
// to be written by hand: its value is not known.
func (r *Request) ticks() []Option {
	var list []Option
	for _, h := range r.headers {
		name, value := h.str("name"), h.str("value")
		switch {
		case strings.HasPrefix(r.Protocol, "g") != (h.str("on") == protocolGraphQL) || r.isGraphQL() && hasField(name):
		case value == "":
			list = append(list, Option{Label: name + ": …"})
		default:
			list = append(list, Option{Value: tickPrefix + name, Label: name + ": " + value})
		}
	}
	return list
}

// picked are the lines of those that are ticked.
func (r *Request) picked() string {
	lines := ""
	for _, tick := range r.ticks() {
		if r.Values[tick.Value] == "true" {
			lines += tick.Label + "\n"
		}
	}
	return lines
}
