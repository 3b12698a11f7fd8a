// Package cli is as much of github.com/mitchellh/cli as the programs of commands use.
package cli

type Command interface {
	Run(args []string) int
}

type CommandFactory func() (Command, error)

type CLI struct {
	Args     []string
	Commands map[string]CommandFactory
}

func (c *CLI) Run() (int, error) {
	cmd, err := c.Commands[c.Args[0]]()
	if err != nil {
		return 1, err
	}
	return cmd.Run(c.Args[1:]), nil
}
