package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
)

func main() {
	req, err := http.NewRequest("GET", "https://staging.shop.test/rest/V1/modules", nil)
	if err != nil {
		log.Fatal(err)
	}
	req.Header.Add("User-Agent", `it's me \ "you"`)
	req.Header.Add("authorization", `OAuth oauth_consumer_key="a", oauth_signature="b%3D"`)
	req.Header.Add("Cookie", "a=b; c=d")
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
