package catalog

import (
	"slices"

	"github.com/scopelint/scopelint/catalog/stem"
)

// A Pair is two scopes of a catalog that look alike.
type Pair struct {
	Preferred, Twin string
	Tie             bool // nothing tells which of the two is preferred
}

// Lookalikes lists the scopes that differ from another one only in the number
// of a resource's words (spaces_keys:create beside spaces_key:create). The one
// whose resource has more scopes is the preferred one.
func (c *Catalog) Lookalikes() []Pair { return slices.Clone(c.lookalike) }

// Preferred returns the scope to write instead of name, a look-alike of it
// with the same authority.
func (c *Catalog) Preferred(name string) (string, bool) {
	p, ok := c.twins[name]
	return p, ok
}

func (c *Catalog) findLookalikes() {
	c.twins = make(map[string]string)
	byStem := make(map[string][]Scope)
	for i, s := range c.scopes {
		if c.names[i].form == nil {
			continue
		}
		key := stem.Of(s.Resource) + "\x00" + stem.Fold(s.Action)
		for _, other := range byStem[key] {
			if c.distinct[[2]string{s.Resource, other.Resource}] {
				continue
			}
			p := Pair{Preferred: other.Name, Twin: s.Name}
			a, b := len(c.actions[other.Resource]), len(c.actions[s.Resource])
			if b > a {
				p.Preferred, p.Twin = p.Twin, p.Preferred
			}
			if p.Tie = a == b; !p.Tie {
				c.twins[p.Twin] = p.Preferred
			}
			c.lookalike = append(c.lookalike, p)
		}
		byStem[key] = append(byStem[key], s)
	}
}
