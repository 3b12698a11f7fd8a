package openapi

import (
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/near"
)

// Draft is the specification as a catalog. An empty name is the API's title,
// an empty grammar is made up from the scopes. What the catalog cannot hold is
// left out and told in notes. It is an error if the grammar is none.
func (s *Spec) Draft(name string, grammar []string) (*catalog.Draft, []*Error, error) {
	d := &catalog.Draft{Name: name, Source: s.File, Servers: s.Servers, Grammar: grammar}
	if d.Name == "" {
		d.Name = s.Title
	}
	if d.Name == "" {
		d.Name = "API"
	}
	notes := slices.Clone(s.Notes)
	if len(grammar) == 0 {
		var rest []string
		if d.Grammar, rest = catalog.InferGrammar(s.names()); len(rest) > 0 {
			d.Grammar = append(d.Grammar, catalog.AnyForm)
		}
	}
	unfit, err := catalog.Unfit(d.Grammar, s.names())
	if err != nil {
		return nil, nil, err
	}
	held := make(map[string]string) // by what cannot be told apart
	for _, scope := range s.Scopes {
		key := strings.ReplaceAll(strings.ToLower(scope.Name), "-", "_")
		switch twin, ok := held[key]; {
		case slices.Contains(unfit, scope.Name):
			notes = append(notes, scope.at.errorf("scope %q is left out: it does not have the form %s", scope.Name, Form(d.Grammar)+hint(grammar)))
		case ok:
			unfit = append(unfit, scope.Name)
			notes = append(notes, scope.at.errorf("scope %q is left out: it differs from %q only in case or hyphens", scope.Name, twin))
		default:
			held[key] = scope.Name
			d.Scopes = append(d.Scopes, catalog.Scope{Name: scope.Name, Description: scope.Description, Status: s.status(scope)})
		}
	}
	isUnfit := func(scope string) bool { return slices.Contains(unfit, scope) }
	for _, op := range s.Operations {
		held, ok := op.Without(isUnfit)
		if !ok {
			notes = append(notes, s.at[op.String()].errorf("%s is left out: it asks for %s", op, strings.Join(slices.Concat(op.Scopes...), ", ")))
			continue
		}
		d.Operations = append(d.Operations, held)
	}
	return d, notes, nil
}

// hint names what lets a given grammar hold more.
func hint(grammar []string) string {
	if len(grammar) == 0 || slices.Contains(grammar, catalog.AnyForm) {
		return ""
	}
	return "; -grammar \"" + strings.Join(append(slices.Clone(grammar), catalog.AnyForm), ",") + "\" takes names of any form"
}

// Slips tells the scopes that look like misspelt ones: asked for once, and one
// edit away from one that is asked for more often.
func (s *Spec) Slips() []*Error {
	asked := make(map[string]int)
	for _, op := range s.Operations {
		for _, scope := range slices.Concat(op.Scopes...) {
			asked[scope]++
		}
	}
	var notes []*Error
	for _, a := range s.Scopes {
		for _, b := range s.Scopes {
			if asked[a.Name] == 1 && asked[b.Name] >= often && oneEdit(a.Name, b.Name) {
				notes = append(notes, a.at.errorf("scope %q looks like a slip: %q is asked for %d times", a.Name, b.Name, asked[b.Name]))
			}
		}
	}
	return notes
}

// often is how often a scope must be asked for to make its misspelling one.
const often = 3

// oneEdit reports whether two names differ in one edit of one word, which must be
// a long one: api and app are words of their own.
func oneEdit(a, b string) bool {
	words, others := strings.FieldsFunc(a, isSeparator), strings.FieldsFunc(b, isSeparator)
	if len(words) != len(others) {
		return false
	}
	edits := 0
	for i, w := range words {
		if w == others[i] {
			continue
		}
		d := len(w) - len(others[i])
		if edits++; len(w) < 5 || d < -1 || d > 1 || near.Distance(w, others[i]) != 1 {
			return false
		}
	}
	return edits == 1
}

func isSeparator(r rune) bool { return strings.ContainsRune(":./_-|", r) }

// Form words a grammar; without one, what scopes lack that have none.
func Form(grammar []string) string {
	if len(grammar) == 0 {
		return "of two words with a separator, as in \"resource:action\""
	}
	return strings.Join(grammar, " or ")
}

func (s *Spec) names() []string {
	names := make([]string, len(s.Scopes))
	for i, scope := range s.Scopes {
		names[i] = scope.Name
	}
	return names
}

// Edition is the specification as it is compared with another, or with a
// catalog.
func (s *Spec) Edition() catalog.Edition {
	e := catalog.Edition{Operations: s.Operations, AskedOnly: !s.Declares()}
	for _, scope := range s.Scopes {
		e.Scopes = append(e.Scopes, catalog.Scope{Name: scope.Name, Description: scope.Description, Status: s.status(scope)})
	}
	return e
}

// status is the status that a scope has in a catalog.
func (s *Spec) status(scope Scope) catalog.Status {
	if s.Declares() && !scope.Declared {
		return catalog.Unlisted
	}
	return catalog.Listed
}
