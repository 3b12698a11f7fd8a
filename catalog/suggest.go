package catalog

import (
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/stem"
)

// Spelling returns the scope that name looks like, and is not: case, hyphens,
// blanks around its parts, repeated separators, characters that do not show and
// letters of other scripts are not told apart ("Droplet:Read", "account:read ",
// "tag::read", "tаg:read").
func (c *Catalog) Spelling(name string) (string, bool) {
	right := c.folded[stem.Fold(name)]
	if right == "" {
		right = c.folded[stem.Fold(c.Bare(name))]
	}
	return right, right != "" && right != name
}

// Bare is name as it looks, without the blanks at its ends and around its
// separators, and with each of these once.
func (c *Catalog) Bare(name string) string {
	name = string(stem.Skeleton([]byte(name)))
	if !strings.ContainsAny(name, blanks) && !repeats(name) {
		return name
	}
	name = strings.Trim(name, blanks)
	for _, sep := range c.Separators() {
		parts := strings.Split(name, sep)
		for i := range parts {
			parts[i] = strings.Trim(parts[i], blanks)
		}
		last := len(parts) - 1
		inner := slices.DeleteFunc(parts[min(1, last):last], func(part string) bool { return part == "" })
		if last > 0 {
			parts = append(append(parts[:1:1], inner...), parts[last])
		}
		name = strings.Join(parts, sep)
	}
	return name
}

const blanks = " \t\r\n"

// repeats reports whether a character that may be a separator stands twice in a row.
func repeats(name string) bool {
	for i := 1; i < len(name); i++ {
		if b := name[i]; b == name[i-1] && b < '0' || b == ':' && name[i-1] == b || b == '_' && name[i-1] == b {
			return true
		}
	}
	return false
}

// Suggest returns the scope that name, an unknown one, most likely meant. It
// abstains when there is no such scope or more than one, and never answers
// with an alias or with an action that grants more than the one that was
// written.
func (c *Catalog) Suggest(name string) (string, bool) {
	if r, ok := c.Renamed(name); ok {
		return r.To, true
	}
	best := guess{cost: costLimit + 1}
	for _, n := range c.splits(name, loose) {
		if action, ok := c.synonyms[stem.Fold(n.Action)]; ok {
			if to := n.withAction(action); c.has(to) {
				return to, !c.IsAlias(to)
			}
		}
		resource, action := stem.Fold(n.Resource), stem.Fold(n.Action)
		for i, s := range c.scopes {
			if c.names[i].form == nil || !n.form.alike(c.names[i].form) {
				continue
			}
			to := s.Name
			if preferred, ok := c.twins[to]; ok {
				to = preferred
			}
			best.consider(to, c.cost(resource, action, s))
		}
	}
	if best.scope == "" && c.free {
		return c.suggestFromList(name)
	}
	return best.scope, best.scope != "" && !best.tie && !c.IsAlias(best.scope)
}

// A guess is the cheapest suggestion so far.
type guess struct {
	scope string
	cost  int
	tie   bool // with another scope
}

func (g *guess) consider(scope string, cost int) {
	switch {
	case cost < g.cost:
		*g = guess{scope: scope, cost: cost}
	case cost == g.cost && scope != g.scope:
		g.tie = true
	}
}

// costLimit is the highest cost of a suggestion, in half edits.
const costLimit = 4

// cost is how much a name, folded, differs from a scope, in half edits; more than
// costLimit means that it is another name.
func (c *Catalog) cost(resource, action string, s Scope) int {
	cost := wordCost(resource, stem.Fold(s.Resource), c.words[resource])
	if cost > costLimit {
		return cost
	}
	return cost + wordCost(action, stem.Fold(s.Action), c.words[action])
}

// wordCost compares two words of a scope. A word that the catalog has is
// meant as it stands: "update" is no misspelt "create".
func wordCost(have, want string, known bool) int {
	switch {
	case have == want:
		return 0
	case known:
		return costLimit + 1
	case stem.Of(have) == stem.Of(want):
		return 1 // the number alone
	}
	limit := near.Limit(max(len(have), len(want)))
	if d := near.Within(have, want, limit); d <= limit {
		return 2 * d
	}
	return costLimit + 1
}
