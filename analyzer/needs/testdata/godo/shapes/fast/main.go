// Command fast asks with a client that does not build on net/http.
package main

import (
	"time"

	"github.com/valyala/fasthttp"
)

const server = "https://api.digitalocean.com/v2"

var client fasthttp.Client

func main() {
	fasthttp.Get(nil, server+"/regions")
	client.GetTimeout(nil, server+"/images", time.Second)
	client.Post(nil, server+"/tags", nil)

	list := fasthttp.AcquireRequest()
	defer fasthttp.ReleaseRequest(list)
	list.SetRequestURI(server + "/droplets")
	fasthttp.Do(list, nil)

	remove := &fasthttp.Request{}
	remove.Header.SetMethod("DELETE")
	remove.SetRequestURI(server + "/domains/example.com")
	client.Do(remove, nil)

	ask("/vpcs", "GET")
	again()
}

// ask lets its caller say the method: nobody knows which are meant.
func ask(path, method string) {
	req := fasthttp.AcquireRequest()
	req.SetRequestURI(server + path)
	prepare(req, method)
	client.Do(req, nil)
}

func prepare(req *fasthttp.Request, method string) { req.Header.SetMethod(method) }

// again sends the same request with two methods.
func again() {
	req := fasthttp.AcquireRequest()
	req.SetRequestURI(server + "/account/keys")
	req.Header.SetMethod("POST")
	client.Do(req, nil)
	req.Header.SetMethod("GET")
	client.Do(req, nil)
}
