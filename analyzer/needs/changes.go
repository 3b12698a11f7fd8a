package needs

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A request that is made may be changed before it is sent:
//
//	req.Method = http.MethodDelete
//	req.URL.RawQuery = q.Encode()

// A change is a store into a request, or into its URL.
type change struct {
	field string // one of changing
	store *ssa.Store
	calls []call // from where the request is made to where it is changed
}

// changing are the fields of requests and of URLs that say what is asked for.
var changing = map[string][]string{"Request": {"Method", "URL"}, "URL": {"Host", "Path", "RawQuery"}}

func isChanging(field *ssa.FieldAddr) bool {
	of := deref(field.X.Type())
	name := fieldOf(of, field.Field).Name()
	return isURL(of) && slices.Contains(changing["URL"], name) ||
		isNamed(of, "net/http", "Request") && slices.Contains(changing["Request"], name)
}

// changesOf lists what is done to the request, or the URL, that v is or has.
func changesOf(v ssa.Value, calls []call, seen map[ssa.Value]bool) []change {
	if v.Referrers() == nil || seen[v] || len(calls) > 3 {
		return nil
	}
	seen[v] = true
	var all []change
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Extract, *ssa.UnOp:
			all = append(all, changesOf(ref.(ssa.Value), calls, seen)...)
		case *ssa.Phi: // a query that several requests get would only multiply what is told apart
			all = append(all, slices.DeleteFunc(changesOf(ref, calls, seen), func(c change) bool { return c.field == "RawQuery" })...)
		case *ssa.FieldAddr:
			f := fieldOf(ref.X.Type(), ref.Field)
			if isChanging(ref) {
				for _, use := range *ref.Referrers() {
					if store, ok := use.(*ssa.Store); ok && store.Addr == ref {
						all = append(all, change{f.Name(), store, calls})
					}
				}
			}
			if f.Name() == "URL" || f.Embedded() {
				all = append(all, changesOf(ref, calls, seen)...)
			}
		case *ssa.Call:
			all = append(all, changesBy(ref, v, calls, seen)...)
		}
	}
	return all
}

// changesBy is for a call that gets v, and may give it back.
func changesBy(site *ssa.Call, v ssa.Value, calls []call, seen map[ssa.Value]bool) []change {
	callee := site.Call.StaticCallee()
	switch name := fullNameOf(site); {
	case callee == nil:
		return nil
	case name == "(*net/http.Request).Clone", name == "(*net/http.Request).WithContext":
		return changesOf(site, calls, seen)
	}
	var all []change
	for i, arg := range site.Call.Args {
		if arg != v || callee.Blocks == nil {
			continue
		}
		inner := append(calls[:len(calls):len(calls)], call{caller: site.Parent(), callee: callee, site: site})
		all = append(all, changesOf(callee.Params[i], inner, seen)...)
		if slices.ContainsFunc(results(callee, 0), func(r ssa.Value) bool { return r == callee.Params[i] }) {
			all = append(all, changesOf(site, calls, seen)...)
		}
	}
	return all
}

// changed are the lines of a request after what its maker, or a caller that gets it, does to
// it later.
func (e *evaluator) changed(lines []text, site ssa.CallInstruction) []text {
	made, ok := site.(*ssa.Call)
	if !ok {
		return lines
	}
	for _, c := range changesOf(made, nil, make(map[ssa.Value]bool)) {
		e.applied[c.store] = true
		values := e.eval(c.store.Val)
		for _, call := range slices.Backward(c.calls) {
			values = e.instantiate(values, call.callee, call.site)
		}
		if len(values)*len(lines) > most {
			values = unknownTexts()
		}
		if c.field == "RawQuery" { // what is there already may be part of the value
			lines = product(lines, literals("?"), values)
			continue
		}
		after := rewritten(lines, c.field, values)
		if !c.isSure(made) {
			after = append(slices.Clone(lines), guarded(after, e.guards(c.store.Block()))...)
		}
		lines = unique(after)
	}
	return lines
}

// methodsChanged lists where the program gives a request another method, and it is not known
// to which.
func (t *tracer) methodsChanged() []*ssa.Store {
	var all []*ssa.Store
	for field, stores := range t.e.stores.fields {
		if field.Name() != "Method" || field.Pkg() == nil || field.Pkg().Path() != "net/http" {
			continue
		}
		for _, store := range stores {
			_, isLiteral := store.Addr.(*ssa.FieldAddr).X.(*ssa.Alloc)
			_, reached := t.graph.parent[store.Parent()]
			if reached && !isLiteral && !t.e.applied[store] && t.own[packageOf(store.Parent())] {
				all = append(all, store)
			}
		}
	}
	return all
}

// isSure reports whether a change is made whenever the request is handed on.
func (c change) isSure(made *ssa.Call) bool {
	at := ssa.Instruction(c.store)
	if len(c.calls) > 0 {
		for _, b := range c.store.Parent().Blocks {
			if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && !c.store.Block().Dominates(b) {
				return false
			}
		}
		at = c.calls[0].site
	}
	if len(c.calls) > 1 || at.Parent() != made.Parent() {
		return false
	}
	for _, v := range append(firstParts(made), made) {
		for _, use := range *v.Referrers() {
			switch use.(type) {
			case *ssa.Call, *ssa.Return, *ssa.MakeInterface, *ssa.Phi, *ssa.Go, *ssa.Defer:
				if use != at && !at.Block().Dominates(use.Block()) {
					return false
				}
			case *ssa.Store:
				return false
			}
		}
	}
	return true
}

// firstParts are the uses of a call's first result, if it has several.
func firstParts(made *ssa.Call) []ssa.Value {
	var all []ssa.Value
	for _, ref := range *made.Referrers() {
		if part, ok := ref.(*ssa.Extract); ok && part.Index == 0 {
			all = append(all, part)
		}
	}
	return all
}

// rewritten are lines with other values for what a field has.
func rewritten(lines []text, field string, values []text) []text {
	var all []text
	for _, line := range lines {
		values := slices.DeleteFunc(slices.Clone(values), func(v text) bool { return conflict(line, v) })
		if len(values) == 0 {
			continue // no run has this line
		}
		method, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
		url = text{parts: url.after(" ").parts}
		server, path, query := splitURL(url)
		switch field {
		case "Method":
			all = append(all, product(values, literals(" "), []text{url})...)
		case "URL":
			all = append(all, product([]text{method}, literals(" "), values)...)
		case "Host":
			all = append(all, product([]text{method}, literals(" "), []text{server.scheme()}, values, []text{path}, []text{query})...)
		case "Path":
			all = append(all, product([]text{method}, literals(" "), []text{server}, slashed(values), []text{query})...)
		}
	}
	if all == nil && len(lines) > 0 && len(values) > 0 { // rather too many than none
		return rewritten(unpicked(lines, nil), field, unpicked(values, nil))
	}
	return all
}

// after is a text without what it begins with.
func (t text) after(prefix string) text {
	if len(t.parts) == 0 || t.parts[0].hole != nil {
		return t
	}
	t.parts = slices.Clone(t.parts)
	t.parts[0].lit = strings.TrimPrefix(t.parts[0].lit, prefix)
	return t
}

// scheme is that of a server's URL, "https://" where none is known.
func (t text) scheme() text {
	if scheme, _, ok := strings.Cut(t.lead(), "://"); ok {
		return literal(scheme + "://")
	}
	return literal("https://")
}
