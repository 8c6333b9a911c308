package api

import (
	"time"

	"github.com/storekey/storekey/core/token"
)

// splitBlock puts the values of an integration that were pasted at once into the
// fields where they are looked for: to sign with, to compare and to export. What
// has a field of its own already stays.
func (f *savedForm) splitBlock(now time.Time) error {
	block := f.Fields["block"]
	if f.Provider != "integration" || block == nil || *block == "" {
		return nil
	}
	fields := map[string]*string{}
	for name, value := range f.Fields {
		fields[name] = value
	}
	f.Fields = fields
	for _, t := range token.Inspect(*block, now).Tokens {
		if t.Four == nil {
			continue
		}
		none := ""
		fields["block"] = &none
		f.fill("consumerKey", t.Four.ConsumerKey.Reveal())
		f.fill("consumerSecret", t.Four.ConsumerSecret.Reveal())
		f.fill("accessToken", t.Four.AccessToken.Reveal())
		f.fill("accessTokenSecret", t.Four.AccessTokenSecret.Reveal())
		return nil
	}
	return refuse("four_not_found")
}

func (f *savedForm) fill(name, value string) {
	if given := f.Fields[name]; value != "" && (given == nil || *given == "") {
		f.Fields[name] = &value
	}
}
