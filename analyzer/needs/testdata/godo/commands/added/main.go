// Commands as real programs declare them: by a builder that many share, below others, with
// helpers that take functions.
package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"
	"github.com/spf13/cobra"
)

// command wraps cobra's, as doctl does.
type command struct{ *cobra.Command }

func (c *command) add(all ...*command) {
	for _, cmd := range all {
		c.Command.AddCommand(cmd.Command)
	}
}

type runner func(*godo.Client, []string) error

func build(parent *command, run runner, usage string) *command {
	return buildNamed(parent, run, usage)
}

func buildNamed(parent *command, run runner, usage string) *command {
	c := &command{&cobra.Command{
		Use: usage,
		Run: func(_ *cobra.Command, args []string) {
			if err := run(client(), args); err != nil {
				os.Exit(1)
			}
		},
	}}
	if parent != nil {
		parent.add(c)
	}
	return c
}

func client() *godo.Client { return godo.NewFromToken(os.Getenv("TOKEN")) }

func main() {
	root := &command{&cobra.Command{Use: "ctl"}}
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		_, _, err := client().Account.Get(context.Background())
		return err
	}
	root.add(droplets())
	volumes := &cobra.Command{Use: "volume"}
	volumes.AddCommand(&cobra.Command{Use: "list", RunE: listed})
	remove := &cobra.Command{Use: "rm ID"}
	remove.RunE = func(_ *cobra.Command, args []string) error {
		_, err := client().Storage.DeleteVolume(context.Background(), args[0])
		return err
	}
	volumes.AddCommand(remove)
	root.AddCommand(volumes)
	root.Execute()
}

func droplets() *command {
	cmd := &command{&cobra.Command{Use: "droplet"}}
	build(cmd, listDroplets, "list")
	build(cmd, removeDroplet, "rm <id>")
	build(cmd, func(c *godo.Client, args []string) error {
		return act(c, func(a godo.DropletActionsService) error {
			_, _, err := a.PasswordReset(context.Background(), 1)
			return err
		})
	}, "reset <id>")
	build(cmd, func(c *godo.Client, args []string) error {
		return act(c, func(a godo.DropletActionsService) error {
			_, _, err := a.PowerOff(context.Background(), 1)
			return err
		})
	}, "off <id>")
	return cmd
}

func listDroplets(c *godo.Client, args []string) error {
	return paginate(func(opt *godo.ListOptions) (*godo.Response, error) {
		_, resp, err := c.Droplets.List(context.Background(), opt)
		return resp, err
	})
}

func listed(*cobra.Command, []string) error {
	return paginate(func(opt *godo.ListOptions) (*godo.Response, error) {
		_, resp, err := client().Storage.ListVolumes(context.Background(), &godo.ListVolumeParams{ListOptions: opt})
		return resp, err
	})
}

func removeDroplet(c *godo.Client, args []string) error {
	_, err := c.Droplets.Delete(context.Background(), 1)
	return err
}

// paginate calls what it is given, from a goroutine.
func paginate(page func(*godo.ListOptions) (*godo.Response, error)) error {
	done := make(chan error)
	go func() {
		_, err := page(&godo.ListOptions{Page: 1})
		done <- err
	}()
	return <-done
}

func act(c *godo.Client, do func(godo.DropletActionsService) error) error {
	return do(c.DropletActions)
}
