package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog/near"
)

// circles rejects scopes that grant themselves by way of others: such
// statements contradict what levels are.
func (r *reader) circles() {
	const visiting, done = 1, 2
	state := make(map[string]int)
	var visit func(name string, way []string) []string
	visit = func(name string, way []string) []string {
		if state[name] == visiting {
			return append(way[slices.Index(way, name):], name)
		}
		if state[name] == done {
			return nil
		}
		state[name] = visiting
		for _, granted := range r.c.implies[name] {
			if circle := visit(granted, append(way, name)); circle != nil {
				return circle
			}
		}
		state[name] = done
		return nil
	}
	for _, name := range r.file.Under("implies") {
		if circle := visit(name, nil); circle != nil {
			r.mistake("implies", circle[0], "this is a circle, %s: what grants the other ones?", strings.Join(circle, " grants "))
			return
		}
	}
}

// notes reads what else is said of single scopes.
func (r *reader) notes() {
	if r.doc.Complete != nil {
		r.c.incomplete = !*r.doc.Complete
	}
	for _, sep := range r.doc.Separators {
		switch sep {
		case " ":
			r.c.blanks = true
		case ",":
			r.c.commas = true
		default:
			r.mistake("separators", "", "%q separates no scopes in a request: write \" \" or \",\"", sep)
		}
	}
	for _, t := range []struct {
		table string
		texts map[string]string
		note  func(s *Scope, text string)
	}{
		{"broad", r.doc.Broad, func(s *Scope, text string) { s.Narrower = text }},
		{"deprecated", r.doc.Deprecated, func(s *Scope, text string) { s.Status, s.Instead = Deprecated, text }},
	} {
		for _, name := range r.file.Under(t.table) {
			if i, ok := r.c.index[name]; ok {
				t.note(&r.c.scopes[i], t.texts[name])
			} else if r.lacks(name) {
				r.mistake(t.table, name, "%q is no scope of this catalog%s", name, r.meant(name))
			}
		}
	}
	for _, name := range r.file.Under("needs") {
		for _, n := range append([]string{name}, r.doc.Needs[name]...) {
			if r.lacks(n) {
				r.mistake("needs", name, "%q is no scope of this catalog%s", n, r.meant(n))
			}
		}
		if i, ok := r.c.index[name]; ok {
			r.c.scopes[i].Needs = r.doc.Needs[name]
		}
	}
	for _, name := range r.file.Under("legacy") {
		if to := r.doc.Legacy[name]; r.lacks(to) {
			r.mistake("legacy", name, "%q is no scope of this catalog%s", to, r.meant(to))
		}
	}
	r.c.legacy = r.doc.Legacy
	for _, name := range r.file.Under("retired") {
		if r.c.has(name) {
			r.mistake("retired", name, "%q is retired, but still in the catalog: remove one of the two", name)
		}
		r.c.past = append(r.c.past, Scope{Name: name, Status: Retired, Instead: r.doc.Retired[name], Source: r.doc.Source, Since: r.doc.Date, Catalogs: []string{r.c.name}})
	}
}

func (c *Catalog) matchesAny(pattern string) bool {
	if c.has(pattern) {
		return true
	}
	return slices.ContainsFunc(c.scopes, func(s Scope) bool { return c.matches(pattern, s.Name) })
}

// mostMeant is up to how many mistakes it is looked for what was meant: where all is
// wrong, each would be compared with each.
const mostMeant = 200

func (r *reader) meant(name string) string {
	if len(r.mistakes) > mostMeant {
		return ""
	}
	names := make([]string, len(r.c.scopes))
	for i, s := range r.c.scopes {
		names[i] = s.Name
	}
	if n, ok := near.Best(name, names); ok {
		return fmt.Sprintf(": did you mean %q?", n)
	}
	return ""
}
