package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"
	"github.com/urfave/cli/v3"
)

func main() {
	app := &cli.Command{
		Commands: []*cli.Command{
			{Name: "tag", Commands: []*cli.Command{{Name: "rm", Action: removeTag}, listing()}},
			{Name: "version", Action: func(context.Context, *cli.Command) error { return nil }},
		},
	}
	app.Run(context.Background(), os.Args)
}

func listing() *cli.Command {
	return &cli.Command{Name: "ls", Action: func(ctx context.Context, _ *cli.Command) error {
		_, _, err := client().Tags.List(ctx, nil)
		return err
	}}
}

func removeTag(ctx context.Context, _ *cli.Command) error {
	_, err := client().Tags.Delete(ctx, "old")
	return err
}

func client() *godo.Client { return godo.NewFromToken(os.Getenv("TOKEN")) }
