package analyzer

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// mostAlternatives is how many patterns one with braces may stand for. Matching
// tries each: twenty groups of two are a million.
const mostAlternatives = 100

// globFault says what is wrong with a pattern that is to match paths below a
// directory, or "".
func globFault(glob string) string {
	switch {
	case !doublestar.ValidatePattern(glob) || !fs.ValidPath(glob) || glob == ".":
		return fmt.Sprintf("bad pattern %q: write a path below this file's directory, such as \"internal/old\" or \"**/*_gen.go\"", glob)
	case alternatives(glob) > mostAlternatives:
		return fmt.Sprintf("bad pattern %q: its braces stand for more than %d patterns: write several patterns", glob, mostAlternatives)
	case strings.Contains(glob, "**/**"):
		return fmt.Sprintf("bad pattern %q: **/** means the same as **: write that", glob)
	}
	return ""
}

// alternatives counts the patterns that a valid one with braces stands for; far
// too many are not counted to the end.
func alternatives(glob string) int {
	type group struct{ done, current int } // alternatives before the last comma, and behind it
	groups := []group{{current: 1}}
	class := false
	for i := 0; i < len(glob); i++ {
		g := &groups[len(groups)-1]
		switch b := glob[i]; {
		case b == '\\':
			i++
		case class:
			class = b != ']'
		case b == '[':
			class = true
		case b == '{':
			groups = append(groups, group{current: 1})
		case b == ',' && len(groups) > 1:
			*g = group{g.done + g.current, 1}
		case b == '}' && len(groups) > 1:
			groups = groups[:len(groups)-1]
			groups[len(groups)-1].current *= g.done + g.current
		}
		if n := groups[len(groups)-1].current; n > mostAlternatives {
			return n
		}
	}
	return groups[0].current
}

// matchesAny reports whether a path, or a directory above it, matches one of
// the globs.
func matchesAny(globs []string, path string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool {
		return doublestar.MatchUnvalidated(glob, path) || doublestar.MatchUnvalidated(glob+"/**", path)
	})
}

// A wildcard is a text in which * stands for anything: what stands between the
// asterisks.
type wildcard []string

func newWildcard(text string) wildcard { return strings.Split(text, "*") }

func (w wildcard) matches(text string) bool {
	last := len(w) - 1
	if last == 0 {
		return text == w[0]
	}
	rest, ok := strings.CutPrefix(text, w[0])
	for _, part := range w[1:last] {
		if ok {
			_, rest, ok = strings.Cut(rest, part)
		}
	}
	return ok && strings.HasSuffix(rest, w[last])
}
