package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
)

// completion offers the scopes that may stand at a place, or what may stand in a
// configuration.
func (s *server) completion(ctx context.Context, v *view, p *positionParams) (*completionList, error) {
	c, err := v.cursor(*p)
	if err != nil {
		return nil, err
	}
	empty := &completionList{Items: []completionItem{}}
	switch {
	case v.documents[c.file] == nil:
		return empty, nil
	case c.isConfig():
		return s.completeConfig(ctx, c)
	case !c.isGo():
		return empty, nil
	}
	l, ok := c.literal()
	if !ok {
		return empty, nil
	}
	from, to := c.word(l.from, l.to)
	if l.open { // what stands there is other code
		to = c.offset
	}
	list, err := s.scopesFor(ctx, c, l, from, to)
	if err != nil || list == nil {
		return empty, err
	}
	return completeScopes(list, c, from, to), nil
}

// scopesFor finds the catalog whose scopes the code around a word calls for: the
// one that a scope would be compared with if it stood there. It is nil if
// nothing there would be taken for a scope.
func (s *server) scopesFor(ctx context.Context, c cursor, l literal, from, to int) (*catalog.Catalog, error) {
	dir := filepath.Dir(c.file)
	cfg, err := c.view.query(ctx, dir).Configs.Find(dir)
	if err != nil {
		return nil, nil // which is shown where the mistake is
	}
	for _, known := range s.Engine.Catalogs(cfg) {
		probe, ok := probeOf(known)
		if !ok {
			continue
		}
		text := probe
		if l.open {
			text += string(l.quote)
		}
		w := c.view.with(c.file, c.text.content[:from]+text+c.text.content[to:])
		uses, err := s.Engine.Uses(w.query(ctx, dir))
		if err != nil {
			return nil, err
		}
		there := cursor{w, c.file, w.text(c.file), from}
		for _, u := range uses {
			if u.Scope == probe && there.covers(u.Location) {
				return u.Catalog, nil
			}
		}
	}
	return nil, nil
}

// probeOf is a scope that is taken for one only where the code says so: an
// ordinary one, whose name alone proves nothing.
func probeOf(c *catalog.Catalog) (string, bool) {
	distinctive := c.Evidence().Resources
	for _, s := range c.Scopes() {
		if !c.IsAlias(s.Name) && !slices.Contains(distinctive, s.Resource) && !strings.Contains(s.Name, "*") {
			return s.Name, true
		}
	}
	return "", false
}

// mostItems is how many scopes are offered at once.
const mostItems = 400

// completeScopes offers the scopes of a catalog that what is written so far may
// become, resource by resource, and aliases last.
func completeScopes(known *catalog.Catalog, c cursor, from, to int) *completionList {
	written := strings.ToLower(c.text.content[from:c.offset])
	at := c.text.span(from, to)
	list := &completionList{Items: []completionItem{}}
	for _, s := range known.Scopes() {
		if !resembles(strings.ToLower(s.Name), written) {
			continue
		}
		if len(list.Items) == mostItems {
			list.IsIncomplete = true
			break
		}
		item := completionItem{
			Label: s.Name, Kind: kindConstant, Detail: s.Description, FilterText: s.Name,
			SortText: fmt.Sprintf("0 %s %04d", s.Resource, len(list.Items)), TextEdit: &textEdit{at, s.Name},
			Documentation: &markupContent{"plaintext", documentation(known, s)},
		}
		if s.Status == catalog.Deprecated {
			item.Tags = []int{completionGone}
		}
		if known.IsAlias(s.Name) {
			item.SortText = "1 " + s.Name
			item.Detail = "broad: grants other scopes, and each one added later"
		}
		list.Items = append(list.Items, item)
	}
	return list
}

// resembles reports whether a name has the characters of what is written, in
// their order: editors rank the rest.
func resembles(name, written string) bool {
	for _, r := range written {
		i := strings.IndexRune(name, r)
		if i < 0 {
			return false
		}
		name = name[i+len(string(r)):]
	}
	return true
}

// documentation tells what a scope is for and what makes it superfluous.
func documentation(known *catalog.Catalog, s catalog.Scope) string {
	var lines []string
	if s.Description != "" {
		lines = append(lines, s.Description)
	}
	if s.Instead != "" {
		lines = append(lines, "Instead: "+s.Instead)
	}
	if s.Narrower != "" {
		lines = append(lines, "Less may do: "+s.Narrower)
	}
	if implied := known.Implied(s.Name); len(implied) > 0 {
		lines = append(lines, "It grants too: "+strings.Join(implied, ", "))
	}
	var covers []string
	for _, other := range known.Scopes() {
		if other.Name != s.Name && known.Covers(other.Name, s.Name) {
			covers = append(covers, other.Name)
		}
	}
	if len(covers) > 0 {
		lines = append(lines, "Covered by: "+strings.Join(covers, ", "))
	}
	return strings.Join(append(lines, "A scope of "+strings.Join(s.Catalogs, " and ")+"."), "\n")
}
