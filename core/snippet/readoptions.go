package snippet

import "strings"

// The options of curl (curl --help all), but for those that readcurl.go gives a
// meaning: which change nothing of what Storekey keeps of a request, and which
// are told of because they do. Of the rest it is known that they take a value,
// which would else be read as an address; any other is taken for a switch.
const (
	curlSilent = " --globoff --path-as-is --compressed --silent --show-error --location --location-trusted --insecure --include --verbose --fail" +
		" --no-buffer --http0.9 --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 --http3-only --ipv4 --ipv6 --fail-with-body --fail-early" +
		" --no-progress-meter --progress-bar --tcp-nodelay --tcp-fastopen --disable --basic --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --ssl-no-revoke" +
		" --ssl-revoke-best-effort --remote-name --remote-name-all --remote-header-name --create-dirs --junk-session-cookies --retry-all-errors" +
		" --retry-connrefused --styled-output --trace-time --trace-ids --parallel --post301 --post302 --post303 --suppress-connect-headers --raw --xattr "
	curlSilentLetters = "gskLivfN#46Sq0123OJRjaBZ"
	curlIgnored       = " --output --output-dir --max-time --connect-timeout --write-out --cookie-jar --retry --retry-delay --retry-max-time --max-redirs" +
		" --dump-header --trace --trace-ascii --trace-config --stderr --limit-rate --rate --variable --ciphers --tls13-ciphers --tls-max --curves" +
		" --keepalive-time --keepalive-cnt --happy-eyeballs-timeout-ms --expect100-timeout --dns-servers --dns-interface --dns-ipv4-addr --dns-ipv6-addr" +
		" --alt-svc --hsts --max-filesize --speed-limit --speed-time --parallel-max --etag-save --libcurl --create-file-mode --proto --proto-redir" +
		" --local-port --random-file --egd-file --engine --ip-tos --vlan-priority "
	curlTold = " --proxy --proxy-user --proxy-header --cacert --capath --cert --cert-type --key --key-type --pass --pinnedpubkey --crlfile --resolve --connect-to" +
		" --interface --form --form-string --upload-file --range --config --unix-socket --abstract-unix-socket --aws-sigv4 --doh-url --noproxy --netrc-file" +
		" --expand-header --expand-data --expand-url --time-cond --etag-compare --continue-at --request-target --proto-default --preproxy --proxy1.0" +
		" --socks4 --socks4a --socks5 --socks5-hostname --socks5-gssapi-service --proxy-cacert --proxy-capath --proxy-cert --proxy-cert-type --proxy-ciphers" +
		" --proxy-crlfile --proxy-key --proxy-key-type --proxy-pass --proxy-pinnedpubkey --proxy-service-name --proxy-tls13-ciphers --proxy-tlsauthtype" +
		" --proxy-tlspassword --proxy-tlsuser --tlsauthtype --tlspassword --tlsuser --service-name --sasl-authzid --login-options --delegation" +
		" --haproxy-clientip --ech --ftp-port --quote --telnet-option --ftp-account --ftp-method --krb --mail-auth --mail-from --mail-rcpt --pubkey --hostpubmd5" +
		" --hostpubsha256 --tftp-blksize "
	curlRead = " --header --request --data --data-raw --data-binary --data-ascii --data-urlencode --json --url --url-query --cookie --user-agent --referer" +
		" --oauth2-bearer --user "
)

// shortOptions are curl's letters with a value, and what each is in long.
var shortOptions = []string{
	"H--header", "X--request", "d--data", "b--cookie", "A--user-agent", "e--referer", "u--user", "F--form", "T--upload-file", "x--proxy",
	"o--output", "m--max-time", "w--write-out", "c--cookie-jar", "D--dump-header", "U--proxy-user", "E--cert", "K--config", "r--range",
	"C--continue-at", "P--ftp-port", "Q--quote", "t--telnet-option", "Y--speed-limit", "y--speed-time", "z--time-cond",
}

func longOf(letter byte) string {
	for _, option := range shortOptions {
		if option[0] == letter {
			return option[1:]
		}
	}
	return ""
}

func takesValue(name string) bool {
	return strings.Contains(curlRead+curlIgnored+curlTold, " "+name+" ")
}
