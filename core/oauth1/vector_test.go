package oauth1

import (
	"strconv"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// RFC 5849 §3.4.1.1 and §3.4.1.3.1.
func TestBaseStringOfRFC5849(t *testing.T) {
	header, err := ParseHeader(`OAuth realm="Example", oauth_consumer_key="9djdj82h48djs9d2", oauth_token="kkk9d7dh3k39sjv7", ` +
		`oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", oauth_nonce="7d8f3e4a", oauth_signature="bYT5CMsGcbgUdFHObYMEfcx6bsw%3D"`)
	if err != nil {
		t.Fatal(err)
	}
	parameters := append(readQuery("c2&a3=2+q", RFC5849), header.Parameters...)
	got, err := BaseString("post", "http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b", parameters, RFC5849, ByEncoding)
	const want = "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26" +
		"oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"
	if err != nil || got != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}

// The requests of RFC 5849 §1.2, and the one of OAuth Core 1.0a, appendix A.5.
func TestSignaturesOfTheRFC(t *testing.T) {
	for _, c := range []struct {
		name, method, url, header, tokenSecret, signature string
	}{
		{"token credentials", "POST", "https://photos.example.net/token",
			`OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="hh5s93j4hdidpola", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", oauth_nonce="walatlh", oauth_verifier="hfdp7dh39dks9884"`,
			"hdhd0244k9j7ao03", "gKgrFCywp7rO0OXSjdot/IHF7IU="},
		{"resource", "GET", "http://photos.example.net/photos?file=vacation.jpg&size=original",
			`OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131202", oauth_nonce="chapoH"`,
			"pfkkdhi9sl3r4s00", "MdpQcU8iPSUjWoN/UDMsK2sui9I="},
		{"OAuth Core", "GET", "http://photos.example.net/photos?file=vacation.jpg&size=original",
			`OAuth realm="http://photos.example.net/", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1191242096", oauth_nonce="kllo9940pd9333jh", oauth_version="1.0"`,
			"pfkkdhi9sl3r4s00", "tR3+Ty81lMeYAr/Fid0kMTYa/WM="},
	} {
		header, err := ParseHeader(c.header)
		if err != nil {
			t.Fatal(err)
		}
		base, err := BaseString(c.method, c.url, header.Parameters, RFC5849, ByEncoding)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := sum(SHA1, "kd94hf93k423kf44&"+c.tokenSecret, base)
		if got != c.signature {
			t.Errorf("%s: %s, want %s", c.name, got, c.signature)
		}
	}
}

// TestSign makes the request of OAuth Core 1.0a, appendix A.5, and one with
// SHA256 whose signature Python's hmac and hashlib gave.
func TestSign(t *testing.T) {
	c := Credentials{ConsumerKey: secret.New("dpf43f3p2l4k3l03"), ConsumerSecret: secret.New("kd94hf93k423kf44"),
		Token: secret.New("nnch734d00sl2jdk"), TokenSecret: secret.New("pfkkdhi9sl3r4s00")}
	r := Request{Method: "GET", URL: "http://photos.example.net/photos?file=vacation.jpg&size=original"}
	for method, want := range map[string]string{
		SHA1: "tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D",
		"":   "WVPzl1j6ZsnkIjWr7e3OZ3jkenL57KwaLFhYsroX1hg%3D",
	} {
		o := Options{Method: method, Now: time.Unix(1191242096, 0), Nonce: "kllo9940pd9333jh"}
		got, err := Sign(r, c, o)
		name := o.filled().Method
		full := `OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_nonce="kllo9940pd9333jh", oauth_signature_method="` + name + `", ` +
			`oauth_timestamp="` + strconv.Itoa(1191242096) + `", oauth_version="1.0", oauth_token="nnch734d00sl2jdk", oauth_signature="` + want + `"`
		if err != nil || got != full {
			t.Errorf("%s:\n got %s, %v\nwant %s", name, got, err, full)
		}
	}
}
