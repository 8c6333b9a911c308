package api

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

const (
	examplesKey    = "setting:examples"
	maxExamples    = 50
	maxExampleSize = 64 << 10
)

// examplesRecord are GraphQL queries that the user kept.
type examplesRecord struct {
	V        int            `json:"v"`
	Examples []wire.Example `json:"examples"`
}

func (h *handler) readExamples(j *job) (examplesRecord, error) {
	record := examplesRecord{V: recordVersion, Examples: []wire.Example{}}
	_, err := h.records.read(j.ctx, AreaLocal, examplesKey, &record)
	return record, err
}

func (h *handler) listExamples(j *job) (any, error) { return h.readExamples(j) }

// keepExample keeps a query under its name, in the place of one of the same name.
// They are kept in clear: what holds a password or a token is not.
func (h *handler) keepExample(j *job) (any, error) {
	var in wire.Example
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if in.Name = exampleName(in); len(in.Query)+len(in.Variables) > maxExampleSize {
		return nil, refuse("example_long")
	}
	if holdsSecret(in.Query, "$") || holdsSecret(in.Variables, "") {
		return nil, refuse("example_secret")
	}
	return h.changeExamples(j, in.Name, func(list []wire.Example) ([]wire.Example, error) {
		list = append(withoutExample(list, in.Name), in)
		if len(list) > maxExamples {
			return nil, refuse("examples_full")
		}
		return list, nil
	})
}

// holdsSecret reports whether a text holds a value that lets somebody in. One that
// begins with mark, if there is one, stands for another.
func holdsSecret(text, mark string) bool {
	for _, found := range personal(text) {
		if has([]string{"password", "secret", "token", "key"}, found.kind) && (mark == "" || !strings.HasPrefix(text[found.start:], mark)) {
			return true
		}
	}
	plain := strings.ToLower(strings.Join(strings.Fields(text), ""))
	return strings.Contains(plain, `password:"`) || strings.Contains(plain, `token:"`) || strings.Contains(plain, `secret:"`)
}

func (h *handler) forgetExample(j *job) (any, error) {
	name := j.req.URL.Query().Get("name")
	return h.changeExamples(j, "", func(list []wire.Example) ([]wire.Example, error) { return withoutExample(list, name), nil })
}

// changeExamples changes the list and answers it, with the name of the one that was
// kept.
func (h *handler) changeExamples(j *job, kept string, change func([]wire.Example) ([]wire.Example, error)) (any, error) {
	release, err := h.turns.take(j.ctx, examplesKey)
	if err != nil {
		return nil, err
	}
	defer release()
	record, err := h.readExamples(j)
	if err != nil {
		return nil, err
	}
	if record.Examples, err = change(record.Examples); err != nil {
		return nil, err
	}
	return map[string]any{"examples": record.Examples, "kept": kept}, h.records.write(j.ctx, AreaLocal, examplesKey, record)
}

func withoutExample(list []wire.Example, name string) []wire.Example {
	kept := []wire.Example{}
	for _, e := range list {
		if e.Name != name {
			kept = append(kept, e)
		}
	}
	return kept
}

// exampleName is the name that was given, that of the operation, or the first word
// within the braces.
func exampleName(e wire.Example) string {
	if name := strings.TrimSpace(first(e.Name, e.Operation)); name != "" {
		return name
	}
	head, body, _ := strings.Cut(e.Query, "{")
	words := strings.FieldsFunc(head, func(c rune) bool { return strings.ContainsRune(" \t\r\n(", c) })
	if len(words) > 1 && (words[0] == "query" || words[0] == "mutation") {
		return words[1]
	}
	body = strings.TrimLeft(body, " \t\r\n")
	end := 0
	for end < len(body) && isNameByte(body[end]) {
		end++
	}
	return first(body[:end], "query")
}
