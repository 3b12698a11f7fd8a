package needs

import (
	"slices"

	"github.com/scopelint/scopelint/catalog"
)

// Smallest finds a smallest set of scopes that serves every requirement; a
// requirement is served by all scopes of one of its alternatives. Of sets of one size
// the first in the alphabet is taken.
func Smallest(c *catalog.Catalog, requirements [][][]string) []string {
	var have []string
	var open [][][]string
	for _, alternatives := range requirements {
		if len(alternatives) == 1 {
			have = append(have, alternatives[0]...)
		} else {
			open = append(open, alternatives)
		}
	}
	have = normal(c, have)
	best := cover(c, have, open, nil)
	return slices.Clip(best)
}

// cover tries every alternative of the first requirement that is not served
// yet; it gives up on sets that are no better than best.
func cover(c *catalog.Catalog, have []string, open [][][]string, best []string) []string {
	for len(open) > 0 && slices.ContainsFunc(open[0], func(all []string) bool { return serves(c, have, all) }) {
		open = open[1:]
	}
	if best != nil && !better(have, best) {
		return best
	}
	if len(open) == 0 {
		return have
	}
	for _, all := range open[0] {
		best = cover(c, normal(c, append(slices.Clone(have), all...)), open[1:], best)
	}
	return best
}

func serves(c *catalog.Catalog, have, all []string) bool {
	for _, want := range all {
		if !slices.ContainsFunc(have, func(h string) bool { return c.Covers(h, want) }) {
			return false
		}
	}
	return true
}

func better(a, b []string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return slices.Compare(a, b) < 0
}

// normal sorts a set and leaves out what another scope of it grants.
func normal(c *catalog.Catalog, scopes []string) []string {
	slices.Sort(scopes)
	set := c.Minimal(slices.Compact(scopes))
	if set == nil {
		return []string{}
	}
	return set
}
