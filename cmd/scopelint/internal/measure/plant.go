package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// planted is a slip in a resource that proves itself, one in a resource that the
// code around it has to prove, and a scope with nothing wrong.
const planted = `
var _ = func(requireScopes func(...string)) { requireScopes("droplet:raed", "image:raed", "tag:create") }
`

// plantScopes adds scopes to every n-th Go file below a directory, so that there
// is something to find in the code of strangers.
//
//	measure plant DIR N
func plantScopes(w io.Writer, args []string) error {
	usage := errors.New("usage: measure plant DIR N")
	if len(args) != 2 {
		return usage
	}
	n, err := strconv.Atoi(args[1])
	if err != nil || n < 1 {
		return usage
	}
	files := 0
	err = filepath.WalkDir(args[0], func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		if files++; files%n != 0 {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, append(bytes.Clone(src), planted...), 0o666)
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%d of %d files have scopes now\n", files/n, files)
	return err
}
