package view

// about notes which origin the page is about from now on. What was typed, agreed
// or found for another one is forgotten: no password, no yes, no front door and
// no token goes from one store to the next.
func (m *Model) about(origin string) []Effect {
	before := m.subject
	m.subject = origin
	if before == "" || before == origin {
		return nil
	}
	effects := m.cancelJob(&m.Login.Job)
	m.drop(AskLogin)
	m.Login = Login{Kind: m.Login.Kind, KindChosen: m.Login.KindChosen, Username: m.Login.Username}
	m.Inspection.consents, m.Wrong = nil, ""
	effects = append(effects, m.cancelJob(&m.Request.Sending.Job)...)
	for _, asked := range []Asking{AskRequest, AskSnippet, AskRoutes, AskRoute, AskRead, AskSend, AskLists, AskRecent, AskTicket, AskSeen, AskSOAP, AskServices} {
		m.drop(asked)
	}
	m.Request = Request{Form: m.Request.Form, Forms: m.Request.Forms, Secret: m.Request.Secret}
	m.Finder = Finder{}
	m.Card, m.Credentials, m.Notes = Card{}, nil, nil
	m.PageLogin, m.InPage, m.carry = PageLogin{}, InPage{}, ""
	m.AsCustomer, m.Upkeep = AsCustomer{}, Upkeep{}
	m.Offer, m.Save = Offer{}, Save{}
	if !m.Put.edit {
		m.Put, m.Seal = put{}, Seal{}
	}
	m.Saved.Known, m.Saved.List = false, nil // which fit the tab is told anew
	for _, field := range []string{"password", "otp", "door-password", "front-password", "save-password", "check-door-password", "check-door-headers"} {
		effects = append(effects, SetValue{field, ""})
	}
	return effects
}

// storeOrigin is the origin that logins and checks go to: the tab's, or that of
// an address which was typed.
func (m *Model) storeOrigin() string {
	switch {
	case m.Recognition.Origin != "" && m.Place == AtStore:
		return m.Recognition.Origin
	case m.typed:
		return OriginOf(m.pageURL)
	}
	return m.Tab.Origin
}

// StoreOrigin is the origin that the next login or check would go to.
func (m Model) StoreOrigin() string { return m.storeOrigin() }
