package sandbox

import "strconv"

// The part of the GraphQL language (October 2021) that requests use:
// operations, fields with aliases and arguments, variables, inline and named
// fragments. Directives are read and not obeyed.

type document struct {
	operations []operation
	fragments  map[string][]selection
}

type operation struct {
	kind, name string
	fields     []selection
}

// selection is a field, or a fragment: then it has no name.
type selection struct {
	name, alias string
	arguments   map[string]any
	fields      []selection
	spread      string
	line, col   int
}

// variable is a value that the request brings apart.
type variable string

type syntaxError struct {
	message   string
	line, col int
}

type parser struct {
	tokens []token
}

// parseGraphQL reads a document. It panics inside with a syntaxError, which
// ends here.
func parseGraphQL(text string) (doc document, bad *syntaxError) {
	defer func() {
		if e, ok := recover().(syntaxError); ok {
			bad = &e
		}
	}()
	p := &parser{lexGraphQL(text)}
	doc.fragments = map[string][]selection{}
	for p.peek().kind != 0 {
		p.definition(&doc)
	}
	if len(doc.operations) == 0 {
		p.fail("Unexpected <EOF>")
	}
	return doc, nil
}

func (p *parser) peek() token { return p.tokens[0] }

func (p *parser) next() token {
	t := p.tokens[0]
	if t.kind != 0 {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *parser) is(text string) bool {
	return p.peek().text == text && p.peek().kind != '"'
}

func (p *parser) take(text string) bool {
	if !p.is(text) {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(text string) {
	if !p.take(text) {
		p.fail("Expected " + text + ", found " + p.found())
	}
}

func (p *parser) name() string {
	if p.peek().kind != 'n' {
		p.fail("Expected Name, found " + p.found())
	}
	return p.next().text
}

func (p *parser) found() string {
	if p.peek().kind == 0 {
		return "<EOF>"
	}
	return p.peek().text
}

func (p *parser) fail(message string) {
	t := p.peek()
	panic(syntaxError{"Syntax Error: " + message, t.line, t.col})
}

func (p *parser) definition(doc *document) {
	switch {
	case p.is("{"):
		doc.operations = append(doc.operations, operation{kind: "query", fields: p.selections()})
	case p.is("query") || p.is("mutation"):
		doc.operations = append(doc.operations, p.operation())
	case p.take("fragment"):
		name := p.name()
		p.expect("on")
		p.name()
		p.directives()
		doc.fragments[name] = p.selections()
	default:
		p.fail("Unexpected " + p.found())
	}
}

func (p *parser) operation() (o operation) {
	o.kind = p.next().text
	if p.peek().kind == 'n' {
		o.name = p.name()
	}
	if p.take("(") {
		for !p.take(")") {
			p.variableDefinition()
		}
	}
	p.directives()
	o.fields = p.selections()
	return o
}

func (p *parser) variableDefinition() {
	p.expect("$")
	p.name()
	p.expect(":")
	p.typeName()
	if p.take("=") {
		p.value()
	}
	p.directives()
}

func (p *parser) typeName() {
	if p.take("[") {
		p.typeName()
		p.expect("]")
	} else {
		p.name()
	}
	p.take("!")
}

func (p *parser) directives() {
	for p.take("@") {
		p.name()
		p.arguments()
	}
}

func (p *parser) selections() (all []selection) {
	p.expect("{")
	for !p.take("}") {
		all = append(all, p.selection())
	}
	if len(all) == 0 {
		p.fail("Expected Name, found }")
	}
	return all
}

func (p *parser) selection() selection {
	if p.take("...") {
		return p.fragment()
	}
	at := p.peek()
	one := selection{name: p.name(), line: at.line, col: at.col}
	one.alias = one.name
	if p.take(":") {
		one.name = p.name()
	}
	one.arguments = p.arguments()
	p.directives()
	if p.is("{") {
		one.fields = p.selections()
	}
	return one
}

func (p *parser) fragment() (one selection) {
	switch {
	case p.take("on"):
		p.name()
	case p.peek().kind == 'n':
		one.spread = p.name()
	}
	p.directives()
	if one.spread == "" {
		one.fields = p.selections()
	}
	return one
}

func (p *parser) arguments() map[string]any {
	if !p.take("(") {
		return nil
	}
	return p.pairs(")")
}

func (p *parser) pairs(end string) map[string]any {
	all := map[string]any{}
	for !p.take(end) {
		name := p.name()
		p.expect(":")
		all[name] = p.value()
	}
	return all
}

func (p *parser) value() any {
	switch t := p.next(); {
	case t.kind == '"':
		return t.text
	case t.kind == '0':
		n, _ := strconv.ParseFloat(t.text, 64)
		return n
	case t.kind == 'n':
		return keyword(t.text)
	case t.text == "$":
		return variable(p.name())
	case t.text == "{":
		return p.pairs("}")
	case t.text == "[":
		return p.list()
	default:
		p.tokens = append([]token{t}, p.tokens...)
		p.fail("Unexpected " + p.found())
		return nil
	}
}

func (p *parser) list() any {
	all := []any{}
	for !p.take("]") {
		all = append(all, p.value())
	}
	return all
}

func keyword(text string) any {
	switch text {
	case "true", "false":
		return text == "true"
	case "null":
		return nil
	}
	return text
}
