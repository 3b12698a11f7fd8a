// Needs registry:read and registry:update: one of two calls asks for credentials
// that may write.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	client.Registry.DockerCredentials(context.Background(), &godo.RegistryDockerCredentialsRequest{})
	login(client, true)
}

func login(client *godo.Client, write bool) {
	client.Registry.DockerCredentials(context.Background(), &godo.RegistryDockerCredentialsRequest{ReadWrite: write})
}
