package main

import "oracle"

func main() {
	oracle.Print(oracle.Handler(newMux()), []oracle.Route{{"GET", "/v2/droplets/{id}"}, {"POST", "/v2/droplets"}, {"GET", "/v2/tags/{id}"}, {"POST", "/v2/tags/purge"}})
}
