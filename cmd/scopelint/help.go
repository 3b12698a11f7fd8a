package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

const usage = `
Scopelint finds mistakes in the API-token scopes of Go code: scopes that are
unknown, look like another one, grant too much, or are redundant.

	scopelint [flags] [packages]                  lint; packages default to ./...
	go vet -vettool=$(which scopelint) ./...      the same rules under go vet
	scopelint needs [flags] [packages]            the scopes that programs need ("scopelint needs -help")
	scopelint routes [flags] [packages]           every HTTP route and what guards it ("scopelint routes -help")
	scopelint explain RULE|SCOPE                  what a rule finds, or what is known about a scope
	scopelint catalog list|check|import|diff      catalogs: what is in them, whether a file is sound, one from an
	                                              OpenAPI specification, what differs between two
	scopelint lsp                                 a language server, for editors
	scopelint init                                write a first .scopelint.toml from what the module contains
	scopelint rules                               the rules: severities, fixes, first releases
	scopelint config                              what is configured, and where each value comes from
	scopelint completion bash|zsh|fish            a script that makes a shell complete all this
	scopelint version                             print the version
	scopelint help COMMAND                        the help of a command

Packages are directories (./internal/auth, ./cmd/...) or import paths of the
module or workspace. Files (a.go b.go) stand for the packages that they are in.
Nothing is compiled and nothing downloaded. What a run finds is remembered in
the user's cache directory for as long as the files stay the same.

The exit status is 0 without findings, 1 with findings at or above -fail-on,
and 2 if something could not be checked: wrong usage, an unreadable
configuration or catalog, packages that do not load, or nothing to judge. Named
files that the build or ./... leaves out, as a commit hook names them, are told
and change no status.

-fix replaces a file only if it still holds what was linted, and if its owner,
attributes and links stay as they are. Any other file is named and left alone,
with status 2.

Under go vet, -fix applies the fixes that keep the authority, and
-scopelint.unsafe-fixes adds the guessed ones. go vet -fix prints nothing about
the findings that it leaves, and its status is 0: run go vet without -fix, too.

The file .scopelint.toml at the root of a module configures it. The environment
variable SCOPELINT_CONFIG names another file, for go vet too. Paths in a file are
relative to its own directory, wherever that is.
`

// help prints the help, of a command if one is named.
func help(args []string, stdout, stderr io.Writer) (int, error) {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return lint([]string{"-help"}, stdout, stderr)
	}
	cmd := commandNamed(args[0])
	if cmd == nil {
		return exitFailure, fmt.Errorf("help: there is no command %s: the commands are %s", args[0], strings.Join(commandNames(), ", "))
	}
	return cmd(append(slices.Clone(args[1:]), "-help"), stdout, stderr)
}
