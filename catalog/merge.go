package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/scopelint/scopelint/catalog/stem"
)

// Merge makes one catalog of several. Where two list the same scope, the later
// one describes it. Names that differ only in case or hyphens are an error, as
// they are within one catalog.
func Merge(first *Catalog, more ...*Catalog) (*Catalog, error) {
	if len(more) == 0 {
		return first, nil
	}
	m := &Catalog{
		merged: true,
		index:  make(map[string]int), folded: make(map[string]string), stems: make(map[string]string), actions: make(map[string][]string),
		words: make(map[string]bool), aliases: make(map[string][]string), implies: make(map[string][]string),
		paths: make(map[string]string), legacy: make(map[string]string), renamed: make(map[string]Renaming), synonyms: make(map[string]string), distinct: make(map[[2]string]bool),
	}
	var names []string
	silent := false // one does not say under which schemes it takes tokens
	catalogs := append([]*Catalog{first}, more...)
	for _, c := range catalogs {
		names = append(names, c.name)
		m.forms = append(m.forms, c.forms...)
		m.wild = m.wild || c.wild
		m.free = m.free || c.free
		m.incomplete = m.incomplete || c.incomplete
		maps.Copy(m.aliases, c.aliases)
		maps.Copy(m.implies, c.implies)
		maps.Copy(m.legacy, c.legacy)
		maps.Copy(m.renamed, c.renamed)
		maps.Copy(m.synonyms, c.synonyms)
		maps.Copy(m.distinct, c.distinct)
		m.servers = append(m.servers, c.servers...)
		maps.Copy(m.paths, c.paths)
		m.past = append(m.past, c.past...)
		silent = silent || len(c.schemes) == 0
		m.schemes = append(m.schemes, c.schemes...)
		m.evidence.Imports = append(m.evidence.Imports, c.evidence.Imports...)
		m.evidence.Words = append(m.evidence.Words, c.evidence.Words...)
		m.evidence.Resources = append(m.evidence.Resources, c.evidence.Resources...)
		m.evidence.Commands = append(m.evidence.Commands, c.evidence.Commands...)
		for i, s := range c.scopes {
			if at, ok := m.index[s.Name]; ok {
				s.Catalogs = slices.Concat(m.scopes[at].Catalogs, s.Catalogs)
				m.scopes[at] = s
				continue
			}
			if other, ok := m.folded[stem.Fold(s.Name)]; ok {
				return nil, fmt.Errorf("scope %q of %s differs from %q of an earlier catalog only in case or hyphens: spell them alike", s.Name, c, other)
			}
			m.folded[stem.Fold(s.Name)] = s.Name
			m.add(c.names[i], s)
		}
	}
	if silent {
		m.schemes = nil
	}
	m.name = strings.Join(names, " and ")
	m.operations = sync.OnceValue(func() *operations { return mergeOperations(catalogs) })
	for name := range m.renamed { // a later catalog may have what an earlier one gave up
		if m.has(name) || slices.Contains(slices.Collect(maps.Keys(m.actions)), name) {
			delete(m.renamed, name)
		}
	}
	m.findLookalikes()
	m.vocabulary = sync.OnceValue(m.readVocabulary)
	return m, nil
}
