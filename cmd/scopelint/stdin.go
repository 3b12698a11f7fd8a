package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// checkInput reports options about what is read and written that do not go
// together. Packages is how many are named.
func (o *options) checkInput(packages int) error {
	if strings.ContainsAny(o.waive, "\r\n") {
		return errors.New("-waive: the reason is one line of a comment")
	}
	switch {
	case o.waive != "" && (o.fix || o.writeBaseline != ""):
		return errors.New("-waive excuses what -fix mends and -write-baseline lists: use one of them")
	case o.stdin == "":
		return nil
	case packages > 0:
		return fmt.Errorf("-stdin %s is all that is linted: name no packages beside it", o.stdin)
	case o.fix || o.diff || o.waive != "" || o.writeBaseline != "" || o.newFrom != "":
		return errors.New("-stdin only lints: -fix, -diff, -waive, -write-baseline and -new-from are about files")
	}
	return nil
}

// readStdin is the overlay that -stdin makes of standard input, nil without.
func (o *options) readStdin(stdin io.Reader) (map[string][]byte, error) {
	if o.stdin == "" {
		return nil, nil
	}
	file, err := filepath.Abs(o.stdin)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(stdin)
	if err != nil {
		return nil, fmt.Errorf("-stdin: %w", err)
	}
	o.patterns = []string{filepath.ToSlash(o.stdin)}
	return map[string][]byte{file: data}, nil
}

// only leaves the findings of one file.
func (r *report) only(file string) {
	name := found.Relative(r.dir, found.Absolute(r.dir, file))
	r.Findings = slices.DeleteFunc(r.Findings, func(f finding) bool { return f.Location.File != name })
}
