package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
)

var (
	consumerKey       = os.Getenv("STOREKEY_CONSUMER_KEY")
	consumerSecret    = os.Getenv("STOREKEY_CONSUMER_SECRET")
	accessToken       = os.Getenv("STOREKEY_ACCESS_TOKEN")
	accessTokenSecret = os.Getenv("STOREKEY_ACCESS_TOKEN_SECRET")
)

func encode(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

func sign(req *http.Request) {
	oauth := [][2]string{
		{"oauth_consumer_key", consumerKey},
		{"oauth_nonce", rand.Text()},
		{"oauth_signature_method", "HMAC-SHA256"},
		{"oauth_timestamp", strconv.FormatInt(time.Now().Unix(), 10)},
		{"oauth_token", accessToken},
		{"oauth_version", "1.0"},
	}
	var header, parameters []string
	for _, p := range oauth {
		header = append(header, p[0]+"=\""+encode(p[1])+"\"")
	}
	pairs := oauth
	for name, values := range req.URL.Query() {
		for _, value := range values {
			pairs = append(pairs, [2]string{name, value})
		}
	}
	sort.Slice(pairs, func(i, j int) bool { return encode(pairs[i][0]) < encode(pairs[j][0]) })
	for _, p := range pairs {
		parameters = append(parameters, encode(p[0])+"="+encode(p[1]))
	}
	host := strings.TrimSuffix(strings.ToLower(req.URL.Host), map[string]string{"http": ":80", "https": ":443"}[req.URL.Scheme])
	base := req.Method + "&" + encode(req.URL.Scheme+"://"+host+req.URL.EscapedPath()) + "&" + encode(strings.Join(parameters, "&"))
	mac := hmac.New(sha256.New, []byte(encode(consumerSecret)+"&"+encode(accessTokenSecret)))
	mac.Write([]byte(base))
	header = append(header, "oauth_signature=\""+encode(base64.StdEncoding.EncodeToString(mac.Sum(nil)))+"\"")
	req.Header.Set("Authorization", "OAuth "+strings.Join(header, ", "))
}

func main() {
	req, err := http.NewRequest("PUT", "https://shop.test/rest/V1/carts/mine", strings.NewReader("{\"quote\":{\"note\":\"$HOME `id` \\\\ @file\"}}"))
	if err != nil {
		log.Fatal(err)
	}
	req.Header.Add("Content-Type", "application/json")
	sign(req)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(resp.Status)
	fmt.Printf("%s\n", answer)
}
