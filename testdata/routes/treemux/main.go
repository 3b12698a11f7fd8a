package main

import "oracle"

func main() {
	oracle.Print(oracle.Handler(newRouter()), []oracle.Route{
		{Method: "GET", Path: "/early"}, {Method: "GET", Path: "/before/x"}, {Method: "GET", Path: "/late"},
		{Method: "GET", Path: "/v2/droplets/:id"}, {Method: "DELETE", Path: "/v2/droplets/:id"},
		{Method: "POST", Path: "/v2/droplets"}, {Method: "PUT", Path: "/v2/droplets/:id"}, {Method: "GET", Path: "/v2/deep/files/*rest"},
	})
}
