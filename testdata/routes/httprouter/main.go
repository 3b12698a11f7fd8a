package main

import "oracle"

func main() {
	oracle.Print(oracle.Handler(newRouter()), []oracle.Route{
		{"GET", "/v2/droplets"}, {"DELETE", "/v2/droplets/:id"}, {"PUT", "/v2/droplets/:id"}, {"GET", "/health"},
	})
}
