package main

import (
	"context"

	"github.com/digitalocean/godo"
)

type cleaner struct{ droplets godo.DropletsService }

func main() {
	ctx := context.Background()
	client := godo.New()
	client.Droplets.List(ctx)
	client.Droplets.Delete(ctx, 1)           // want `^ungranted call: Delete needs droplet:delete \(DELETE /v2/droplets/\{droplet_id\}\), and the grant of ./cmd/worker lacks it \[ungranted-call\]$`
	client.Domains.CreateRecord(ctx, "a.eu") // want `CreateRecord needs domain:create or domain:update \(`

	// A method value is as good as a call.
	remove := client.Droplets.Delete // want `needs droplet:delete`
	remove(ctx, 2)

	// An interface in a field, and the type behind it.
	c := cleaner{client.Droplets}
	c.droplets.Delete(ctx, 3)                     // want `needs droplet:delete`
	(*godo.DropletsServiceOp)(nil).Delete(ctx, 4) // want `needs droplet:delete`

	// What depends on what is sent counts when the code there decides it.
	client.Droplets.Create(ctx, &godo.DropletCreateRequest{Name: "a"})
	client.Droplets.Create(ctx, &godo.DropletCreateRequest{Name: "a", Tags: nil})
	client.Droplets.Create(ctx, &godo.DropletCreateRequest{Name: "a", Tags: []string{"web"}}) // want `Create needs tag:create \(POST /v2/droplets with Tags\)`
	req := &godo.DropletCreateRequest{Name: "a"}
	client.Droplets.Create(ctx, req)
	tagged := &godo.DropletCreateRequest{Name: "a"}
	tagged.Tags = []string{"web"}
	client.Droplets.Create(ctx, tagged) // want `Create needs tag:create`
	client.Droplets.Create(ctx, made(client, nil))

	// Which request this is nobody knows, so it is no mistake.
	client.NewRequest(ctx, "DELETE", "v2/droplets/1", nil)
	//scopelint:ignore ungranted-call the token is another one here
	client.Droplets.Delete(ctx, 5)
}

func made(c *godo.Client, tags []string) *godo.DropletCreateRequest {
	return &godo.DropletCreateRequest{Tags: tags}
}
