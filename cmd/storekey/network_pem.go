package main

import (
	"crypto/x509"
	"encoding/pem"
)

// certificates reads those of a PEM text (RFC 7468) and leaves out all else that
// stands in it.
func certificates(text []byte) (list []*x509.Certificate) {
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			return list
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil {
			list = append(list, c)
		}
	}
}
