package main

// storesAddLogin adds a login to a saved store.
func (a *app) storesAddLogin(c *addCommand, name string) error {
	if c.store+c.client+c.stage+c.code+c.notes+c.trust.caCert != "" || c.trust.insecure {
		return usagef("--login changes nothing else of the store: leave out the flags of the store itself")
	}
	entry, err := a.oneSaved(name)
	if err != nil {
		return err
	}
	fields, err := c.fields(a)
	switch {
	case err != nil:
		return err
	case len(fields) == 0:
		return usagef("the login is missing: --username, or --provider and its fields")
	}
	saved, err := c.save(a, "/v1/stores/"+entry.ID+"/credentials", map[string]any{"provider": c.provider, "fields": fields})
	if err != nil {
		return err
	}
	if a.json {
		a.printJSON(saved)
		return nil
	}
	a.tell("note", "Saved the login with "+shownName(entry)+".")
	return nil
}
