package sandbox_test

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

const factorRoute = "/rest/V1/tfa/provider/"

// withFactors is a store where admin has these second factors.
func withFactors(t *testing.T, duoPasscode bool, factors ...string) *sandbox.Store {
	t.Helper()
	store, _ := newStore(sandbox.Options{TwoFactor: true})
	mode := store.Mode()
	mode.Factors, mode.DuoPasscode = factors, duoPasscode
	store.SetMode(mode)
	return store
}

// answer posts admin's name and password and more to the route of a second factor.
func answerFactor(t *testing.T, store *sandbox.Store, path string, more ...string) answer {
	t.Helper()
	in := map[string]string{"username": "admin", "password": "Admin123!seed"}
	for i := 0; i+1 < len(more); i += 2 {
		in[more[i]] = more[i+1]
	}
	body, _ := json.Marshal(in)
	return ask(t, store, "POST", factorRoute+path, string(body), asJSON, wantsJSON)
}

func second(t *testing.T, store *sandbox.Store) sandbox.Second {
	return decode[sandbox.Second](t, ask(t, store, "GET", "/_sandbox/second", "").body)
}

func TestFactorsAreNamed(t *testing.T) {
	store := withFactors(t, false, "authy", "u2fkey")
	expect(t, ask(t, store, "POST", adminRoute, right, asJSON, wantsJSON), 400, `"active_providers":["authy","u2fkey"]`)
	expect(t, answerFactor(t, store, "google/authenticate", "otp", "123456"), 400, "Provider is not allowed.")
}

func TestAuthy(t *testing.T) {
	store := withFactors(t, false, "authy")
	code := second(t, store).Authy
	expect(t, answerFactor(t, store, "authy/send-token/sms"), 200, "[]")
	expect(t, answerFactor(t, store, "authy/send-token/pigeon"), 400, "Unsupported via method")
	expect(t, answerFactor(t, store, "authy/authenticate", "otp", "1"), 400, "Token is invalid")
	expect(t, answerFactor(t, store, "authy/authenticate", "otp", "1 2"), 400, "Invalid code format")
	expect(t, answerFactor(t, store, "authy/authenticate", "otp", code, "password", "x"), 401, refusedText)
	expect(t, answerFactor(t, store, "authy/authenticate", "otp", code), 200, `"eyJ`)
	if sent := second(t, store).Sent; strings.Join(sent, " ") != "sms" {
		t.Errorf("sent %v", sent)
	}
}

func TestOneTouch(t *testing.T) {
	store := withFactors(t, false, "authy")
	expect(t, answerFactor(t, store, "authy/authenticate-onetouch"), 400, "No approval requests for this user")
	expect(t, answerFactor(t, store, "authy/send-token/onetouch"), 200, "[]")
	expect(t, answerFactor(t, store, "authy/authenticate-onetouch"), 400, "Onetouch prompt was denied or timed out.")
	ask(t, store, "PUT", "/_sandbox/second", `{"oneTouch":"approved"}`)
	expect(t, answerFactor(t, store, "authy/authenticate-onetouch"), 200, `"eyJ`)
}

func TestDuoGenerations(t *testing.T) {
	old := withFactors(t, false, "duo_security")
	expect(t, answerFactor(t, old, "duo_security/authenticate", "passcode", "3141592"), 400, "signatureResponse")
	expect(t, answerFactor(t, old, "duo_security/authenticate", "signatureResponse", "AUTH|x:APP|y"), 400, "Invalid response")
	expect(t, answerFactor(t, old, "duo_security/get-authentication-data"), 200, `"api_hostname":`)
	store := withFactors(t, true, "duo_security")
	expect(t, answerFactor(t, store, "duo_security/get-authentication-data"), 404, "does not match any route")
	expect(t, answerFactor(t, store, "duo_security/authenticate", "passcode", "1"), 400, "Invalid response")
	expect(t, answerFactor(t, store, "duo_security/authenticate", "passcode", second(t, store).Duo), 200, `"eyJ`)
}

// touch is what a key makes of a task on a page.
func touch(t *testing.T, store *sandbox.Store, task, page string) map[string]any {
	t.Helper()
	key := second(t, store).Key
	der, _ := base64.StdEncoding.DecodeString(key.PrivateKey)
	private, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		t.Fatal(err)
	}
	options := decode[struct {
		Options struct {
			Challenge []int
			RPID      string `json:"rpId"`
		} `json:"credentialRequestOptions"`
	}](t, task).Options
	challenge := make([]byte, len(options.Challenge))
	for i, b := range options.Challenge {
		challenge[i] = byte(b)
	}
	client := map[string]any{"type": "webauthn.get", "challenge": base64.RawURLEncoding.EncodeToString(challenge), "origin": page}
	clientJSON, _ := json.Marshal(client)
	domain, clientSum := sha256.Sum256([]byte(options.RPID)), sha256.Sum256(clientJSON)
	data := append(domain[:], 1, 0, 0, 0, 7)
	signed := sha256.Sum256(append(append([]byte{}, data...), clientSum[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, private.(*ecdsa.PrivateKey), signed[:])
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{"type": "public-key", "id": key.CredentialID, "response": map[string]any{
		"authenticatorData": base64.StdEncoding.EncodeToString(data), "clientData": client,
		"clientDataJSON": string(clientJSON), "signature": base64.StdEncoding.EncodeToString(signature),
	}}
}

func TestSecurityKey(t *testing.T) {
	store := withFactors(t, false, "u2fkey")
	verify := func(assertion any) answer {
		text, _ := json.Marshal(assertion)
		return answerFactor(t, store, "u2fkey/verify", "publicKeyCredentialJson", string(text))
	}
	challenge := func() string {
		a := answerFactor(t, store, "u2fkey/authentication-challenge")
		expect(t, a, 200, `"credential_request_options_json":"{`)
		return decode[map[string]string](t, a.body)["credential_request_options_json"]
	}
	expect(t, verify(map[string]string{}), 400, "U2f authentication prompt not sent.")
	first := touch(t, store, challenge(), "http://localhost:8089/admin")
	task := challenge()
	expect(t, verify(first), 400, "Invalid U2F key.") // of an earlier task
	expect(t, verify(touch(t, store, task, "http://evil.test")), 400, "Invalid U2F key.")
	spoilt := touch(t, store, task, "http://localhost:8089")
	spoilt["response"].(map[string]any)["clientDataJSON"] = "{}"
	expect(t, verify(spoilt), 400, "Invalid U2F key.")
	expect(t, verify("no key"), 400, "Invalid U2F key.")
	good := touch(t, store, task, "http://localhost:8089")
	expect(t, verify(good), 200, `"eyJ`)
	expect(t, verify(good), 400, "U2f authentication prompt not sent.")
}
