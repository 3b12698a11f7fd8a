// Package edits applies edits to source files, and replaces files.
package edits

import (
	"bytes"
	"cmp"
	"fmt"
	"go/format"
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
