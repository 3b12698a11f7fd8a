package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/openapi"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
)

const catalogImportUsage = `
Import makes a catalog of an OpenAPI specification (3.0 to 3.2; YAML or JSON, of
one file or of many): its scopes, and what its operations ask for. Names below a
security scheme's scopes are the catalog's; what operations ask for beside them
is marked as unlisted. What a catalog cannot hold, such as two names that differ in
case alone, is told on standard error.

	scopelint catalog import [flags] SPECIFICATION

The grammar is made up from the names, with "*" for those of any other form; look
whether it says what is the resource and what the action. Aliases, implications and renamings are in no
specification: add them to the file by hand, and let "scopelint catalog diff"
tell what a later specification changes.
`

// catalogImport prints the catalog that a specification makes.
func catalogImport(args []string, stdout, stderr io.Writer) (int, error) {
	var name, grammar, output string
	var force bool
	flags := flag.NewFlagSet("scopelint catalog import", flag.ContinueOnError)
	flags.StringVar(&name, "name", "", "the `name` by which messages call the catalog, instead of the API's title")
	flags.StringVar(&grammar, "grammar", "", "the scopes' `forms`, separated by commas, instead of those made up from the names")
	flags.StringVar(&output, "o", "", "write to `file` instead of standard output")
	flags.BoolVar(&force, "force", false, "let -o replace a file that is there")
	if err := parseFlags(flags, catalogImportUsage, args, stdout); err != nil {
		return exitFailure, err
	}
	if flags.NArg() != 1 {
		return exitFailure, errors.New("catalog import: name one specification, by its first file")
	}
	if _, err := os.Stat(output); output != "" && err == nil && !force {
		return exitFailure, fmt.Errorf("%s is there already: \"scopelint catalog diff %s %s\" tells what differs, -force replaces it", output, output, flags.Arg(0))
	}
	spec, err := openapi.Read(flags.Arg(0))
	if err != nil {
		return exitFailure, err
	}
	draft, notes, err := spec.Draft(name, splitList(grammar))
	if err != nil {
		return exitFailure, err
	}
	draft.Source = filepath.ToSlash(flags.Arg(0))
	draft.Comment = importComment(spec, cmp.Or(filepath.ToSlash(output), "scopes.toml"))
	file := output
	if file == "" {
		file = "the catalog of " + flags.Arg(0)
	}
	for _, note := range slices.Concat(notes, spec.Slips()) {
		visible.Fprintf(stderr, "%s\n", note)
	}
	if len(draft.Scopes) == 0 {
		return exitFailure, fmt.Errorf("%s: none of its %s has the form %s", flags.Arg(0), count(len(spec.Scopes), "scope"), openapi.Form(draft.Grammar))
	}
	data, err := draft.TOML(file)
	if err != nil {
		return exitFailure, err
	}
	visible.Fprintf(stderr, "scopelint: %s, %s", count(len(draft.Scopes), "scope"), countOperations(draft.Operations))
	if len(notes) > 0 {
		visible.Fprintf(stderr, "; left out: %s", leftOut(notes, len(spec.Scopes)-len(draft.Scopes)))
	}
	fmt.Fprintln(stderr)
	if output == "" {
		_, err := stdout.Write(data)
		return exitClean, err
	}
	return exitClean, edits.WriteFile(output, data)
}

// importComment is the head of the catalog file.
func importComment(spec *openapi.Spec, file string) string {
	from := spec.Title
	if spec.Version != "" {
		from += " " + spec.Version
	}
	return strings.TrimSpace(from+"\n") + "\nThe scopes of an API and its operations, by \"scopelint catalog import\".\n" +
		"In .scopelint.toml: catalogs = [" + strconv.Quote(file) + "]\n"
}

// leftOut words how much of a specification is not in its catalog.
func leftOut(notes []*openapi.Error, scopes int) string {
	return count(scopes, "scope") + ", " + count(len(notes)-scopes, "operation")
}

// countOperations words how many operations there are, and of what kind.
func countOperations(ops []catalog.Operation) string {
	var without, alternatives int
	for _, op := range ops {
		switch {
		case len(op.Scopes) == 0:
			without++
		case len(op.Scopes) > 1:
			alternatives++
		}
	}
	return fmt.Sprintf("%s (%d without scopes, %d with alternatives)", count(len(ops), "operation"), without, alternatives)
}

// splitList takes "a,b" apart.
func splitList(text string) []string {
	parts := strings.Split(text, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}
