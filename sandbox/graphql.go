package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// query is one GraphQL request on its way. Magento up to 2.4.7 answers 200
// whatever the errors say, except for a header it cannot follow.
type query struct {
	s         *Store
	r         *http.Request
	document  document
	variables map[string]any
	store     *view

	errors  []any
	dropped []string
	mutates bool
}

// graphQLError stops one top-level field; category is as in FW:GraphQl/Exception.
type graphQLError struct{ message, category string }

type graphQLBody struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName"`
	Variables     map[string]any `json:"variables"`
}

func (s *Store) graphql(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodOptions {
		writeGraphQL(w, http.StatusInternalServerError, failed("Unable to parse the request.", "graphql-input")) // status observed, words not
		return
	}
	body, ok := readGraphQL(r)
	if !ok {
		writeGraphQL(w, http.StatusOK, failed("Unable to parse the request.", "graphql-input")) // not observed
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &query{s: s, r: r, variables: body.Variables}
	status, answer := q.run(body)
	s.setSessionCookie(w, r, s.keptSession(r))
	q.setHeaders(w)
	writeGraphQL(w, status, answer)
}

func readGraphQL(r *http.Request) (body graphQLBody, ok bool) {
	if r.Method == http.MethodGet {
		get := r.URL.Query().Get
		body.Query, body.OperationName = get("query"), get("operationName")
		_ = json.Unmarshal([]byte(get("variables")), &body.Variables)
		return body, true
	}
	text, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	return body, json.Unmarshal(text, &body) == nil
}

func (q *query) setHeaders(w http.ResponseWriter) {
	q.s.scriptCookie(w, "private_content_version", hash(newSessionID())[:32], 315360000*time.Second)
	for _, name := range q.dropped {
		q.s.dropCookie(w, q.r, name)
	}
	if !q.mutates {
		w.Header().Set("X-Magento-Cache-Id", hash("USD", q.r.Header.Get("Store")))
	}
}

func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(parts)))
	return hex.EncodeToString(sum[:])
}

func writeGraphQL(w http.ResponseWriter, status int, answer object) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "max-age=0, must-revalidate, no-cache, no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, phpJSON(answer))
}

func failed(message, category string) object {
	return object{{"errors", []any{object{{"message", message}, {"extensions", object{{"category", category}}}}}}}
}

func (q *query) run(body graphQLBody) (int, object) {
	code := q.r.Header.Get("Store")
	if code == "" {
		code = allViews[0].code
	}
	if q.store = q.s.storeView(code); q.store == nil {
		return http.StatusInternalServerError, failed("Requested store is not found ("+code+")", "graphql-input")
	}
	document, bad := parseGraphQL(body.Query)
	if bad != nil {
		return http.StatusOK, object{{"errors", []any{object{{"message", bad.message}, {"locations", []any{position(bad.line, bad.col)}},
			{"extensions", object{{"category", "graphql"}}}}}}}
	}
	q.document = document
	op := document.operation(body.OperationName)
	if op == nil {
		return http.StatusOK, failed(`Unknown operation named "`+body.OperationName+`".`, "graphql")
	}
	return http.StatusOK, q.execute(op)
}

func (d document) operation(name string) *operation {
	for i := range d.operations {
		if name == "" || d.operations[i].name == name {
			return &d.operations[i]
		}
	}
	return nil
}

func position(line, col int) object { return object{{"line", line}, {"column", col}} }

// execute resolves the top-level fields; a field that fails is null and says why.
func (q *query) execute(op *operation) object {
	q.mutates = op.kind == "mutation"
	resolvers, root := queries, "Query"
	if q.mutates {
		resolvers, root = mutations, "Mutation"
	}
	fields := q.flat(op.fields)
	if bad := validate(fields, resolvers, root); bad != nil {
		return object{{"errors", []any{bad}}}
	}
	data := object{}
	for _, f := range fields {
		data = append(data, field{f.alias, q.resolve(f, resolvers, root)})
	}
	if len(q.errors) > 0 {
		return object{{"errors", q.errors}, {"data", data}}
	}
	return object{{"data", data}}
}

// flat puts what fragments select in their place. A fragment within itself
// selects nothing more.
func (q *query) flat(selections []selection, within ...string) (all []selection) {
	for _, one := range selections {
		switch {
		case slices.Contains(within, one.spread):
		case one.spread != "":
			all = append(all, q.flat(q.document.fragments[one.spread], append(within, one.spread)...)...)
		case one.name == "":
			all = append(all, q.flat(one.fields, within...)...)
		default:
			all = append(all, one)
		}
	}
	return all
}

func validate(fields []selection, resolvers map[string]resolver, root string) any {
	for _, f := range fields {
		if f.name != "__typename" && resolvers[f.name] == nil {
			return cannotQuery(f, root)
		}
	}
	return nil
}

func cannotQuery(f selection, on string) object {
	return object{{"message", fmt.Sprintf(`Cannot query field "%s" on type "%s".`, f.name, on)},
		{"locations", []any{position(f.line, f.col)}}, {"extensions", object{{"category", "graphql"}}}}
}

func (q *query) resolve(f selection, resolvers map[string]resolver, root string) any {
	if f.name == "__typename" {
		return root
	}
	value, bad := resolvers[f.name](q, q.filled(f.arguments))
	if bad != nil {
		q.errors = append(q.errors, object{{"message", bad.message}, {"locations", []any{position(f.line, f.col)}},
			{"path", []any{f.alias}}, {"extensions", object{{"category", bad.category}}}})
		return nil
	}
	if bad, ok := unselected(f, value); ok {
		q.errors = append(q.errors, bad)
		return nil
	}
	return q.project(value, q.flat(f.fields))
}

// filled puts the variables in the place of their names.
func (q *query) filled(arguments map[string]any) map[string]any {
	all := map[string]any{}
	for name, value := range arguments {
		switch v := value.(type) {
		case variable:
			all[name] = q.variables[string(v)]
		case map[string]any:
			all[name] = q.filled(v)
		default:
			all[name] = v
		}
	}
	return all
}

// project keeps what was selected, under the names it was asked by. What a type
// does not have is an error; Magento says so before it runs anything.
func (q *query) project(value any, fields []selection) any {
	switch v := value.(type) {
	case []any:
		all := make([]any, len(v))
		for i := range v {
			all[i] = q.project(v[i], fields)
		}
		return all
	case object:
		return q.pick(v, fields)
	}
	return value
}

// unselected is a field of an object type that names nothing within it.
func unselected(f selection, value any) (object, bool) {
	if list, ok := value.([]any); ok && len(list) > 0 {
		value = list[0]
	}
	from, ok := value.(object)
	if !ok || len(f.fields) > 0 {
		return nil, false
	}
	return object{{"message", fmt.Sprintf(`Field "%s" of type "%s" must have a selection of subfields. Did you mean "%s { ... }"?`,
		f.name, from.get("__typename"), f.name)},
		{"locations", []any{position(f.line, f.col)}}, {"extensions", object{{"category", "graphql"}}}}, true
}

func (q *query) pick(from object, fields []selection) object {
	all := object{}
	for _, f := range fields {
		if !from.has(f.name) {
			q.errors = append(q.errors, cannotQuery(f, fmt.Sprint(from.get("__typename"))))
			continue
		}
		all = append(all, field{f.alias, q.project(from.get(f.name), q.flat(f.fields))})
	}
	return all
}

func (o object) has(name string) bool {
	for _, f := range o {
		if f.name == name {
			return true
		}
	}
	return false
}

// graphqlUser is who logs in with a GraphQL body, for the journal.
func graphqlUser(body []byte) (string, bool) {
	var sent graphQLBody
	if json.Unmarshal(body, &sent) != nil {
		return "", false
	}
	document, bad := parseGraphQL(sent.Query)
	if bad != nil {
		return "", false
	}
	q := &query{document: document, variables: sent.Variables}
	for _, op := range document.operations {
		for _, f := range q.flat(op.fields) {
			if op.kind == "mutation" && f.name == "generateCustomerToken" {
				return fmt.Sprint(q.filled(f.arguments)["email"]), true
			}
		}
	}
	return "", false
}
