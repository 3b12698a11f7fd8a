// Package cli is as much of github.com/urfave/cli/v3 as the programs of commands use.
package cli

import "context"

type Command struct {
	Name     string
	Action   func(context.Context, *Command) error
	Commands []*Command
}

func (c *Command) Run(ctx context.Context, args []string) error {
	for _, cmd := range c.Commands {
		if len(args) > 1 && cmd.Name == args[1] {
			return cmd.Run(ctx, args[1:])
		}
	}
	if c.Action != nil {
		return c.Action(ctx, c)
	}
	return nil
}
