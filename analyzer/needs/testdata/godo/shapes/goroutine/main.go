// Needs droplet:delete.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	done := make(chan bool)
	client := godo.NewFromToken("")
	go func() {
		client.Droplets.Delete(context.Background(), 1)
		done <- true
	}()
	<-done
}
