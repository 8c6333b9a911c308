package magento

import (
	"context"
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Version asks the store for its version: "2.4" and "Community" as it says
// them. Both are empty where it does not tell (Magento_Version is off, or it
// was installed from git); that is no error.
func Version(ctx context.Context, d Doer, baseURL string) (version, edition string, ev wire.Evidence, err error) {
	url := baseURL + "/magento_version"
	answer, err := Get(ctx, d, url)
	if err != nil {
		return "", "", wire.Evidence{Method: http.MethodGet, URL: url}, err
	}
	f := wire.NewFinding("version_not_told")
	if answer.Status == http.StatusOK {
		version, edition = parseVersion(string(answer.Body))
	}
	if version != "" {
		f = wire.NewFinding("version_told", "version", version)
	}
	return version, edition, answer.Evidence(http.MethodGet, url, f.Message), nil
}

// parseVersion reads "Magento/2.4 (Community)" (Magento_Version Index).
func parseVersion(body string) (version, edition string) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(body), "Magento/")
	if !ok || len(rest) > 64 {
		return "", ""
	}
	version, rest, _ = strings.Cut(rest, " ")
	if !isVersion(version) {
		return "", ""
	}
	edition = strings.Trim(rest, "() ")
	return version, edition
}

// isVersion: digits first, then what version numbers are made of (2.4.7-p3).
func isVersion(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9' && len(s) < 32 &&
		strings.Trim(s, "0123456789.-abcdefghijklmnopqrstuvwxyz") == ""
}
