// Scopelint finds mistakes in the API-token scopes of Go code.
//
// Run it on its own, "scopelint ./...", or under go vet,
// "go vet -vettool=$(which scopelint) ./...". "scopelint help" tells the rest.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// The exit statuses of every command.
const (
	exitClean    = 0
	exitFindings = 1
	exitFailure  = 2 // wrong usage, unreadable input, or nothing to judge
)

func main() {
	if isVetProtocol(os.Args[1:]) {
		vetMain() // does not return
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// errHelp says that the help was asked for and printed.
var errHelp = errors.New("help")

// run executes a command line and returns its exit status.
func run(args []string, stdout, stderr io.Writer) int {
	name := "lint"
	if len(args) > 0 && slices.Contains(commandNames(), args[0]) {
		name, args = args[0], args[1:]
	}
	status, err := commands[name](args, stdout, stderr)
	switch {
	case errors.Is(err, errHelp):
		return exitClean
	case err != nil:
		fmt.Fprintf(stderr, "scopelint: %v\n", err)
		return exitFailure
	}
	return status
}

// A command runs with its arguments; an error means exitFailure.
type command func(args []string, stdout, stderr io.Writer) (status int, err error)

var commands = map[string]command{
	"lint":    lint,
	"help":    help,
	"version": version,
}

func commandNames() []string {
	names := make([]string, 0, len(commands))
	for name := range commands {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// parse parses the flags of a command. Its errors say how to get help.
func parse(flags *flag.FlagSet, usage string, args []string, stdout io.Writer) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		var defaults bytes.Buffer
		flags.SetOutput(&defaults)
		flags.PrintDefaults()
		fmt.Fprintf(stdout, "%s\nFlags:\n%s", strings.TrimLeft(usage, "\n"), &defaults)
		return errHelp
	}
	if err != nil {
		return fmt.Errorf("%w; \"scopelint help\" lists the flags", err)
	}
	return nil
}
