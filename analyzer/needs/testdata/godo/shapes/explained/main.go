// Needs no scope: it names the server to people only.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
)

type command struct{ Use, Short, Example string }

var commands = []command{{
	Use: "list", Short: "List what https://api.digitalocean.com/v2/droplets has",
	Example: "curl https://api.digitalocean.com/v2/droplets",
}}

const api = "https://api.digitalocean.com"

func main() {
	name := flag.String("name", "", "a name that https://api.digitalocean.com knows")
	flag.Parse()
	fmt.Println("see", api+"/v2")
	log.Printf("%s is said at %s", *name, api)
	fmt.Fprintln(os.Stderr, api)
	if strings.HasPrefix(*name, api) || *name == api+"/v2" {
		fmt.Println(errors.New("no name: " + api))
	}
	for _, c := range commands {
		fmt.Println(c.Use, c.Short, c.Example)
	}
}
