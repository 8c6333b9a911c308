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
		if !f.isJSON() {
			return false
		}
		for _, n := range f.node().lenient() {
			return n.has("headers") && (n.has("title") || n.has("respHeaders") || n.has("version"))
		}
		return false
	},
	Read:  readModHeader,
	Holds: wire.SecretsAll,
})

func readModHeader(f *File, given Given) (Import, error) {
	var in Import
	for i, n := range f.node().objects() {
		item := Item{Place: placeOf(i), Address: filteredAddress(n)}
		item.named(n.text("title"))
		if item.Address == "" {
			item.Address = given.Address
		}
		if item.Address == "" {
			in.Findings = append(in.Findings, wire.NewFinding("import_no_address", "place", placeOf(i)))
			continue
		}
		in.Findings = append(in.Findings, item.takeHeaders(n)...)
		if len(n.list("respHeaders")) > 0 {
			in.Findings = append(in.Findings, wire.NewFinding("modheader_response", "place", placeOf(i)))
		}
		in.Items = append(in.Items, item)
	}
	return in, nil
}

// takeHeaders makes a login of an Authorization header, and a front door of the
// others that are switched on.
func (i *Item) takeHeaders(n node) (findings []wire.Finding) {
	var door strings.Builder
	for _, h := range n.list("headers") {
		name, value := strings.TrimSpace(h.text("name")), strings.TrimSpace(h.text("value"))
		if on := h.at("enabled"); on.Exists() && !h.flag("enabled") || name == "" || value == "" {
			continue
		}
		scheme, rest, _ := strings.Cut(value, " ")
		switch {
		case strings.EqualFold(name, "Authorization") && strings.EqualFold(scheme, "Bearer"):
			i.Logins = append(i.Logins, Login{Token: secret.New(strings.TrimSpace(rest))})
		case strings.EqualFold(name, "Authorization") && strings.EqualFold(scheme, "Basic"):
			i.Door.Username, i.Door.Password = basicOf(rest)
		case doorHeader(name):
			door.WriteString(name + ": " + value + "\n")
		default:
			findings = append(findings, wire.NewFinding("import_unused", "place", i.Place, "name", shownKey(name)))
		}
	}
	i.Door.Headers = secret.New(door.String())
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

// filteredAddress is the host that a profile is limited to, if its pattern names
// one: .*://shop\.example/.* or a plain address.
func filteredAddress(n node) string {
	for _, name := range []string{"urlFilters", "filters"} {
		for _, filter := range n.list(name) {
			if on := filter.at("enabled"); on.Exists() && !filter.flag("enabled") {
				continue
			}
			for _, member := range []string{"urlRegex", "urlPattern", "value"} {
				if address := plainPattern(filter.text(member)); address != "" {
					return address
				}
			}
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
