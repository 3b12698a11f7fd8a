package main

import "oracle"

func main() {
	oracle.Print(oracle.Handler(newMux()), []oracle.Route{
		{"GET", "/v2/droplets"}, {"POST", "/v2/droplets"}, {"PUT", "/v2/droplets/{id}"}, {"DELETE", "/v2/droplets/{id}"},
		{"GET", "/health"}, {"GET", "/again"}, {"GET", "/both"}, {"GET", "/loop/a"}, {"GET", "/loop/b"},
		{"GET", "/admin/users"}, {"GET", "/admin/users/{id}"},
		{"GET", "/default/a"}, {"GET", "/default/b"},
	})
}
