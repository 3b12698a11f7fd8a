// Needs account:read and nothing else: all of more URLs than are told apart are another server's.
package main

import (
	"context"
	"net/http"
	"net/url"
	"os"

	"github.com/digitalocean/godo"
)

func main() {
	godo.NewFromToken("").Account.Get(context.Background())
	all, _ := url.JoinPath("https://api.example.com", os.Args...)
	get(all)
	for _, name := range os.Args[1:] {
		get("https://api.example.com/" + path(name) + path(os.Args[1]))
	}
}

func get(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}

func path(name string) string {
	switch name {
	case "a":
		return "a/a"
	case "b":
		return "b/b"
	case "c":
		return "c/c"
	case "d":
		return "d/d"
	case "e":
		return "e/e"
	case "f":
		return "f/f"
	case "g":
		return "g/g"
	case "h":
		return "h/h"
	case "i":
		return "i/i"
	case "j":
		return "j/j"
	case "k":
		return "k/k"
	case "l":
		return "l/l"
	case "m":
		return "m/m"
	case "n":
		return "n/n"
	case "o":
		return "o/o"
	case "p":
		return "p/p"
	case "q":
		return "q/q"
	case "r":
		return "r/r"
	case "s":
		return "s/s"
	case "t":
		return "t/t"
	case "u":
		return "u/u"
	case "v":
		return "v/v"
	case "w":
		return "w/w"
	case "x":
		return "x/x"
	case "y":
		return "y/y"
	case "z":
		return "z/z"
	}
	return ""
}
