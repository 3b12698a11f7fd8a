package main

import (
	"net/http"

	"linked/server"
	"linked/tags"
)

func main() {
	s := server.New()
	tags.Register(s.Group("tag"))
	m := &tags.Module{To: s}
	m.Routes()
	tags.Via(s.Handle)
	http.ListenAndServe("localhost:8080", s.Root())
}
