// Needs what it asks for, of pairs of a method and a path that belong together.
package main

import (
	"net/http"
	"os"
)

const api = "https://api.digitalocean.com/v2"

type kind int

const (
	volumes kind = iota
	domains
	unused
)

var byKind = map[kind]string{volumes: "/volumes", domains: "/domains", unused: "/droplets"}

type endpoint struct{ method, path string }

var endpoints = map[string]endpoint{
	"list":   {"GET", "/vpcs"},
	"remove": {"DELETE", "/tags/" + os.Args[1]},
	"never":  {"DELETE", "/droplets"},
}

var table = []struct {
	name string
	endpoint
}{
	{"images", endpoint{"GET", "/images"}},
	{"key", endpoint{"DELETE", "/account/keys/1"}},
}

var (
	listCDN  = endpoint{"GET", "/cdn/endpoints"}
	clearCDN = &endpoint{method: "DELETE", path: "/cdn/endpoints/1/cache"}
)

func branch(all bool) {
	method, path := "GET", "/account"
	if all {
		method, path = "DELETE", "/registry"
	}
	do(method, path)
}

func chosen(name string) (method, path string) {
	switch name {
	case "project":
		return "GET", "/projects"
	case "firewall":
		return "DELETE", "/firewalls/1"
	}
	return "GET", "/regions"
}

func ask(k kind, id string) { do("GET", byKind[k]+id) }

func call(e endpoint) { do(e.method, e.path) }

func main() {
	branch(len(os.Args) > 2)
	do(chosen(os.Args[1]))
	ask(volumes, "")
	ask(domains, "/example.com")
	call(endpoints["list"])
	e := endpoints["remove"]
	do(e.method, e.path)
	for _, row := range table {
		do(row.method, row.path)
	}
	call(listCDN)
	call(*clearCDN)
	for path, method := range map[string]string{"/snapshots": "GET", "/images/7": "PUT"} {
		do(method, path)
	}
}

func do(method, path string) {
	req, _ := http.NewRequest(method, api+path, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
