package sandbox

import "strings"

// types collects the definitions that a document refers to.
type types struct {
	reached map[string]bool
}

// of writes a type: $name for a definition, []x for a list.
func (t *types) of(kind string) object {
	if name, ok := strings.CutPrefix(kind, "$"); ok {
		t.reach(name)
		return object{{"$ref", "#/definitions/" + name}}
	}
	if item, ok := strings.CutPrefix(kind, "[]"); ok {
		return object{{"type", "array"}, {"items", t.of(item)}}
	}
	return object{{"type", kind}}
}

func (t *types) reach(name string) {
	one := schemaData().types[name]
	if one == nil || t.reached[name] {
		return
	}
	t.reached[name] = true
	_ = t.define(one)
}

func (t *types) define(one *typeText) object {
	all := append(t.of(one.kind), field{"description", ""})
	return append(all, t.properties(one.properties)...)
}

// properties reads lines of "name kind", or "name! kind" for a required one.
func (t *types) properties(lines []string) object {
	var all object
	var required []any
	for _, line := range lines {
		name, kind, _ := strings.Cut(line, " ")
		bare, must := strings.CutSuffix(name, "!")
		all = append(all, field{bare, t.of(kind)})
		if must {
			required = append(required, bare)
		}
	}
	if all == nil {
		return nil
	}
	if required == nil {
		return object{{"properties", all}}
	}
	return object{{"properties", all}, {"required", required}}
}

func (t *types) definitions() object {
	all := errorTypes()
	for _, name := range schemaData().order {
		if t.reached[name] {
			all = append(all, field{name, t.define(schemaData().types[name])})
		}
	}
	return all
}

// errorTypes stand in every schema.
func errorTypes() object {
	text := func(about string) object { return object{{"type", "string"}, {"description", about}} }
	ref := func(name string) object { return object{{"$ref", "#/definitions/" + name}} }
	return object{
		{"error-response", object{{"type", "object"}, {"properties", object{{"message", text("Error message")}, {"errors", ref("error-errors")},
			{"code", object{{"type", "integer"}, {"description", "Error code"}}}, {"parameters", ref("error-parameters")},
			{"trace", text("Stack trace")}}}, {"required", []any{"message"}}}},
		{"error-errors", object{{"type", "array"}, {"description", "Errors list"}, {"items", ref("error-errors-item")}}},
		{"error-errors-item", object{{"type", "object"}, {"description", "Error details"},
			{"properties", object{{"message", text("Error message")}, {"parameters", ref("error-parameters")}}}}},
		{"error-parameters", object{{"type", "array"}, {"description", "Error parameters list"}, {"items", ref("error-parameters-item")}}},
		{"error-parameters-item", object{{"type", "object"}, {"description", "Error parameters item"},
			{"properties", object{{"resources", text("ACL resource")}, {"fieldName", text("Missing or invalid field name")},
				{"fieldValue", text("Incorrect field value")}}}}},
	}
}

var answerTexts = map[string]string{"200": "200 Success.", "400": "400 Bad Request", "401": "401 Unauthorized", "500": "Internal Server error"}

// object is an operation as the document has it.
func (o *operationText) object(used *types) object {
	media := []any{"application/json", "application/xml"}
	all := object{{"tags", []any{o.service}}, {"description", o.text}, {"operationId", o.id()}, {"consumes", media}, {"produces", media}}
	var parameters []any
	var body []string
	answers := object{}
	if o.resource != "anonymous" {
		answers = object{answer("401", object{{"$ref", "#/definitions/error-response"}})}
	}
	for _, line := range o.lines {
		switch word, rest, _ := strings.Cut(line, " "); word {
		case "200":
			answers = append(object{answer(word, used.of(rest))}, answers...)
		case "400", "500":
			answers = append(answers, answer(word, object{{"$ref", "#/definitions/error-response"}}))
		case "body":
			body = append(body, rest)
		default:
			parameters = append(parameters, parameter(used, word, rest))
		}
	}
	if body != nil {
		schema := append(used.properties(body), field{"type", "object"}, field{"xml", object{{"name", "request"}}})
		parameters = append(parameters, object{{"name", o.id() + "Body"}, {"in", "body"}, {"schema", schema}})
	}
	if parameters != nil {
		all = append(all, field{"parameters", parameters})
	}
	answers = append(answers, field{"default", object{{"description", "Unexpected error"}, {"schema", object{{"$ref", "#/definitions/error-response"}}}}})
	return append(all, field{"responses", answers})
}

func answer(status string, schema object) field {
	return field{status, object{{"description", answerTexts[status]}, {"schema", schema}}}
}

// parameter reads "name kind description" of a path or query parameter.
func parameter(used *types, in, line string) object {
	words := append(strings.SplitN(line, " ", 3), "")
	name, must := strings.CutSuffix(words[0], "!")
	all := append(object{{"name", name}, {"in", in}}, used.of(words[1])...)
	if words[2] != "" {
		all = append(all, field{"description", words[2]})
	}
	if must {
		all = append(all, field{"required", true})
	}
	return all
}
