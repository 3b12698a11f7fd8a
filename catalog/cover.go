package catalog

import "slices"

// IsAlias reports whether name stands for other scopes, as api:read does for
// every read scope.
func (c *Catalog) IsAlias(name string) bool {
	_, ok := c.aliases[name]
	return ok
}

// Expand lists the scopes that an alias stands for, in the catalog's order,
// itself and other aliases left out; for any other scope it is empty.
func (c *Catalog) Expand(alias string) []string {
	var names []string
	for _, s := range c.scopes {
		if s.Name != alias && !c.IsAlias(s.Name) && c.Covers(alias, s.Name) && c.IsAlias(alias) {
			names = append(names, s.Name)
		}
	}
	return names
}

// Implied lists the scopes that a scope other than an alias is documented to
// grant too, in the catalog's order.
func (c *Catalog) Implied(scope string) []string {
	var names []string
	for _, s := range c.scopes {
		if s.Name != scope && len(c.implies[scope]) > 0 && c.Covers(scope, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

// Covers reports whether a token that has one scope needs the other one no
// more: they are equal, or have is an alias, a wildcard or documented to imply
// want. A wider action implies nothing: droplet:update does not cover
// droplet:read.
func (c *Catalog) Covers(have, want string) bool {
	if len(c.implies[have]) == 0 {
		return c.coversItself(have, want)
	}
	granted := []string{have} // directly or not; what stands behind is still to be looked at
	seen := map[string]bool{have: true}
	for i := 0; i < len(granted); i++ {
		if c.coversItself(granted[i], want) {
			return true
		}
		for _, pattern := range c.implies[granted[i]] {
			if c.matches(pattern, want) {
				return true
			}
			if !seen[pattern] {
				seen[pattern] = true
				granted = append(granted, pattern)
			}
		}
	}
	return false
}

// coversItself is Covers without implications.
func (c *Catalog) coversItself(have, want string) bool {
	return have == want || c.wild && c.matches(have, want) ||
		slices.ContainsFunc(c.aliases[have], func(pattern string) bool { return c.matches(pattern, want) })
}

// Minimal returns the scopes of a list that no other scope of the list covers,
// in their order, each once: the smallest list with the same authority.
func (c *Catalog) Minimal(names []string) []string {
	var kept []string
	for i, want := range names {
		covered := func(j int) bool {
			have := names[j]
			if j == i || !c.Covers(have, want) {
				return false
			}
			return j < i || !c.Covers(want, have) // of two that cover each other the first stays
		}
		if !slices.ContainsFunc(indices(names), covered) {
			kept = append(kept, want)
		}
	}
	return kept
}

func indices(s []string) []int {
	is := make([]int, len(s))
	for i := range is {
		is[i] = i
	}
	return is
}
