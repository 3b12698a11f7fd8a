package main

import "oracle"

func main() {
	var list []oracle.Route
	for _, path := range []string{
		"/base", "/both", "/base/again", "/extended", "/open", "/wrapped", "/field",
		"/negroni", "/negroni/open", "/negroni/late", "/negroni/with", "/inner/x",
	} {
		list = append(list, oracle.Route{Method: "GET", Path: path})
	}
	list = append(list, oracle.Route{Method: "DELETE", Path: "/field"})
	oracle.Print(oracle.Handler(newHandler()), list)
}
