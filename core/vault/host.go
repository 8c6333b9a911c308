package vault

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

const hostsKey = "setting:hosts"

const (
	maxPatterns = 200
	maxPattern  = 253
)

// defaultHosts are the patterns that Storekey brings along, a stage before its
// own: names of RFC 6761 and 6762, of local tools, of Adobe Commerce Cloud, and
// the habits of agencies.
const defaultHosts = `
dev localhost *.localhost 127.* *.test *.local *.ddev.site *.lndo.site dev.* dev-* *-dev.* *.dev.* local.* integration.* integration-*
staging staging.* staging-* *-staging.* *.staging.* stage.* stage-* *-stage.* stg.* mcstaging.* uat.* uat-* preprod.* test.* qa.* *.magentosite.cloud
production mcprod.* www.*`

// DefaultHosts lists the patterns that Storekey brings along.
func DefaultHosts() (list []wire.HostPattern) {
	for line := range strings.Lines(defaultHosts) {
		words := strings.Fields(line)
		for i := 1; i < len(words); i++ {
			list = append(list, wire.HostPattern{Pattern: words[i], Stage: words[0]})
		}
	}
	return list
}

type hostsRecord struct {
	V        int                `json:"v"`
	Patterns []wire.HostPattern `json:"patterns"`
}

// Hosts are the patterns in use.
func (v *Vault) Hosts(ctx context.Context) ([]wire.HostPattern, error) {
	raw, err := v.state.Get(ctx, areaLocal, hostsKey)
	if err != nil {
		return nil, err
	}
	var record hostsRecord
	if raw == nil || json.Unmarshal(raw, &record) != nil || record.V != recordVersion {
		return DefaultHosts(), nil
	}
	return record.Patterns, nil
}

// SetHosts replaces the patterns; nil brings the defaults back.
func (v *Vault) SetHosts(ctx context.Context, list []wire.HostPattern) error {
	if list == nil {
		return v.state.Delete(ctx, areaLocal, hostsKey)
	}
	if len(list) > maxPatterns {
		return &Error{Code: "patterns_full", Params: []string{"most", number(maxPatterns)}}
	}
	kept := make([]wire.HostPattern, 0, len(list))
	for _, p := range list {
		p.Pattern = strings.ToLower(strings.TrimSpace(p.Pattern))
		if !isPattern(p) {
			return &Error{Code: "pattern_refused", Params: []string{"pattern", clip(p.Pattern)}}
		}
		kept = append(kept, p)
	}
	return v.write(ctx, areaLocal, hostsKey, hostsRecord{recordVersion, kept})
}

func isPattern(p wire.HostPattern) bool {
	if p.Pattern == "" || len(p.Pattern) > maxPattern || strings.Trim(p.Pattern, "*.") == "" {
		return false
	}
	if strings.ContainsAny(p.Pattern, "/?#@ \t\n\r\"'<>") {
		return false
	}
	return p.Stage == wire.StageDev || p.Stage == wire.StageStaging || p.Stage == wire.StageProduction
}

func clip(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

// StageOf is the stage of the first pattern that a host, with or without a port,
// fits; "" for none.
func StageOf(host string, patterns []wire.HostPattern) string {
	host = bareHost(host)
	for _, p := range patterns {
		if glob(p.Pattern, host) {
			return p.Stage
		}
	}
	return ""
}

// bareHost is a host in small letters, without port, brackets or a dot at its
// end.
func bareHost(host string) string {
	host = strings.ToLower(host)
	if rest, ok := strings.CutPrefix(host, "["); ok {
		host, _, _ = strings.Cut(rest, "]")
		return host
	}
	if strings.Count(host, ":") == 1 {
		host, _, _ = strings.Cut(host, ":")
	}
	return strings.TrimSuffix(host, ".")
}

// glob matches a whole text against a pattern in which * stands for any text, in
// time that grows with the product of their lengths at worst.
func glob(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, parts[0])
	if !ok {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return strings.HasSuffix(text, parts[len(parts)-1])
}
