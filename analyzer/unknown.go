package analyzer

import (
	"fmt"
	"strings"

	"github.com/scopelint/scopelint/catalog"
)

// unknownScope finds scopes that no catalog has.
func unknownScope(j *judge) {
	for _, m := range j.mentions {
		if j.cfg.Allows(m.text) {
			continue
		}
		s, known := j.catalog.Lookup(m.text)
		if known && (s.Status == catalog.Listed || !j.cfg.strict) {
			continue
		}
		ref := m.proved
		if ref == nil || m.judged {
			continue
		}
		f := Finding{Rule: "unknown-scope", Severity: Error, Related: j.proof(m, ref)}
		if known {
			f.Message = fmt.Sprintf("unlisted scope %q: the API uses it, but %s does not list it", m.text, j.catalog)
		} else {
			f.Message, f.Fixes = explainUnknown(j.catalog, m)
		}
		j.report(m, f)
	}
}

// explainUnknown says what is wrong with an unknown scope and what is right.
func explainUnknown(c *catalog.Catalog, m *mention) (message string, fixes []Fix) {
	if right, ok := c.Spelling(m.text); ok {
		return fmt.Sprintf("misspelt scope %q: it is written %q", m.text, right), m.replace(SameAuthority, right)
	}
	unknown := fmt.Sprintf("unknown scope %q: ", m.text)
	if r, ok := c.Renamed(m.text); ok {
		return explainRenamed(unknown, m, r)
	}
	if to, ok := c.Suggest(m.text); ok {
		return unknown + fmt.Sprintf("did you mean %q?", to), m.replace(Guessed, to)
	}
	n, _ := c.Split(m.text)
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

// explainRenamed words what an unknown scope is called. If the API's maker
// renamed it, the new name means the same.
func explainRenamed(unknown string, m *mention, r catalog.Renaming) (message string, fixes []Fix) {
	if r.Official() {
		return unknown + fmt.Sprintf("it is called %q since %s", r.To, r.Date), m.replace(SameAuthority, r.To)
	}
	return unknown + fmt.Sprintf("it is called %q", r.To), m.replace(Guessed, r.To)
}
