// Package edits applies edits to source files.
package edits

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// An Edit puts New in place of the bytes from From to To.
type Edit struct {
	From, To int
	New      string
	Old      string // what stands there, if it must be that
}

// Choose sorts edits and drops those that overlap an earlier one.
func Choose(list []Edit) []Edit {
	slices.SortStableFunc(list, func(a, b Edit) int { return cmp.Compare(a.From, b.From) })
	at := 0
	return slices.DeleteFunc(list, func(e Edit) bool {
		if e.From < at {
			return true
		}
		at = e.To
		return false
	})
}

// Apply makes the edits, which are sorted and apart. A file that was formatted
// stays so.
func Apply(src []byte, list []Edit) ([]byte, error) {
	var out bytes.Buffer
	at := 0
	for _, e := range list {
		if e.From < at || e.To > len(src) || e.Old != "" && string(src[e.From:e.To]) != e.Old {
			return nil, fmt.Errorf("line %d does not hold %q any more", 1+bytes.Count(src[:min(e.From, len(src))], []byte("\n")), e.Old)
		}
		out.Write(src[at:e.From])
		out.WriteString(e.New)
		at = e.To
	}
	out.Write(src[at:])
	if formatted, err := format.Source(src); err != nil || !bytes.Equal(formatted, src) {
		return out.Bytes(), nil
	}
	formatted, err := format.Source(out.Bytes())
	if err != nil {
		return out.Bytes(), nil // does not parse: the caller sees that
	}
	return formatted, nil
}

// WriteFile replaces a file in one step, so that nobody ever sees half of it.
// What is no regular file, a pipe or a device, is written to.
func WriteFile(name string, data []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return os.WriteFile(name, data, 0o666)
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return os.WriteFile(name, data, 0)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails once it has been renamed
	if _, err = tmp.Write(data); err == nil {
		err = tmp.Chmod(info.Mode().Perm())
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
