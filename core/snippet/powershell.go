package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/shell"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "powershell",
		Title:     "PowerShell",
		Summary:   "An Invoke-RestMethod for Windows PowerShell 5.1 and PowerShell 7.",
		Extension: "ps1",
	},
	limits:    normal | noDots | merged | noEmpty | asciiHeaders | typed | noGetBody | letters | capitals,
	kept:      "[]",
	forbidden: " connection date expect host if-modified-since keep-alive range referer ",
	write:     writePowerShell,
})

// writePowerShell sends the body as bytes: 5.1 would encode a text as Latin-1.
func writePowerShell(c *call) (string, error) {
	if !strings.Contains(" GET POST PUT PATCH DELETE HEAD OPTIONS ", " "+c.method+" ") {
		return "", ErrMethodHere
	}
	kind, hasKind := c.take("Content-Type")
	agent, hasAgent := c.take("User-Agent")
	var p page
	if len(c.headers) > 0 {
		p.put("$headers = @{\n")
		for _, h := range c.headers {
			p.put("  ", shell.QuotePowerShell(h.Name), " = ", powershellValue(h), "\n")
		}
		p.put("}\n")
	}
	if c.body != nil {
		p.put("$body = [Text.Encoding]::UTF8.GetBytes(", shell.QuotePowerShell(*c.body), ")\n")
	}
	p.put("Invoke-RestMethod -Method ", c.method, " -Uri ", shell.QuotePowerShell(c.url))
	if len(c.headers) > 0 {
		p.put(" -Headers $headers")
	}
	if hasAgent {
		p.put(" -UserAgent ", shell.QuotePowerShell(agent.Value))
	}
	if hasKind {
		p.put(" -ContentType ", shell.QuotePowerShell(kind.Value))
	}
	if c.body != nil {
		p.put(" -Body $body")
	}
	return p.text()
}

func powershellValue(h header) string {
	switch {
	case h.env == "":
		return shell.QuotePowerShell(h.Value)
	case h.Value == "":
		return "$env:" + h.env
	}
	return shell.QuotePowerShell(h.Value) + " + $env:" + h.env
}
