package tool

import (
	"context"

	"github.com/digitalocean/godo"
)

func Run() { godo.New().Droplets.Delete(context.Background(), 1) }
