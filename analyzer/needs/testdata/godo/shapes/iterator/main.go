// Needs cdn:read, uptime:read and certificate:read.
package main

import (
	"context"
	"iter"
	"slices"

	"github.com/digitalocean/godo"
)

var client = godo.NewFromToken("")

func pages() iter.Seq[int] {
	return func(yield func(int) bool) {
		client.CDNs.List(context.Background(), nil)
		yield(1)
	}
}

func main() {
	for range pages() {
		client.UptimeChecks.List(context.Background(), nil)
	}
	for range slices.Values([]int{1}) {
		client.Certificates.List(context.Background(), nil)
	}
}
