// Scopelint finds mistakes in the API-token scopes of Go code.
//
// Run it on its own, "scopelint ./...", or under go vet,
// "go vet -vettool=$(which scopelint) ./...". "scopelint help" tells the rest.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// The exit statuses of every command.
const (
	exitClean    = 0
	exitFindings = 1
	exitFailure  = 2 // wrong usage, unreadable input, or nothing to judge
)

func main() {
	if isVetProtocol(os.Args[1:]) {
		vetMain(os.Args[1:]) // does not return
	}
	debug.SetGCPercent(400) // what is parsed is needed to the end, mostly
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// errHelp says that the help was asked for and printed.
var errHelp = errors.New("help")

// run executes a command line and returns its exit status.
func run(args []string, stdout, stderr io.Writer) int {
	name := "lint"
	if len(args) > 0 && commands[args[0]] != nil {
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
	"needs":   runNeeds,
	"routes":  runRoutes,
	"explain": explain,
	"catalog": catalogCommand,
	"help":    help,
	"version": version,
}
