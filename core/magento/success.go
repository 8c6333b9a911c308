package magento

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// toldBySuccess knows the answers that are no refusal, and what they do not prove.
// Those of bulks and schemas are known without a status, too.
func (e *explained) toldBySuccess() bool {
	if jsontext.Valid(e.Body) {
		body := gjson.ParseBytes(e.Body)
		switch {
		case body.Get("bulk_uuid").Exists():
			return e.toldByBulk(body)
		case body.Get("operations_list").IsArray():
			return e.toldByOperations(body.Get("operations_list"))
		case body.Get("swagger").String() == "2.0" && body.Get("info").Exists():
			e.add("schema_answer")
			return true
		case !e.succeeded() || hasErrors(body):
			return false
		case isTokenAnswer(body):
			e.add("answer_token")
			return true
		}
		e.add("answer_ok")
		return true
	}
	return e.succeeded() && (e.toldByXML() || e.toldByWords())
}

func (e *explained) succeeded() bool { return e.Status >= 200 && e.Status < 300 }

func hasErrors(body gjson.Result) bool {
	return body.Get("errors.0").Exists() || body.Get("messages.error").Exists() || body.Get("error").Type == gjson.String
}

// isTokenAnswer knows the answers of the token routes of REST, GraphQL and OAuth2.
func isTokenAnswer(body gjson.Result) bool {
	for _, path := range []string{
		"data.generateCustomerToken.token", "data.generateCustomerTokenAsAdmin.customer_token", "access_token",
	} {
		if body.Get(path).Type == gjson.String {
			return true
		}
	}
	return body.Type == gjson.String && tokenLike(body.Str)
}

// tokenLike: a JWT, 32 of [0-9a-z] (Framework Oauth/Helper/Oauth.php), or the
// object of an encrypted token.
func tokenLike(text string) bool {
	text = strings.TrimSpace(text)
	return len(strings.Fields(text)) == 1 && (secretLike(text) || strings.HasPrefix(text, "eyJ")) ||
		strings.HasPrefix(text, "{") && jsontext.Valid(text) && gjson.Get(text, "ciphertext").Exists()
}

func (e *explained) toldByXML() bool {
	root := parseXML(e.Body)
	if response := root.child("response"); response != nil && response.child("message") == nil {
		if len(response.children) == 0 && tokenLike(response.value()) {
			e.add("answer_token")
		} else {
			e.add("answer_ok")
		}
		return true
	}
	body := root.find("Envelope", "Body")
	if body == nil || len(body.children) == 0 || body.child("Fault") != nil {
		return false
	}
	if tokenLike(body.children[0].child("result").value()) {
		e.add("answer_token")
	} else {
		e.add("answer_ok")
	}
	return true
}

// toldByWords knows the two routes of Magento that answer in plain text, and the
// answer that has none.
func (e *explained) toldByWords() bool {
	text := strings.TrimSpace(string(e.Body[:min(len(e.Body), maxMessage)]))
	switch {
	case text == "" && e.Status == 204:
		e.add("answer_ok")
	case strings.HasPrefix(text, "Magento/2.") && len(text) < 60:
		e.add("version_told", "version", clip(strings.TrimPrefix(text, "Magento/")))
	case strings.HasPrefix(text, "oauth_token=") && strings.Contains(text, "oauth_token_secret="):
		e.add("answer_token")
	default:
		return false
	}
	return true
}

// toldByBulk reads the 202 of /async (m2 WebapiAsync): what was taken into the
// queue, and what was not.
func (e *explained) toldByBulk(body gjson.Result) bool {
	said := ""
	body.Get("request_items").ForEach(func(_, item gjson.Result) bool {
		if item.Get("status").String() == "rejected" {
			said = item.Get("error_message").String()
		}
		return said == ""
	})
	if said != "" || body.Get("errors").Bool() {
		e.add("async_rejected", "storeMessage", withoutSecrets(clip(said)))
	}
	e.add("async_accepted")
	return true
}

// Operation statuses (m2 AsynchronousOperations Api/Data/OperationInterface.php).
const (
	operationRetriable = 2
	operationFailed    = 3
	operationOpen      = 4
	operationRejected  = 5
)

// toldByOperations reads the state of a bulk: the first failure, else whether
// something is still to be done.
func (e *explained) toldByOperations(list gjson.Result) bool {
	code, said := "bulk_done", ""
	list.ForEach(func(_, o gjson.Result) bool {
		switch o.Get("status").Int() {
		case operationRetriable, operationFailed, operationRejected:
			code, said = "bulk_failed", o.Get("result_message").String()
			return false
		case operationOpen:
			code = "bulk_open"
		}
		return true
	})
	e.add(code, "storeMessage", withoutSecrets(clip(said)))
	return true
}
