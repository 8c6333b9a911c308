package view

// askSettings asks for what is set on the Stores screen.
func (m *Model) askSettings() []Effect {
	return []Effect{m.ask(AskSettings, "GET", "/v1/settings/page", nil),
		m.ask(AskClipSettings, "GET", "/v1/settings/clipboard", nil),
		m.ask(AskSeed, "GET", "/v1/settings/seed", nil)}
}

// clipSecondsChosen and clipBearerTurned are changes of what is taken off the
// clipboard.
func (m *Model) clipSecondsChosen(seconds string) []Effect {
	return []Effect{m.ask(AskClipSettings, "PUT", "/v1/settings/clipboard", new(object).raw("seconds", seconds).body())}
}

func (m *Model) clipBearerTurned(on string) []Effect {
	return []Effect{m.ask(AskClipSettings, "PUT", "/v1/settings/clipboard", new(object).raw("bearer", on).raw("offered", "true").body())}
}

func (m *Model) clipSettingsAnswered(e Answered) []Effect {
	v, problem := e.read()
	if m.Access.Problem = problem; problem != nil {
		return nil
	}
	m.Clip.Seconds, m.Clip.Bearer = v.get("seconds").raw, v.yes("bearer")
	return nil
}

// seedTurned lets authenticator keys lie beside their passwords, or not.
func (m *Model) seedTurned(on string) []Effect {
	return []Effect{m.ask(AskSeed, "PUT", "/v1/settings/seed", new(object).raw("beside", on).body())}
}

func (m *Model) seedAnswered(e Answered) []Effect {
	v, problem := e.read()
	waits := m.Put.seed
	m.Put.seed = false
	switch {
	case waits && problem != nil:
		m.Edit.Error = problem
		return []Effect{Reveal{"edit-problem"}}
	case problem != nil:
		m.Access.Problem = problem
		return nil
	}
	m.Access.Problem, m.Access.SeedBeside = nil, v.yes("beside")
	if waits {
		return m.putNext()
	}
	return nil
}

// SettingsPanel are the settings on the Stores screen.
type SettingsPanel struct {
	Seconds           string
	Bearer, May, Seed bool
}

func (m *Model) drawSettings() SettingsPanel {
	return SettingsPanel{Seconds: m.Clip.Seconds, Bearer: m.Clip.Bearer, May: m.Clip.May, Seed: m.Access.SeedBeside}
}
