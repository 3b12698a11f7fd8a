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
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/visible"
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
	collectLazily()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// memoryLimit is what a large module should do with, in bytes. It is soft.
const memoryLimit = 1536 << 20

// collectLazily has the garbage collector wait, for what is parsed is mostly
// needed to the end, until so much memory is in use that it has to work harder.
// The environment may say otherwise, as to any Go program.
func collectLazily() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}

// errHelp says that the help was asked for and printed.
var errHelp = errors.New("help")

// run executes a command line and returns its exit status.
func run(args []string, stdout, stderr io.Writer) int {
	execute, hint := lint, ""
	if len(args) > 0 && slices.Contains([]string{"-version", "--version"}, args[0]) {
		execute = version
	} else if len(args) > 0 {
		if cmd := commandNamed(args[0]); cmd != nil {
			execute, args = cmd, args[1:]
		} else if !strings.HasPrefix(args[0], "-") {
			hint = meant(args[0])
		}
	}
	status, err := execute(args, stdout, stderr)
	switch {
	case errors.Is(err, errHelp):
		return exitClean
	case err != nil:
		fmt.Fprintf(stderr, "scopelint: %s%s\n", visible.Lines(err.Error()), hint)
		return exitFailure
	}
	return status
}

// meant names the command that a first argument, taken for a package, looks
// like.
func meant(word string) string {
	if name, ok := near.Best(word, commandNames()); ok {
		return fmt.Sprintf("; did you mean \"scopelint %s\"?", name)
	}
	return ""
}

// A command runs with its arguments; an error means exitFailure.
type command func(args []string, stdout, stderr io.Writer) (status int, err error)

// A subcommand is a command by its name. A hidden one has no summary.
type subcommand struct {
	name, summary string
	run           command
}

func subcommands() []subcommand {
	return []subcommand{
		{"lint", "apply the rules", lint},
		{"needs", "the scopes that programs need", runNeeds},
		{"routes", "every HTTP route and what guards it", runRoutes},
		{"explain", "what a rule finds, or what is known about a scope", explain},
		{"rules", "the rules, their severities and fixes", listRules},
		{"config", "what is configured, and where", showConfig},
		{"catalog", "list, check, import and compare catalogs", catalogCommand},
		{"lsp", "a language server, for editors", serveEditor},
		{"init", "write a first configuration", initModule},
		{"completion", "print a script for a shell", completion},
		{"help", "print the help", help},
		{"version", "print the version", version},
		{completeCommand, "", complete},
	}
}

// commandNames lists the commands that are not hidden.
func commandNames() []string {
	var names []string
	for _, c := range subcommands() {
		if c.summary != "" {
			names = append(names, c.name)
		}
	}
	return names
}

// commandNamed is the command of a name, or nil.
func commandNamed(name string) command {
	for _, cmd := range subcommands() {
		if cmd.name == name {
			return cmd.run
		}
	}
	return nil
}
