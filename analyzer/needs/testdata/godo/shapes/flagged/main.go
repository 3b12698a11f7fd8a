// Needs registry:read, and registry:update if the flag says so.
package main

import (
	"context"
	"flag"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	var request godo.RegistryDockerCredentialsRequest
	flag.BoolVar(&request.ReadWrite, "write", false, "")
	flag.Parse()
	client.Registry.DockerCredentials(context.Background(), &request)
}
