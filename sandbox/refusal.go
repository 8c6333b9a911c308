package sandbox

import "net/http"

// refusal is a REST error: the message as Magento sends it, placeholders not
// filled in (Webapi ErrorProcessor).
type refusal struct {
	status     int
	message    string
	errors     []any
	parameters any // object, or list for %1, %2
}

func refuse(status int, message string) *refusal {
	return &refusal{status: status, message: message}
}

func refuseWith(status int, message string, parameters any) *refusal {
	return &refusal{status: status, message: message, parameters: parameters}
}

func (no *refusal) body() object {
	body := object{{"message", no.message}}
	if no.errors != nil {
		body = append(body, field{"errors", no.errors})
	}
	if no.parameters != nil {
		body = append(body, field{"parameters", no.parameters})
	}
	return body
}

// required refuses if one of the names is missing; two or more missing are
// listed under errors.
func required(names []string, has func(string) bool) *refusal {
	var missing []*refusal
	for _, name := range names {
		if !has(name) {
			missing = append(missing, refuseWith(http.StatusBadRequest,
				`"%fieldName" is required. Enter and try again.`, object{{"fieldName", name}}))
		}
	}
	if len(missing) < 2 {
		return append(missing, nil)[0]
	}
	all := refuse(http.StatusBadRequest, "One or more input exceptions have occurred.")
	for _, one := range missing {
		all.errors = append(all.errors, one.body())
	}
	return all
}

// notHeld is no answer of Magento's: the sandbox knows the route and who may
// call it, not what it answers.
func notHeld() *refusal {
	return refuse(http.StatusNotImplemented,
		"The sandbox knows this route and who may call it, but holds no data for it.")
}
