package magento

import (
	"bytes"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/wire"
)

// fits reports whether a possibility is one for what was pasted: the route that
// it is about may stand there, too.
func (e *explained) fits(code string) bool {
	switch code {
	case "maybe_store_all":
		return !e.message.GraphQL && !containsAny(e.pasted, []string{"integration/admin/token", ":envelope"})
	case "maybe_session":
		return !e.message.GraphQL
	case "maybe_integration_bearer":
		return !strings.Contains(e.pasted, "authorization: oauth")
	case "maybe_other_view":
		return !strings.Contains(e.pasted, "/rest/all/")
	}
	return true
}

// addCircumstances says what the answer tells beside its meaning.
func (e *explained) addCircumstances() {
	if e.refusal != nil && e.refusal.Code == "self_only" && strings.Contains(e.pasted, "/rest/all/") {
		e.add("on_store_all")
	}
	if strings.Contains(e.refusalParam("resources"), bulkResource) {
		e.add("bulk_right")
	}
	if number := e.refusalParam("report"); number == "" {
		if number = webapiReport(e.Body); number != "" {
			e.add("report_number", "report", number)
		}
	}
	if isRestXML(e.Body) {
		e.add("xml_answer")
	}
	if e.refusal != nil && e.refusal.Code == "not_authorized" && (isRestXML(e.Body) || strings.Contains(e.pasted, "\n> cookie:")) {
		e.add("maybe_session")
	}
	if e.Cached() && e.refusal != nil {
		e.add("answer_cached")
	}
	if wait := e.Header.Get("Retry-After"); wait != "" {
		e.add("retry_after", "wait", waitWords(wait))
	}
	if jsontext.Valid(e.Body) && gjson.GetBytes(e.Body, "trace").Type == gjson.String {
		e.add("developer_mode")
	}
}

// bulkResource is asked for to read the state of a bulk, one's own, too (m2
// AsynchronousOperations/etc/webapi.xml).
const bulkResource = "Magento_Logging::system_magento_logging_bulk_operations"

func (e *explained) refusalParam(name string) string {
	if e.refusal == nil {
		return ""
	}
	return e.refusal.Params[name]
}

// waitWords: a number is one of seconds, else it is a date (RFC 9110 §10.2.3).
func waitWords(wait string) string {
	wait = clip(strings.TrimSpace(wait))
	if strings.Trim(wait, "0123456789") == "" {
		return wait + " s"
	}
	return withoutSecrets(wait[:min(len(wait), 40)])
}

func isRestXML(body []byte) bool {
	head := body[:min(len(body), 256)]
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<response>")) && !looksLikeHTML(body)
}

// webapiReport is the number under which Magento logged an internal error
// ("Report ID: webapi-6b03c62a84b3c").
func webapiReport(body []byte) string {
	return numberAfter(body, "Report ID: ", "webapi-")
}

// recordNumber is that of a report page.
func recordNumber(body []byte) string {
	return numberAfter(body, "Error log record number: ", "")
}

// numberAfter reads the hexadecimal number behind a mark. Nothing else is ever
// repeated from there.
func numberAfter(body []byte, mark, prefix string) string {
	_, after, ok := bytes.Cut(body[:min(len(body), maxPage)], []byte(mark+prefix))
	n := 0
	for ok && n < len(after) && n < 64 && isHex(after[n]) {
		n++
	}
	if n < 8 {
		return ""
	}
	return prefix + string(after[:n])
}

// rootResource is above all others, and every role has it.
const rootResource = "Magento_Backend::admin"

// maxBoxesTold: a route asks for one resource, a few for two.
const maxBoxesTold = 4

// addBoxes ends an explanation of a missing right with the boxes to tick.
func (e *explained) addBoxes() {
	resources := e.refusalParam("resources")
	if e.paths == nil || e.certain || resources == "" || e.refusal.Code != "not_authorized" || resources == rootResource {
		return
	}
	for i, resource := range strings.Split(resources, ",") {
		if resource = strings.TrimSpace(resource); i < maxBoxesTold && resource != "" {
			e.addBox(resource)
		}
	}
}

var boxCodes = map[string]string{"yes": "right_ticked", "no": "right_unticked", "": "right_box"}

func (e *explained) addBox(resource string) {
	path, ticked := e.paths(resource)
	code, known := boxCodes[ticked]
	if len(path) == 0 || !known {
		code = "right_box_unknown"
	}
	module, _, _ := strings.Cut(resource, "::")
	e.add(code, "path", withoutSecrets(clip(strings.Join(path, " > "))), "resource", resource, "module", module)
}

// Paths finds boxes in the first of some trees that has them. The ticks are those
// of the first tree, where it has any.
func Paths(trees ...[]wire.TreeNode) PathOf {
	var known []Tree
	ticks := false
	for i, nodes := range trees {
		known = append(known, NewTree(nodes))
		for _, n := range nodes {
			ticks = ticks || i == 0 && n.Ticked
		}
	}
	return func(resource string) ([]string, string) {
		for i, t := range known {
			if path := t.PathOf(resource); path != nil {
				return path, tick(ticks && i == 0, t[resource].Ticked)
			}
		}
		return nil, ""
	}
}

func tick(known, ticked bool) string {
	switch {
	case !known:
		return ""
	case ticked:
		return "yes"
	}
	return "no"
}
