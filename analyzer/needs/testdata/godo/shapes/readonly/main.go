// Needs registry:read only: nothing sets ReadWrite.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	client.Registry.DockerCredentials(context.Background(), &godo.RegistryDockerCredentialsRequest{})
	client.Registries.DockerCredentials(context.Background(), "x", &godo.RegistryDockerCredentialsRequest{ReadWrite: false})
}
