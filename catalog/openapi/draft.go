package openapi

import (
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
)

// Draft is the specification as a catalog. An empty name is the API's title,
// an empty grammar is made up from the scopes. What the catalog cannot hold is
// left out and told in notes.
func (s *Spec) Draft(name string, grammar []string) (*catalog.Draft, []*Error) {
	d := &catalog.Draft{Name: name, Source: s.File, Servers: s.Servers, Grammar: grammar}
	if d.Name == "" {
		d.Name = s.Title
	}
	if d.Name == "" {
		d.Name = "API"
	}
	notes := slices.Clone(s.Notes)
	var unfit []string
	if names := s.names(); len(grammar) == 0 {
		d.Grammar, unfit = catalog.InferGrammar(names)
	}
	held := make(map[string]string) // by what cannot be told apart
	for _, scope := range s.Scopes {
		key := strings.ReplaceAll(strings.ToLower(scope.Name), "-", "_")
		switch twin, ok := held[key]; {
		case slices.Contains(unfit, scope.Name):
			notes = append(notes, scope.at.errorf("scope %q is left out: it does not have the form %s", scope.Name, formOf(d.Grammar)))
		case ok:
			unfit = append(unfit, scope.Name)
			notes = append(notes, scope.at.errorf("scope %q is left out: it differs from %q only in case or hyphens", scope.Name, twin))
		default:
			held[key] = scope.Name
			status := catalog.Listed
			if s.Declares() && !scope.Declared {
				status = catalog.Unlisted
			}
			d.Scopes = append(d.Scopes, catalog.Scope{Name: scope.Name, Description: scope.Description, Status: status})
		}
	}
	isUnfit := func(scope string) bool { return slices.Contains(unfit, scope) }
	for _, op := range s.Operations {
		holds := slices.DeleteFunc(slices.Clone(op.Scopes), func(all []string) bool { return slices.ContainsFunc(all, isUnfit) })
		if len(holds) == 0 && len(op.Scopes) > 0 {
			notes = append(notes, s.at[op.String()].errorf("%s is left out: it asks for %s", op, strings.Join(slices.Concat(op.Scopes...), ", ")))
			continue
		}
		op.Scopes = holds
		d.Operations = append(d.Operations, op)
	}
	return d, notes
}

func formOf(grammar []string) string {
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
