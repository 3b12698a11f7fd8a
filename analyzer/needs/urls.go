package needs

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A *url.URL is evaluated to its text.

func isURL(t types.Type) bool { return isNamed(t, "net/url", "URL") }

// urlLiteral is for &url.URL{Scheme: …, Host: …, Path: …}.
func (e *evaluator) urlLiteral(alloc *ssa.Alloc) []text {
	for _, v := range storesTo(alloc) {
		if c, ok := v.(*ssa.Const); !ok || c.Value != nil {
			return e.changedURL(alloc, e.eval(v)) // a copy
		}
	}
	get := func(name string) []text {
		obj, _, _ := types.LookupFieldOrMethod(alloc.Type(), false, nil, name)
		f, ok := obj.(*types.Var)
		if !ok {
			return literals("")
		}
		values := fieldStores(alloc, []*types.Var{f})
		if len(values) == 0 {
			return literals("")
		}
		return e.evalAll(values)
	}
	scheme := slices.Clone(get("Scheme"))
	for i, s := range scheme {
		if c, ok := s.constant(); !ok || c != "" {
			scheme[i] = join(s, literal("://"))
		}
	}
	query := slices.Clone(get("RawQuery"))
	for i, q := range query {
		if c, ok := q.constant(); !ok || c != "" {
			query[i] = join(literal("?"), q)
		}
	}
	return product(scheme, get("Host"), slashed(get("Path")), query)
}

// slashed starts every path with a slash.
func slashed(paths []text) []text {
	var all []text
	for _, p := range paths {
		if s := p.String(); s != "" && !strings.HasPrefix(s, "/") {
			p = join(literal("/"), p)
		}
		all = append(all, p)
	}
	return all
}

// pathJoin joins with slashes; empty elements and double slashes go when the
// path is compared.
func (e *evaluator) pathJoin(args []ssa.Value) []text {
	return e.written(args[0], each{between: "/"})
}

// urlJoin is for a base and elements of its path.
func (e *evaluator) urlJoin(args []ssa.Value) []text {
	return product(e.eval(args[0]), e.written(args[1], each{before: "/"}))
}

// resolve is for a reference in the context of a base URL.
func (e *evaluator) resolve(args []ssa.Value) []text {
	var all []text
	for _, base := range e.eval(args[0]) {
		for _, ref := range e.eval(args[1]) {
			all = append(all, resolved(base, ref))
		}
	}
	return all
}

func resolved(base, ref text) text {
	s := ref.String()
	switch {
	case strings.Contains(s, "://"):
		return ref
	case strings.HasPrefix(s, "./"):
		ref.parts = slices.Clone(ref.parts)
		ref.parts[0].lit = ref.parts[0].lit[2:]
		return join(directory(base), literal("/"), ref)
	case strings.HasPrefix(s, "/"):
		server, _, _ := splitURL(base)
		return join(server, ref)
	}
	return join(directory(base), literal("/"), ref)
}

// cut divides a text at the first literal in which at finds something; after
// is empty if there is none.
func (t text) cut(at func(string) int) (before, after text) {
	before, after = t, t
	before.parts, after.parts = nil, nil
	for i, p := range t.parts {
		if p.hole == nil {
			if j := at(p.lit); j >= 0 {
				before.parts = append(before.parts, part{lit: p.lit[:j]})
				after.parts = append([]part{{lit: p.lit[j:]}}, t.parts[i+1:]...)
				return before, after
			}
		}
		before.parts = append(before.parts, p)
	}
	return before, after
}

// splitURL takes a URL apart: the server, and the path and the query with
// their first bytes.
func splitURL(u text) (server, path, query text) {
	server, rest := u.cut(func(s string) int {
		from := 0
		if i := strings.Index(s, "://"); i >= 0 {
			from = i + len("://")
		}
		if i := strings.IndexAny(s[from:], "/?"); i >= 0 {
			return from + i
		}
		return -1
	})
	path, query = rest.cut(func(s string) int { return strings.IndexByte(s, '?') })
	return server, path, query
}

// directory cuts the last element off a URL's path.
func directory(u text) text {
	n := len(u.parts) - 1
	if n < 0 || u.parts[n].hole != nil {
		return u
	}
	from := strings.Index(u.parts[n].lit, "://") + 1
	if from > 0 {
		from += len("//")
	}
	i := strings.LastIndexByte(u.parts[n].lit[from:], '/')
	if i < 0 {
		return u
	}
	t := u
	t.parts = slices.Clone(u.parts)
	t.parts[n].lit = t.parts[n].lit[:from+i]
	return t
}

// urlField reads a field of a URL out of its text.
func (e *evaluator) urlField(u ssa.Value, name string) []text {
	var all []text
	for _, t := range e.eval(u) {
		server, path, query := splitURL(t)
		switch name {
		case "Path", "RawPath":
			if n := len(server.parts); n > 0 && len(path.parts) == 0 && server.parts[n-1].hole != nil {
				path = t // the hole is a whole URL
				path.parts = server.parts[n-1:]
			}
			all = append(all, path)
		case "Host":
			_, host := server.cut(func(s string) int { return strings.Index(s, "://") })
			all = append(all, host.each(func(s string) string { return strings.TrimPrefix(s, "://") }))
		case "RawQuery":
			all = append(all, query.each(func(s string) string { return strings.TrimPrefix(s, "?") }))
		default:
			all = append(all, unknownTexts()...)
		}
	}
	return all
}

// urlString is a URL with what the function stores into its fields.
func (e *evaluator) urlString(args []ssa.Value) []text { return e.changedURL(args[0], e.eval(args[0])) }

func (e *evaluator) changedURL(u ssa.Value, texts []text) []text {
	for _, name := range changing["URL"] {
		obj, _, _ := types.LookupFieldOrMethod(u.Type(), false, nil, name)
		stored := fieldStores(u, []*types.Var{obj.(*types.Var)})
		if len(stored) == 0 {
			continue
		}
		values := e.evalAll(stored)
		var all []text
		for _, t := range texts {
			server, path, query := splitURL(t)
			switch name {
			case "Host":
				all = append(all, product([]text{server.scheme()}, values, []text{join(path, query)})...)
			case "Path":
				all = append(all, product([]text{server}, slashed(values), []text{query})...)
			default:
				all = append(all, product([]text{join(server, path, literal("?"))}, values)...)
			}
		}
		texts = all
	}
	return texts
}
