// Package cobra is as much of github.com/spf13/cobra as the programs of commands use.
package cobra

import "os"

type Command struct {
	Use               string
	PersistentPreRunE func(*Command, []string) error
	Run               func(*Command, []string)
	RunE              func(*Command, []string) error

	parent   *Command
	commands []*Command
}

func (c *Command) AddCommand(cmds ...*Command) {
	for _, cmd := range cmds {
		cmd.parent = c
		c.commands = append(c.commands, cmd)
	}
}

func (c *Command) Execute() error {
	c.AddCommand(&Command{Use: "help", Run: func(*Command, []string) { println(c.Use) }})
	for _, cmd := range c.commands {
		if cmd.Use == os.Args[1] {
			return cmd.execute(os.Args[2:])
		}
	}
	return c.execute(os.Args[1:])
}

func (c *Command) execute(args []string) error {
	for p := c; p != nil; p = p.parent {
		if p.PersistentPreRunE != nil {
			if err := p.PersistentPreRunE(c, args); err != nil {
				return err
			}
		}
	}
	if c.RunE != nil {
		return c.RunE(c, args)
	}
	if c.Run != nil {
		c.Run(c, args)
	}
	return nil
}
