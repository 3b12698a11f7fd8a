package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/near"
)

// unknownScope finds scopes that no catalog has, and those that are none any
// more.
func unknownScope(j *judge) {
	for _, m := range j.mentions {
		ref := m.proved
		if ref == nil || m.judged || j.cfg.Allows(m.text) {
			continue
		}
		f := Finding{Rule: "unknown-scope", Severity: Error, Related: j.proof(m, ref)}
		s, known := m.catalog.Lookup(m.text)
		switch {
		case known && s.Status == catalog.Deprecated:
			f.Severity = Warning
			if !j.madeUp(ref) {
				f.Message = fmt.Sprintf("deprecated scope %q of %s", m.text, m.catalog.Name())
				if s.Instead != "" {
					f.Message += "; instead: " + s.Instead
				}
				if _, ok := m.catalog.Lookup(s.Instead); ok {
					f.Fixes = m.replace(Guessed, s.Instead)
				}
			}
		case known && s.Status == catalog.Unlisted && j.cfg.strict:
			f.Message = fmt.Sprintf("unlisted scope %q: the API uses it, but %s does not list it", m.text, m.catalog)
		case !known && ref.asked != nil:
			f.Message, f.Fixes = j.explainAsked(m)
		case !known:
			f.Message, f.Fixes = j.explainUnknown(m.catalog, m)
			if owner, ok := owner(m); ok && f.Fixes == nil && !hasResource(m.catalog, m.text) {
				f.Message = fmt.Sprintf("unknown scope %q: it is %s's, and not in %s", m.text, owner, m.catalog)
			}
		}
		if f.Message != "" {
			j.report(m, f)
		}
	}
}

// owner returns the name of the only ready-made catalog that has a text which
// the configured one lacks.
func owner(m *mention) (name string, ok bool) {
	if !m.decided {
		return "", false
	}
	for _, ready := range catalog.ReadyNames() {
		c, _ := catalog.Ready(ready)
		if _, has := c.Lookup(m.text); has && c != m.catalog {
			if name != "" {
				return "", false
			}
			name = c.Name()
		}
	}
	return name, name != ""
}

// explainAsked says what is wrong with a text that a provider is asked for. It
// says nothing if the text may be a scope that the provider's list lacks.
func (j *judge) explainAsked(m *mention) (message string, fixes []Fix) {
	c := m.catalog
	if _, legacy := c.Legacy(m.text); legacy {
		return "", nil
	}
	if s, ok := c.Past(m.text); ok && s.Until == "" && s.Instead != "" { // it never was one
		return fmt.Sprintf("unknown scope %q: %s has none of this name; instead: %s", m.text, c.Name(), s.Instead), renamedFix(c, m)
	} else if ok {
		return explainPast(c, m, s), renamedFix(c, m)
	}
	if catalog.IsOpenID(m.text) {
		return "", nil
	}
	if !c.Complete() || c.Foreign(m.text) || j.madeUp(m.proved) {
		if _, ok := c.Spelling(m.text); ok {
			return j.explainUnknown(c, m)
		}
		if right, ok := c.Mistyped(m.text); ok && (!j.madeUp(m.proved) || isSlip(m.text, right)) {
			return fmt.Sprintf("misspelt scope %q: did you mean %q?", m.text, right), m.replace(Guessed, right)
		}
		return "", nil
	}
	return j.explainUnknown(c, m)
}

// isSlip reports whether a name is one edit away from the right one, and no scope
// of any provider.
func isSlip(name, right string) bool {
	return near.Distance(name, right) == 1 && !slices.ContainsFunc(catalog.ReadyNames(), func(ready string) bool {
		c, _ := catalog.Ready(ready)
		_, ok := c.Lookup(name)
		return ok
	})
}

// explainPast words that a scope is no more.
func explainPast(c *catalog.Catalog, m *mention, s catalog.Scope) string {
	if r, ok := c.Renamed(m.text); ok && r.Official() {
		return fmt.Sprintf("unknown scope %q: it is called %q since %s", m.text, r.To, r.Date)
	}
	message := fmt.Sprintf("retired scope %q: %s has it no more", m.text, c.Name())
	if s.Until != "" {
		message += ", since " + s.Until
	}
	if s.Instead != "" {
		message += "; instead: " + s.Instead
	}
	return message
}

// renamedFix writes the name that a scope has now, if it has one.
func renamedFix(c *catalog.Catalog, m *mention) []Fix {
	r, ok := c.Renamed(m.text)
	switch {
	case !ok:
		return nil
	case r.Official():
		return m.replace(SameAuthority, r.To)
	}
	return m.replace(Guessed, r.To)
}

// madeUp reports whether a reference asks a provider for scopes in a test, which
// asks nobody: any name will do there, but for one that is nearly right.
func (j *judge) madeUp(ref *reference) bool {
	return ref.asked != nil && strings.HasSuffix(j.pass.Fset.Position(ref.at).Filename, "_test.go")
}

// suggest is the catalog's, which takes long enough that what is misspelt in many
// places is looked for once.
func (j *judge) suggest(c *catalog.Catalog, text string) (string, bool) {
	key := suggestion{c, text}
	to, ok := j.suggested[key]
	if !ok {
		if to, ok = c.Suggest(text); !ok {
			to = ""
		}
		if j.suggested == nil {
			j.suggested = make(map[suggestion]string)
		}
		j.suggested[key] = to
	}
	return to, to != ""
}

// A suggestion is for a text that a catalog does not have.
type suggestion struct {
	catalog *catalog.Catalog
	text    string
}

// explainUnknown says what is wrong with an unknown scope and what is right.
func (j *judge) explainUnknown(c *catalog.Catalog, m *mention) (message string, fixes []Fix) {
	if right, ok := c.Spelling(m.text); ok {
		return fmt.Sprintf("misspelt scope %s: it is written %q", quote(m.text), right), m.replace(SameAuthority, right)
	}
	unknown := fmt.Sprintf("unknown scope %q: ", m.text)
	if r, ok := c.Renamed(m.text); ok {
		return explainRenamed(unknown, m, r)
	}
	if to, ok := j.suggest(c, m.text); ok {
		return unknown + fmt.Sprintf("did you mean %q?", to), m.replace(Guessed, to)
	}
	n, ok := c.Split(m.text)
	if !ok {
		return unknown + "it is not in " + c.String(), nil
	}
	if actions := c.Actions(n.Resource); len(actions) > 0 {
		return unknown + fmt.Sprintf("%s has %s", n.Resource, strings.Join(actions, ", ")), nil
	}
	resource, ok := c.RenamedResource(n.Resource)
	if !ok {
		resource, ok = c.Resource(n.Resource) // in another number
	}
	if ok {
		return unknown + fmt.Sprintf("%s is called %s, which has %s", n.Resource, resource, strings.Join(c.Actions(resource), ", ")), nil
	}
	return unknown + fmt.Sprintf("resource %s is not in %s", n.Resource, c), nil
}

// hasResource reports whether a catalog has actions of a text's resource, which
// are more help than another catalog's name.
func hasResource(c *catalog.Catalog, text string) bool {
	n, ok := c.Split(text)
	return ok && len(c.Actions(n.Resource)) > 0
}

// explainRenamed words what an unknown scope is called. If the API's maker
// renamed it, the new name means the same.
func explainRenamed(unknown string, m *mention, r catalog.Renaming) (message string, fixes []Fix) {
	if r.Official() {
		return unknown + fmt.Sprintf("it is called %q since %s", r.To, r.Date), m.replace(SameAuthority, r.To)
	}
	return unknown + fmt.Sprintf("it is called %q", r.To), m.replace(Guessed, r.To)
}
