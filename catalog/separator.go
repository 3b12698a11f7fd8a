package catalog

import (
	"maps"
	"slices"

	"github.com/scopelint/scopelint/catalog/stem"
)

// Separators lists what stands between the parts of the catalog's scopes, each
// once: ":" for droplet:read.
func (c *Catalog) Separators() []string {
	var list []string
	for _, f := range c.forms {
		for _, sep := range f.seps {
			if !slices.Contains(list, sep) {
				list = append(list, sep)
			}
		}
	}
	return list
}

// ResourceStems lists the stems of all resources that the catalog has, or had
// once: a name is one of them, in some case and number, if its stem is here.
func (c *Catalog) ResourceStems() []string {
	stems := make(map[string]bool)
	for stem := range c.stems {
		stems[stem] = true
	}
	for from := range c.renamed {
		names := c.splits(from, loose)
		if len(names) == 0 {
			stems[stem.Of(from)] = true
		}
		for _, n := range names {
			stems[stem.Of(n.Resource)] = true
		}
	}
	return slices.Sorted(maps.Keys(stems))
}
