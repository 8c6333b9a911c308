package view

func (m *Model) drawUse(w Words) UsePanel {
	if _, there := m.credential(m.Request.Ref); !there {
		return UsePanel{Empty: true}
	}
	r := m.Request
	p := UsePanel{
		Shown: true, Data: hasBody(r.Method), Text: r.Text,
		Open: r.Open && !r.Shown.Empty(), CanShow: m.confirmed(),
		Button: Button{Label: w("copyForm", m.formTitle()), Off: !m.confirmed() || r.Path == "" || r.Problem != nil, Main: m.Shape != ShapeTab},
		Copied: m.Copied == copyRequestButton,
	}
	if r.built != nil {
		p.Address = r.built.URL
	}
	if p.Open {
		p.Text = r.Shown.Reveal()
	}
	for _, c := range m.Credentials {
		p.Credentials = append(p.Credentials, Option{c.Ref, tokenTitle(w, c.Token.Kind) + w("separator") + whose(w, c), c.Ref == r.Ref})
	}
	for _, f := range r.Forms {
		p.Forms = append(p.Forms, Option{f.Value, f.Label, f.Value == r.Form})
	}
	if r.Problem != nil {
		title, text := m.problemWords(w, r.Problem)
		p.Problem = title + " " + text
	}
	return p
}

// formTitle is the chosen form as its button names it.
func (m *Model) formTitle() string {
	for _, f := range m.Request.Forms {
		if f.Value == m.Request.Form {
			return f.Label
		}
	}
	return m.Request.Form
}
