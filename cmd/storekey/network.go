package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/storekey/storekey/core/wire"
)

// network says how a run reaches what it asks: by which certificates, under
// which addresses and through which proxy.
type network struct {
	env func(string) string
	// lax are the host names whose certificate is not looked at.
	lax map[string]bool
	// strict are those where this run settled that it is, whatever is saved with
	// another store of the same host.
	strict map[string]bool
	// saved is how the certificate of a saved store's host is looked at: one run may
	// ask several.
	saved func(host string) wire.StoreTLS
	// issuers are trusted beside those of the system.
	issuers []*x509.Certificate
	// places has the address to go to for a host and port.
	places map[string]string
	// failed has in words why a host and port was not reached.
	failed sync.Map
}

// note keeps why an address was not reached. A proxy's address may hold a password.
func (n *network) note(to *url.URL, err error) string {
	var about *url.Error
	if errors.As(err, &about) {
		err = about.Err
	}
	why := err.Error()
	if strings.Contains(why, "proxy address") {
		why = "the address of the proxy cannot be read"
	}
	n.failed.Store(hostPort(to), why)
	return why
}

// why tells why an address was not reached, "" where it was.
func (n *network) why(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	why, _ := n.failed.Load(hostPort(u))
	text, _ := why.(string)
	return text
}

// loosen accepts any certificate of a host, and of that host alone: what else is
// asked in the same run (a token service, an address that the store names) keeps
// its own.
func (n *network) loosen(host string) {
	if n.lax == nil {
		n.lax = map[string]bool{}
	}
	n.lax[strings.ToLower(host)] = true
}

// tighten has the certificates of hosts looked at.
func (n *network) tighten(hosts []string) {
	if n.strict == nil {
		n.strict = map[string]bool{}
	}
	for _, host := range hosts {
		n.strict[host] = true
	}
}

// trust reads the issuers in a PEM file.
func (n *network) trust(file string) error {
	text, err := readFile(file)
	if err != nil {
		return err
	}
	issuers := certificates([]byte(text))
	if len(issuers) == 0 {
		return usagef("%s holds no certificate: --cacert wants a PEM file", file)
	}
	n.issuers = append(n.issuers, issuers...)
	return nil
}

// place takes HOST:PORT:ADDR, as curl's --resolve does.
func (n *network) place(text string) error {
	host, rest, ok := cutHost(text)
	port, address, more := strings.Cut(rest, ":")
	ip := net.ParseIP(strings.Trim(address, "[]"))
	if _, err := net.LookupPort("tcp", port); !ok || !more || host == "" || port == "" || err != nil || ip == nil {
		return usagef("--resolve wants HOST:PORT:ADDR, as in shop.test:443:127.0.0.1")
	}
	if n.places == nil {
		n.places = map[string]string{}
	}
	n.places[net.JoinHostPort(strings.ToLower(host), port)] = net.JoinHostPort(ip.String(), port)
	return nil
}

// cutHost takes the host off, which may be an IPv6 address in brackets.
func cutHost(text string) (host, rest string, ok bool) {
	if inner, after, found := strings.Cut(strings.TrimPrefix(text, "["), "]:"); found && strings.HasPrefix(text, "[") {
		return inner, after, true
	}
	return strings.Cut(text, ":")
}

// transport is the way to one address. A connection serves one request: nothing
// is gained by keeping it.
func (n *network) transport(to *url.URL) *http.Transport {
	host := strings.ToLower(to.Hostname())
	lax, issuers := n.lax[host], n.issuers
	if n.saved != nil && to.Scheme == "https" {
		tls := n.saved(host)
		text, _ := os.ReadFile(tls.CACert)
		lax, issuers = lax || tls.Insecure, append(certificates(text), issuers...)
	}
	return &http.Transport{
		Proxy:             n.proxy,
		DialContext:       n.dial,
		TLSClientConfig:   &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: lax, RootCAs: n.roots(issuers)},
		TLSNextProto:      map[string]func(string, *tls.Conn) http.RoundTripper{},
		DisableKeepAlives: true,
	}
}

// proxy is what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, but for what is on this
// machine (RFC 6761 §6.3 for .localhost), and for hosts whose address was given.
func (n *network) proxy(req *http.Request) (*url.URL, error) {
	host := strings.ToLower(req.URL.Hostname())
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || net.ParseIP(host).IsLoopback() || n.places[hostPort(req.URL)] != "" {
		return nil, nil
	}
	return http.ProxyFromEnvironment(req)
}

func hostPort(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "https":
		port = "443"
	default:
		port = "80"
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

func (n *network) dial(ctx context.Context, kind, address string) (net.Conn, error) {
	if place := n.places[strings.ToLower(address)]; place != "" {
		address = place
	}
	return new(net.Dialer).DialContext(ctx, kind, address)
}

// roots are the issuers to trust, nil for the system's.
func (n *network) roots(issuers []*x509.Certificate) *x509.CertPool {
	more := append(n.fromEnvironment(), issuers...)
	if len(more) == 0 {
		return nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	for _, issuer := range more {
		pool.AddCert(issuer)
	}
	return pool
}

// fromEnvironment reads SSL_CERT_FILE and SSL_CERT_DIR where Go itself does not:
// it asks the system alone on macOS and Windows.
func (n *network) fromEnvironment() []*x509.Certificate {
	if runtime.GOOS != "darwin" && runtime.GOOS != "windows" || n.env == nil {
		return nil
	}
	var files []string
	if file := n.env("SSL_CERT_FILE"); file != "" {
		files = append(files, file)
	}
	for _, folder := range filepath.SplitList(n.env("SSL_CERT_DIR")) {
		entries, _ := os.ReadDir(folder)
		for _, entry := range entries {
			files = append(files, filepath.Join(folder, entry.Name()))
		}
	}
	var all []*x509.Certificate
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil {
			all = append(all, certificates(text)...)
		}
	}
	return all
}
