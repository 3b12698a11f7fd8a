package openapi

import (
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// A requirement is one alternative of what an operation asks for: every scheme
// in it.
type requirement []demand

// A demand is a security scheme with the scopes that are asked of it.
type demand struct {
	scheme string
	scopes []string
	at     node
}

// schemes reads the security schemes and the scopes that they list.
func (r *reader) schemes() error {
	r.known, r.scoped = make(map[string]bool), make(map[string]bool)
	components, err := r.fs.get(r.root, "components")
	if err != nil {
		return err
	}
	schemes, err := r.fs.get(components, "securitySchemes")
	if err != nil {
		return err
	}
	if err := cmp.Or(components.mapping("the components"), schemes.mapping("the security schemes")); err != nil {
		return err
	}
	for name, scheme := range schemes.fields() {
		if scheme, err = r.fs.resolve(scheme); err != nil {
			return err
		}
		if err := scheme.mapping("the security scheme " + name); err != nil {
			return err
		}
		kind, err := r.fs.get(scheme, "type")
		if err != nil {
			return err
		}
		r.scoped[name] = kind.text() == "oauth2" || kind.text() == "openIdConnect"
		flows, err := r.fs.get(scheme, "flows")
		if err != nil {
			return err
		}
		if err := flows.mapping("the flows of " + name); err != nil {
			return err
		}
		for _, flow := range flows.fields() {
			if flow, err = r.fs.resolve(flow); err != nil {
				return err
			}
			scopes, err := r.fs.get(flow, "scopes")
			if err != nil {
				return err
			}
			if err := cmp.Or(flow.mapping("a flow of "+name), scopes.mapping("scopes with their descriptions")); err != nil {
				return err
			}
			r.declare(scopes)
		}
	}
	return nil
}

func (r *reader) declare(scopes node) {
	for name, description := range scopes.fields() {
		if r.known[name] || name == "" {
			continue
		}
		r.known[name] = true
		r.spec.Scopes = append(r.spec.Scopes, Scope{name, oneLine(description.text()), true, description})
	}
}

// oneLine is a text without line breaks.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// securityOf reads what an operation asks for; without a word of its own that
// is what the whole specification says.
func (r *reader) securityOf(n node) ([]requirement, error) {
	list, err := r.fs.get(n, "security")
	if err != nil {
		return nil, err
	}
	if !list.exists() {
		if list, err = r.fs.get(r.root, "security"); err != nil || !list.exists() {
			return nil, err
		}
	}
	if !list.is(yaml.SequenceNode) {
		return nil, list.errorf("security is no list: write it as - scheme: [scopes]")
	}
	var alternatives []requirement
	for _, item := range list.items() {
		if item, err = r.fs.resolve(item); err != nil {
			return nil, err
		}
		if !item.is(yaml.MappingNode) {
			return nil, item.errorf("this is no security requirement: write it as - scheme: [scopes]")
		}
		all := requirement{}
		for scheme, scopes := range item.fields() {
			d, err := r.demand(scheme, scopes)
			if err != nil {
				return nil, err
			}
			all = append(all, d)
		}
		alternatives = append(alternatives, all)
	}
	return alternatives, nil
}

func (r *reader) demand(scheme string, scopes node) (demand, error) {
	d := demand{scheme: scheme, at: scopes}
	if _, ok := r.scoped[scheme]; !ok {
		return d, scopes.errorf("no security scheme is called %q: correct it, or list it below components.securitySchemes", scheme)
	}
	if scopes.exists() && !scopes.is(yaml.SequenceNode) && scopes.text() != "" {
		return d, scopes.errorf("the scopes of %s are no list: write them as [%s]", scheme, scopes.text())
	}
	for _, s := range scopes.items() {
		name := s.text()
		if name == "" {
			return d, s.errorf("this is no scope: write its name")
		}
		if !slices.Contains(d.scopes, name) {
			d.scopes = append(d.scopes, name)
		}
	}
	r.scoped[scheme] = r.scoped[scheme] || len(d.scopes) > 0
	return d, nil
}

// security settles what each operation asks for, now that it is known which
// schemes carry scopes at all.
func (r *reader) security() error {
	var found []Scope
	for _, a := range r.asked {
		op := a.op
		op.Scopes = r.alternatives(a.security)
		r.spec.Operations = append(r.spec.Operations, op)
		r.spec.at[op.String()] = a.at
		for _, name := range slices.Concat(op.Scopes...) {
			if !r.known[name] {
				r.known[name] = true
				found = append(found, Scope{Name: name, at: a.at})
			}
		}
	}
	slices.SortFunc(found, func(a, b Scope) int { return cmp.Compare(a.Name, b.Name) })
	r.spec.Scopes = append(r.spec.Scopes, found...)
	if len(r.spec.Operations) == 0 {
		return r.root.errorf("the specification has no operations: name its first file, the one with \"paths\"")
	}
	if len(r.spec.Scopes) == 0 {
		return r.root.errorf("the specification has no scopes: none of its %d operations asks for one, and no security scheme lists one", len(r.spec.Operations))
	}
	return nil
}

// alternatives are the sets of scopes that suffice; nil if no scope is needed.
func (r *reader) alternatives(security []requirement) [][]string {
	var lists [][]string
	for _, all := range security {
		scoped := len(all) == 0 // {} stands for no authentication at all
		var scopes []string
		for _, d := range all {
			scoped = scoped || r.scoped[d.scheme]
			for _, s := range d.scopes {
				if !slices.Contains(scopes, s) {
					scopes = append(scopes, s)
				}
			}
		}
		switch {
		case !scoped:
			continue // another way to authenticate
		case len(scopes) == 0:
			return nil // any token will do
		case !slices.ContainsFunc(lists, func(l []string) bool { return slices.Equal(l, scopes) }):
			lists = append(lists, scopes)
		}
	}
	return lists
}
