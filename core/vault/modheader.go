package vault

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "modheader",
		Title:     "ModHeader profile",
		Summary:   "Profiles that ModHeader exported: the token of their Authorization header, and the other headers as a front door.",
		Extension: "json",
	},
	Order: 110,
	Is: func(f *File) bool {
		return f.at("headers").Exists() && (f.at("title").Exists() || f.at("respHeaders").Exists() || f.at("version").Exists())
	},
	Read:  readModHeader,
	Holds: wire.SecretsAll,
})

// modProfile is one profile, as ModHeader exports it. Filters have had other names
// before.
type modProfile struct {
	Title       string      `json:"title"`
	Headers     []modHeader `json:"headers"`
	RespHeaders []modHeader `json:"respHeaders"`
	URLFilters  []modFilter `json:"urlFilters"`
	Filters     []modFilter `json:"filters"`
}

type modHeader struct {
	Enabled *bool  `json:"enabled"`
	Name    string `json:"name"`
	Value   string `json:"value"`
}

type modFilter struct {
	Enabled    *bool  `json:"enabled"`
	URLRegex   string `json:"urlRegex"`
	URLPattern string `json:"urlPattern"`
}

func readModHeader(f *File, given Given) (Import, error) {
	var list []modProfile
	if err := f.into(&list); err != nil {
		return Import{}, err
	}
	var in Import
	for i, p := range list {
		item := Item{Place: placeOf(i), Address: p.address()}
		item.named(p.Title)
		if item.Address == "" {
			item.Address = given.Address
		}
		if item.Address == "" {
			in.Findings = append(in.Findings, noAddress(item.Place))
			continue
		}
		in.Findings = append(in.Findings, item.takeHeaders(p.Headers)...)
		if len(p.RespHeaders) > 0 {
			in.Findings = append(in.Findings, wire.NewFinding("modheader_response", "place", item.Place))
		}
		in.Items = append(in.Items, item)
	}
	return in, nil
}

// takeHeaders makes a login of an Authorization header, and a front door of the
// others that are switched on.
func (i *Item) takeHeaders(list []modHeader) (findings []wire.Finding) {
	door := ""
	for _, h := range list {
		name, value := strings.TrimSpace(h.Name), strings.TrimSpace(h.Value)
		if !on(h.Enabled) || name == "" || value == "" {
			continue
		}
		scheme, rest, _ := strings.Cut(value, " ")
		own := strings.EqualFold(name, "Authorization")
		switch {
		case own && strings.EqualFold(scheme, "Bearer"):
			i.addUser("", "", strings.TrimSpace(rest))
		case own && strings.EqualFold(scheme, "Basic"):
			i.Door.Username, i.Door.Password = basicOf(rest)
		case doorHeader(name):
			door += name + ": " + value + "\n"
		default:
			findings = append(findings, wire.NewFinding("import_unused", "place", i.Place, "name", shownKey(name)))
		}
	}
	i.Door.Headers = secret.New(door)
	return findings
}

// doorHeader reports whether a header can be one of a front door: not what
// belongs to a request itself.
func doorHeader(name string) bool {
	switch strings.ToLower(name) {
	case "authorization", "host", "content-type", "content-length", "transfer-encoding", "connection", "accept":
		return false
	}
	return strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

func basicOf(text string) (string, secret.Text) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	user, password, found := strings.Cut(string(raw), ":")
	if err != nil || !found || !utf8.Valid(raw) {
		return "", secret.Text{}
	}
	return user, secret.New(password)
}

// address is the host that a profile is limited to, if its pattern names one:
// .*://shop\.example/.* or a plain address.
func (p *modProfile) address() string {
	for _, filter := range append(p.URLFilters, p.Filters...) {
		if address := plainPattern(filter.URLRegex + filter.URLPattern); address != "" && on(filter.Enabled) {
			return address
		}
	}
	return ""
}

func plainPattern(pattern string) string {
	text := strings.NewReplacer(`\.`, ".", `\/`, "/", `\-`, "-", "^", "").Replace(pattern)
	scheme, rest, found := strings.Cut(text, "://")
	if !found {
		return ""
	}
	if !strings.HasPrefix(scheme, "http:") && scheme != "http" {
		scheme = "https"
	}
	host, _, _ := strings.Cut(rest, "/")
	host = strings.TrimRight(host, ".*$")
	if host == "" || strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:") != "" || !strings.ContainsAny(host, ".:") {
		return ""
	}
	return scheme + "://" + host
}
