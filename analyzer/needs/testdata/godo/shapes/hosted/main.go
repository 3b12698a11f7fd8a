// Needs what the methods ask for that a library finds in what it is handed, and nothing of
// what their neighbours, which it never calls, would ask for.
package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"

	"example.com/framework/host"
)

var (
	ctx    = context.Background()
	client = godo.NewFromToken(os.Getenv("TOKEN"))
)

type asserted struct{ id int }

func (asserted) Run()     { client.Account.Get(ctx) }
func (a asserted) Other() { client.Droplets.Delete(ctx, a.id) }

type switched struct{}

func (*switched) Plan() error { _, _, err := client.Domains.List(ctx, nil); return err }
func (*switched) Apply()      { client.Domains.Delete(ctx, "x") }

type handler struct{}

func (handler) Handle()   { client.Keys.List(ctx, nil) }
func (handler) Unhandle() { client.Keys.DeleteByID(ctx, 1) }

type hook struct{}

func (hook) Hook() { client.Images.ListUser(ctx, nil) }

type first struct{}

func (first) First() { client.Snapshots.List(ctx, nil) }

type starter struct{}

func (starter) Start() {}
func (starter) Stop()  { client.Projects.List(ctx, nil) }
func (starter) Kill()  { client.Projects.Delete(ctx, "x") }

type one struct{}

func (one) Each() { client.CDNs.List(ctx, nil) }

type of struct{}

func (of) Of() { client.Certificates.List(ctx, nil) }

type boxed struct{}

func (boxed) Opened() { client.VPCs.List(ctx, nil) }

type deep struct{}

func (deep) Inner() { client.Firewalls.List(ctx, nil) }

type made struct{}

func (made) Made() { client.LoadBalancers.List(ctx, nil) }

type byDefault struct{}

func (byDefault) ByDefault() { client.ReservedIPs.List(ctx, nil) }

type sent struct{}

func (sent) Sent() { client.Databases.List(ctx, nil) }

// through is a function of the program's own between.
func through(x any) { host.Assert(x) }

type passed struct{}

func (passed) Run() { client.Kubernetes.List(ctx, nil) }

func main() {
	host.Assert(asserted{})
	host.Switch(&switched{})
	host.Serve(host.Options{Handler: handler{}})
	host.Hooked(host.Options{Hooks: map[string]any{"x": hook{}}})
	o := &host.Options{}
	o.List = append(o.List, first{})
	host.Listed(o)
	host.Start(starter{})
	host.Each(one{}, one{})
	host.Of(of{})
	var box host.Box[boxed]
	box.Add(boxed{})
	box.Open()
	host.Deep(deep{})
	host.Make(func() any { return made{} })
	host.Default = byDefault{}
	host.RunDefault()
	c := make(chan any, 1)
	c <- sent{}
	host.Sent(c)
	through(passed{})
}
