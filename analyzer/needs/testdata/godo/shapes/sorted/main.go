// Needs image:read and snapshot:read.
package main

import (
	"context"
	"slices"
	"sort"

	"github.com/digitalocean/godo"
)

type byName struct{ client *godo.Client }

func (b byName) Len() int           { return 2 }
func (b byName) Swap(i, j int)      {}
func (b byName) Less(i, j int) bool { b.client.Images.List(context.Background(), nil); return true }

func main() {
	client := godo.NewFromToken("")
	sort.Sort(byName{client})
	slices.SortFunc([]int{2, 1}, func(a, b int) int {
		client.Snapshots.List(context.Background(), nil)
		return a - b
	})
}
