package main

import "oracle"

func main() {
	oracle.Print(oracle.Handler(newRouter()), []oracle.Route{
		{"GET", "/health"}, {"GET", "/v2/tags"}, {"GET", "/v2/account"}, {"GET", "/v2/droplets"},
		{"PUT", "/v2/droplets/:id"}, {"DELETE", "/v2/droplets/:id"}, {"GET", "/compat"},
	})
}
