package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"oracle"
)

func main() {
	for _, s := range []struct {
		handler http.Handler
		routes  []oracle.Route
	}{
		{chi1(), []oracle.Route{{Method: "GET", Path: "/chi1/droplets"}, {Method: "DELETE", Path: "/chi1/droplets/{id}"}, {Method: "GET", Path: "/chi1/other"}}},
		{chi2(), []oracle.Route{{Method: "GET", Path: "/chi2/droplets"}, {Method: "DELETE", Path: "/chi2/droplets/{id}"}}},
		{chi3(), []oracle.Route{{Method: "GET", Path: "/chi3/droplets"}, {Method: "GET", Path: "/chi3/keys/"}}},
		{chi4(), []oracle.Route{{Method: "GET", Path: "/chi4/droplets"}}},
		{chi5(), []oracle.Route{{Method: "GET", Path: "/chi5/droplets"}}},
		{chi6(), []oracle.Route{{Method: "GET", Path: "/chi6/droplets"}}},
		{chi8(), []oracle.Route{{Method: "GET", Path: "/chi8/droplets"}, {Method: "DELETE", Path: "/chi8/droplets/{id}"}, {Method: "GET", Path: "/chi8/keys"}}},
		{std1(), []oracle.Route{{Method: "GET", Path: "/std1/droplets"}, {Method: "DELETE", Path: "/std1/droplets/{id}"}, {Method: "GET", Path: "/std1/other"}}},
		{std2(), []oracle.Route{{Method: "GET", Path: "/std2/droplets"}}},
		{std3(), []oracle.Route{{Method: "GET", Path: "/std3/droplets"}}},
		{std4(), []oracle.Route{{Method: "GET", Path: "/std4/droplets"}}},
		{std6(), []oracle.Route{{Method: "GET", Path: "/std6/droplets"}, {Method: "DELETE", Path: "/std6/droplets/{id}"}}},
		{gor1(), []oracle.Route{{Method: "GET", Path: "/gor1/droplets"}, {Method: "DELETE", Path: "/gor1/droplets/{id}"}, {Method: "GET", Path: "/gor1/open"}}},
		{gor2(), []oracle.Route{{Method: "GET", Path: "/gor2/droplets"}, {Method: "DELETE", Path: "/gor2/droplets/{id}"}}},
		{gin1(), []oracle.Route{{Method: "GET", Path: "/gin1/droplets"}, {Method: "DELETE", Path: "/gin1/droplets/{id}"}, {Method: "GET", Path: "/gin1/other"}}},
		{echo1(), []oracle.Route{{Method: "GET", Path: "/echo1/droplets"}, {Method: "DELETE", Path: "/echo1/droplets/{id}"}, {Method: "GET", Path: "/echo1/other"}}},
		{echo2(), []oracle.Route{{Method: "GET", Path: "/echo2/droplets"}}},
		{rows1(), []oracle.Route{{Method: "GET", Path: "/rows1/droplets"}, {Method: "DELETE", Path: "/rows1/droplets/{id}"}, {Method: "GET", Path: "/rows1/open"}}},
		{maps1(), []oracle.Route{{Method: "GET", Path: "/maps1/droplets"}, {Method: "GET", Path: "/maps1/open"}}},
	} {
		oracle.Print(oracle.Handler(s.handler), s.routes)
	}
	w := httptest.NewRecorder()
	if chi7().ServeHTTP(w, httptest.NewRequest("GET", "/chi7/droplets/", nil)); w.Code == http.StatusOK {
		fmt.Println("GET /chi7/droplets") // is open, though only with the slash
	}
}
