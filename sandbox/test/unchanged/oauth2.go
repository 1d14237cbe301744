// As the documentation of golang.org/x/oauth2 shows it. Nothing of the sandbox is named.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/oauth2"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	config := oauth2.Config{
		ClientID:     os.Args[1],
		ClientSecret: os.Args[2],
		RedirectURL:  os.Args[3],
		Endpoint:     oauth2.Endpoint{TokenURL: "https://login.mailchimp.com/oauth2/token"},
	}
	token, err := config.Exchange(context.Background(), os.Args[4])
	check(err)
	client := config.Client(context.Background(), token)
	var account struct {
		APIEndpoint string `json:"api_endpoint"`
	}
	answer, err := client.Get("https://login.mailchimp.com/oauth2/metadata")
	check(err)
	check(json.NewDecoder(answer.Body).Decode(&account))
	var page struct {
		Lists []struct {
			Name string `json:"name"`
		} `json:"lists"`
	}
	answer, err = client.Get(account.APIEndpoint + "/3.0/lists")
	check(err)
	check(json.NewDecoder(answer.Body).Decode(&page))
	for _, list := range page.Lists {
		fmt.Println(list.Name)
	}
}
