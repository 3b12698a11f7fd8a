// Needs regions:read: it imports a cloud for something else, and never asks for it.
package main

import (
	"context"

	"example.com/godo/cloud"
)

func main() { cloud.Client().Regions.List(context.Background(), nil) }
