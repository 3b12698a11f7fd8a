// Needs nobody knows what: a user names the method of the client.
package main

import (
	"context"
	"os"
	"reflect"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken(os.Getenv("TOKEN"))
	args := []reflect.Value{reflect.ValueOf(context.Background()), reflect.Zero(reflect.TypeFor[*godo.ListOptions]())}
	reflect.ValueOf(client.Droplets).MethodByName(os.Args[1]).Call(args)
}
