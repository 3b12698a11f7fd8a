// Needs project:read.
package main

import (
	"net/http"

	"github.com/digitalocean/godo"
)

type server struct{ client *godo.Client }

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.client.Projects.List(r.Context(), nil)
}

func main() { http.ListenAndServe("", &server{godo.NewFromToken("")}) }
