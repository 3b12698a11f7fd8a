package main

import (
	"flag"
	"io"
)

func showConfig(args []string, stdout, stderr io.Writer) (int, error) {
	return exitClean, parseFlags(flag.NewFlagSet("scopelint config", flag.ContinueOnError), "", args, stdout)
}
