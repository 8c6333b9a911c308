package snippet

// groups of targets, as a list shows them: each title with its targets, the usual
// ones first. A target that none names is in the last but one.
var groups = []struct {
	title   string
	targets []string
}{
	{"Headers", []string{"header", "headersjson"}},
	{"Shell", []string{"curl", "curlbash", "curlcmd", "powershell", "wget", "httpie", "xh"}},
	{"HTTP clients", []string{"postman", "insomnia", "bruno"}},
	{"Files", []string{"httpfile", "hurl", "har"}},
	{languages, nil},
	{"OAuth signing", []string{"oauthbash", "oauthgo", "oauthnode", "oauthphp", "oauthpython"}},
}

const languages = "Languages"

func groupOf(id string) string {
	for _, g := range groups {
		for _, target := range g.targets {
			if target == id {
				return g.title
			}
		}
	}
	return languages
}

// Grouped lists the targets by group: within one in the order that it names, else
// by ID.
func Grouped() []Target {
	var list []Target
	for _, g := range groups {
		for _, id := range g.targets {
			if t, there := targets[id]; there {
				list = append(list, t)
			}
		}
		if g.targets != nil {
			continue
		}
		for _, t := range All() {
			if t.Group == g.title {
				list = append(list, t)
			}
		}
	}
	return list
}
