package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// certified answers on loopback with a certificate; with an issuer that is not
// its own where one is given.
func certified(t *testing.T, names []net.IP, until time.Time, issuer *x509.Certificate, issuerKey *ecdsa.PrivateKey) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "shop"}, IPAddresses: names,
		DNSNames: []string{"shop.test"}, NotBefore: until.AddDate(-1, 0, 0), NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature}
	if issuer == nil {
		issuer, issuerKey = leaf, key
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, issuer, &key.PublicKey, issuerKey)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL
}

func TestCertificatesAreToldApart(t *testing.T) {
	loopback := []net.IP{net.IPv4(127, 0, 0, 1)}
	later, earlier := time.Now().AddDate(0, 0, 30), time.Now().AddDate(0, 0, -30)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	issuer := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "An issuer of one's own"},
		NotAfter: later, IsCA: true, BasicConstraintsValid: true}
	for code, url := range map[string]string{
		"certificate_self_signed": certified(t, loopback, later, nil, nil),
		"certificate_over":        certified(t, loopback, earlier, nil, nil),
		"certificate_name":        certified(t, []net.IP{net.IPv4(127, 0, 0, 2)}, later, nil, nil),
		"certificate":             certified(t, loopback, later, issuer, key),
	} {
		handler := api.New(api.Config{Exits: newExits(&network{}, nil), State: &api.Memory{}})
		var report wire.Check
		in := map[string]any{"store": map[string]string{"baseUrl": url, "restUrl": url + "/rest"}, "credential": map[string]string{"token": "abcdefghijklmnopqrstuvwxyz012345"}}
		if err := api.Call(t.Context(), handler, http.MethodPost, "/v1/check", in, &report); err != nil {
			t.Fatal(err)
		}
		if report.Verdict != wire.VerdictUnknown || report.Reason != code || !unreached[code] {
			t.Errorf("%s: %s", code, report.Reason)
		}
	}
}
