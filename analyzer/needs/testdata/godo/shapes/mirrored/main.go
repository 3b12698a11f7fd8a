// Needs what methods ask for that are found by reflection: all of one value, of another those
// with one name, be it of a field.
package main

import (
	"context"
	"os"
	"reflect"

	"github.com/digitalocean/godo"

	"example.com/framework/byname"
	"example.com/framework/host"
)

var (
	ctx    = context.Background()
	client = godo.NewFromToken(os.Getenv("TOKEN"))
)

type activities struct{}

func (activities) List()   { client.Domains.List(ctx, nil) }
func (activities) Remove() { client.Domains.Delete(ctx, "x") }
func (activities) hidden() { client.Droplets.Delete(ctx, 1) }

type command struct{}

func (*command) Execute() { client.Images.ListUser(ctx, nil) }
func (*command) Undo()    { client.Images.Delete(ctx, 1) }

type own struct{}

func (own) Get()    { client.Account.Get(ctx) }
func (own) Forget() { client.Keys.DeleteByID(ctx, 1) }

func main() {
	host.Register(activities{})[os.Args[1]]()
	var commands struct {
		Name  string
		Image command
	}
	byname.Execute(&commands)
	reflect.ValueOf(own{}).MethodByName("Get").Call(nil)
}
