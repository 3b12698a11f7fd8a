// Specified writes the table of the built-in catalog's operations anew, from a
// checkout of DigitalOcean's specification:
//
//	git clone https://github.com/digitalocean/openapi && git -C openapi checkout 7c1300c479fe
//	go run ./catalog/internal/specified openapi/specification/DigitalOcean-public.v2.yaml > catalog/digitalocean_operations.tsv
//
// The other tables of the catalog hold what the specification does not say; a
// test reads all of them together. Another commit of the specification is
// named in two places, here and in the table [specification] of
// digitalocean.toml; "scopelint catalog diff digitalocean SPECIFICATION" tells
// what it changes.
package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/openapi"
)

const edition = "digitalocean/openapi 7c1300c479fe of 2026-08-07"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: specified SPECIFICATION")
		os.Exit(2)
	}
	if err := write(os.Stdout, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write writes the table of a specification's operations.
func write(w io.Writer, file string) error {
	spec, err := openapi.Read(file)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `# DigitalOcean's API operations and the scopes they ask for, one a line: method, path,
# operation ID, scopes. Several scopes are all needed, "|" stands between alternatives,
# "-" is none.
# Source: %s, the security blocks of its %d
# operations as they are written. digitalocean_changes.tsv has what is known beside it.
# A path with a server is not served by the API's own.
# Written by catalog/internal/specified.
`, edition, len(spec.Operations))
	ops := slices.SortedFunc(slices.Values(spec.Operations), func(a, b catalog.Operation) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	for _, op := range ops {
		fmt.Fprintf(out, "%s\t%s%s\t%s\t%s\n", op.Method, op.Server, op.Path, op.ID, scopes(op))
	}
	return out.Flush()
}

func scopes(op catalog.Operation) string {
	if len(op.Scopes) == 0 {
		return "-"
	}
	alternatives := make([]string, len(op.Scopes))
	for i, all := range op.Scopes {
		alternatives[i] = strings.Join(all, " ")
	}
	return strings.Join(alternatives, " | ")
}
