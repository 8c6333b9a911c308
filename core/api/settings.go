package api

const pageSettingsKey = "setting:page"

// pageSettings are what the user set for the page.
type pageSettings struct {
	V int `json:"v"`
	// CopyAtOnce lets the second shortcut copy the header of the best credential
	// as soon as it is known.
	CopyAtOnce bool `json:"copyAtOnce"`
	// Target is the form that requests are copied in, Secret how it shows the
	// credential.
	Target string `json:"target,omitempty"`
	Secret string `json:"secret,omitempty"`
}

func (h *handler) readPageSettings(j *job) (any, error) {
	settings := pageSettings{V: recordVersion}
	_, err := h.records.read(j.ctx, AreaLocal, pageSettingsKey, &settings)
	return settings, err
}

func (h *handler) writePageSettings(j *job) (any, error) {
	var settings pageSettings
	if err := j.read(&settings); err != nil {
		return nil, err
	}
	settings.V = recordVersion
	return settings, h.records.write(j.ctx, AreaLocal, pageSettingsKey, settings)
}
