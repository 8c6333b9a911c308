package magento

import (
	"net/netip"
	"strings"
)

// localNames end the names of hosts that are on this machine or this network
// by convention: RFC 6761 (.localhost, .test), RFC 6762 (.local), DDEV, Lando.
var localNames = []string{".localhost", ".test", ".local", ".ddev.site", ".lndo.site"}

// IsLocal reports whether host (with or without a port) is on this machine or
// in a private network, where plain http carries nobody's password far.
func IsLocal(host string) bool {
	name := strings.TrimSuffix(strings.ToLower(hostname(host)), ".")
	if addr, err := netip.ParseAddr(name); err == nil {
		addr = addr.Unmap()
		return addr.IsLoopback() || addr.Is4() && addr.IsPrivate()
	}
	if name == "localhost" || name == "host.docker.internal" {
		return true
	}
	for _, suffix := range localNames {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

// IsInner reports whether host is one that a page's word must not lead to:
// local, or an address that means nothing on the public network (link-local with
// the cloud's metadata service, unique local, unspecified, carrier-grade NAT).
func IsInner(host string) bool {
	if IsLocal(host) {
		return true
	}
	name := strings.TrimSuffix(strings.ToLower(hostname(host)), ".")
	addr, err := netip.ParseAddr(name)
	if err != nil {
		return isInnerName(name)
	}
	addr = addr.Unmap()
	return addr.IsLinkLocalUnicast() || addr.IsPrivate() || addr.IsUnspecified() || addr.IsMulticast() ||
		carrierNAT.Contains(addr)
}

// innerNames end the names that private networks give: ICANN keeps .internal for
// them (the metadata service of Google's cloud is in it), RFC 8375 .home.arpa.
var innerNames = []string{".internal", ".home.arpa", ".intranet", ".corp", ".lan"}

// isInnerName: a number in another notation is an address, too; a public name
// has a dot.
func isInnerName(name string) bool {
	for _, suffix := range innerNames {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return !strings.Contains(name, ".") || name[len(name)-1] >= '0' && name[len(name)-1] <= '9'
}

var carrierNAT = netip.MustParsePrefix("100.64.0.0/10")

// hostname drops the port and the brackets of an IPv6 literal.
func hostname(host string) string {
	if rest, ok := strings.CutPrefix(host, "["); ok {
		name, _, _ := strings.Cut(rest, "]")
		return name
	}
	if strings.Count(host, ":") == 1 {
		host, _, _ = strings.Cut(host, ":")
	}
	return host
}
