package main

import (
	"context"
	"testing"

	"github.com/digitalocean/godo"
)

// What a test calls is not called with the program's token.
func TestDelete(t *testing.T) { godo.New().Droplets.Delete(context.Background(), 1) }
