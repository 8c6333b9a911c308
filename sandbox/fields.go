package sandbox

import "strings"

// filter keeps what fields= names, as in items[sku,name],total_count
// (Webapi FieldsFilter).
func filter(value any, wanted string) any {
	if wanted == "" {
		return value
	}
	return keep(value, parseFields(wanted))
}

// names are the wanted fields, each with those wanted within it; nil is all.
type names map[string]names

func parseFields(text string) names {
	all := names{}
	for text != "" {
		var name string
		name, text = cutField(text)
		if bare, inner, ok := strings.Cut(name, "["); ok {
			all[bare] = parseFields(strings.TrimSuffix(inner, "]"))
		} else {
			all[name] = nil
		}
	}
	return all
}

// cutField takes the first field with its brackets off the list.
func cutField(text string) (first, rest string) {
	depth := 0
	for i, r := range text {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == ',' && depth == 0:
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}

func keep(value any, wanted names) any {
	if wanted == nil {
		return value
	}
	switch v := value.(type) {
	case []any:
		for i := range v {
			v[i] = keep(v[i], wanted)
		}
		return v
	case object:
		kept := object{}
		for _, f := range v {
			if inner, ok := wanted[f.name]; ok {
				kept = append(kept, field{f.name, keep(f.value, inner)})
			}
		}
		return kept
	}
	return value
}
