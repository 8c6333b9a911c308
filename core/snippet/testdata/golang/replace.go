package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
)

func main() {
	req, err := http.NewRequest("PUT", "https://shop.test/rest/V1/carts/mine", strings.NewReader("{\"quote\":{\"note\":\"$HOME `id` \\\\ @file\"}}"))
	if err != nil {
		log.Fatal(err)
	}
	req.Header.Add("Authorization", "Bearer abcdefghijklmnopqrstuvwxyz012345")
	req.Header.Add("Content-Type", "application/json")
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
