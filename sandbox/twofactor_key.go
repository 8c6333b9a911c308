package sandbox

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
)

// The security key that admin has registered: P-256, made from words, so that a
// virtual authenticator can be given the same.
var (
	keyID               = sum256("the sandbox's security key")
	keyPKCS8, keyPublic = makeKey(sum256("the sandbox's private key"))
)

func sum256(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

func makeKey(scalar []byte) ([]byte, *ecdsa.PublicKey) {
	key, err := ecdh.P256().NewPrivateKey(scalar)
	if err != nil {
		panic(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		panic(err)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		panic(err)
	}
	return pkcs8, &parsed.(*ecdsa.PrivateKey).PublicKey
}

// postKeyChallenge hands out the key's task (SP U2fKey/WebAuthn.php
// getAuthenticateData): bytes as lists of numbers, all of it as a text in JSON.
func postKeyChallenge(c *call) (any, *refusal) {
	admin, _, no := c.withFactor(factorKey)
	if no != nil {
		return nil, no
	}
	challenge := make([]byte, 16)
	_, _ = rand.Read(challenge)
	c.s.second.challenges[admin.ID] = challenge
	task := object{{"credentialRequestOptions", object{
		{"challenge", bytesList(challenge)},
		{"timeout", 60000},
		{"allowCredentials", []any{object{{"type", "public-key"}, {"id", bytesList(keyID)}}}},
		{"userVerification", "discouraged"},
		{"extensions", object{{"txAuthSimple", "Authenticate with Admin"}}},
		{"rpId", hostOf(c.r)},
	}}}
	return object{{"credential_request_options_json", phpJSON(task)}}, nil
}

func bytesList(data []byte) (list []any) {
	for _, b := range data {
		list = append(list, int(b))
	}
	return list
}

// hostOf is the store's domain: the host without its port.
func hostOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		return r.Host
	}
	return host
}

// assertion is what the store's login page posts.
type assertion struct {
	ID       string `json:"id"`
	Response struct {
		AuthenticatorData string `json:"authenticatorData"`
		ClientData        struct {
			Type      string `json:"type"`
			Challenge string `json:"challenge"`
			Origin    string `json:"origin"`
		} `json:"clientData"`
		ClientDataJSON string `json:"clientDataJSON"`
		Signature      string `json:"signature"`
	} `json:"response"`
}

func postKey(c *call) (any, *refusal) {
	admin, sent, no := c.withFactor(factorKey, "publicKeyCredentialJson")
	if no != nil {
		return nil, no
	}
	challenge := c.s.second.challenges[admin.ID]
	if challenge == nil {
		return nil, refuse(http.StatusBadRequest, "U2f authentication prompt not sent.")
	}
	var a assertion
	if json.Unmarshal([]byte(sent["publicKeyCredentialJson"]), &a) != nil || !a.valid(challenge, hostOf(c.r)) {
		return nil, refuse(http.StatusBadRequest, "Invalid U2F key.")
	}
	delete(c.s.second.challenges, admin.ID)
	return c.s.issue(admin), nil
}

// valid checks what WebAuthn.php assertCredentialDataIsValid does, in its order.
func (a assertion) valid(challenge []byte, domain string) bool {
	origin, err := url.Parse(a.Response.ClientData.Origin)
	data, dataErr := base64.StdEncoding.DecodeString(a.Response.AuthenticatorData)
	signature, signErr := base64.StdEncoding.DecodeString(a.Response.Signature)
	if err != nil || dataErr != nil || signErr != nil || len(data) < 37 {
		return false
	}
	if a.ID != base64.StdEncoding.EncodeToString(keyID) ||
		a.Response.ClientData.Challenge != raw64.EncodeToString(challenge) ||
		a.Response.ClientData.Type != "webauthn.get" || origin.Hostname() != domain {
		return false
	}
	if !bytes.Equal(data[:32], sum256(domain)) || data[32]&1 == 0 {
		return false
	}
	signed := sha256.Sum256(append(data, sum256(a.Response.ClientDataJSON)...))
	return ecdsa.VerifyASN1(keyPublic, signed[:], signature)
}
