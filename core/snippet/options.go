package snippet

// How a credential is shown.
const (
	// SecretText writes it as it stands in the request.
	SecretText = ""
	// SecretEnv reads it from the environment variable STOREKEY_TOKEN when the
	// snippet runs; a Cookie header from STOREKEY_COOKIE.
	SecretEnv = "env"
	// SecretRedacted shows that there is one and nothing of it.
	SecretRedacted = "redacted"
	// SecretStdin is SecretEnv, and keeps the secret out of the list of
	// processes too: a command reads it from its standard input. For a program
	// in a language, which takes no arguments, the two are one.
	SecretStdin = "stdin"
)

// Options say how a request is written.
type Options struct {
	// Secret is one of the four above.
	Secret string
	// OAuth holds the four values that the self-signing forms sign with. Without
	// it, or where Secret is not SecretText, they read them from the environment.
	OAuth OAuth
	// TLS is what the forms of the shells, but for PowerShell, and of Python’s
	// requests say of certificates.
	TLS TLS
}

// TLS says how to look at the store's certificate.
type TLS struct {
	Insecure bool   // not at all
	CACert   string // by the issuers in this file, "" for the tool's own
}

// OAuth is what an integration signs with (RFC 5849 §1.1), in Magento's words.
type OAuth struct{ ConsumerKey, ConsumerSecret, AccessToken, AccessTokenSecret string }

// The environment variables that snippets read.
const (
	envToken  = "STOREKEY_TOKEN"
	envCookie = "STOREKEY_COOKIE"
)

const redacted = "REDACTED"
