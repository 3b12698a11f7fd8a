// Needs block_storage:create, droplet:create, ssh_key:read and tag:create.
package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	client.Droplets.Create(context.Background(), &godo.DropletCreateRequest{
		Name:    "x",
		SSHKeys: []godo.DropletCreateSSHKey{{ID: 1}},
		VPCUUID: os.Getenv("VPC"), // vpc:read if it is not empty
	})
	client.Storage.CreateVolume(context.Background(), &godo.VolumeCreateRequest{Tags: []string{"x"}})
}
