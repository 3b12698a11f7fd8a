package needs

import (
	"context"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/catalog"
)

// A Client tells what the functions of one package, a client library, request
// of the catalog's API.
type Client struct {
	// Functions are the exported functions and methods, those of interfaces
	// included, by their full names as [types.Func.FullName] has them.
	Functions map[string]Function `json:"functions"`
}

// A Function is what one call of a function requests. It may do so in one run
// and not in another.
type Function struct {
	Requests []Request `json:"requests,omitempty"`

	// Unresolved are requests that nobody can tell the scopes of without its
	// callers, or at all: "GET /{}".
	Unresolved []string `json:"unresolved,omitempty"`
}

// A Request is one request of a function.
type Request struct {
	Operation string `json:"operation"` // "POST /v2/droplets"

	// Scopes are the alternatives that the operation asks for, as in
	// [catalog.Operation].
	Scopes [][]string `json:"scopes,omitempty"`

	Fields []FieldCondition `json:"fields,omitempty"`
	Maybe  []string         `json:"maybe,omitempty"` // scopes that it asks for under conditions of other kinds
}

// A FieldCondition makes a request ask for more scopes if its caller sets a
// field of a struct that it hands over.
type FieldCondition struct {
	Type   string   `json:"type"`   // the struct's name, in the package of the client
	Fields []string `json:"fields"` // from the struct inwards: "NodePools", "Tags"
	Scopes []string `json:"scopes"`

	// Doubtful means that the API is not known to ask for them.
	Doubtful bool `json:"doubtful,omitempty"`
}

// Requests finds what each exported function of one package requests, from its
// source alone, which cfg.Patterns names. What its users do with it decides
// nothing: neither the URL of the server nor the fields of what they send.
func Requests(ctx context.Context, cfg Config) (*Client, error) {
	l, err := list(ctx, &cfg)
	if err != nil {
		return nil, err
	}
	src := l.load(&cfg, nil)
	if len(src.roots) != 1 {
		return nil, fmt.Errorf("%q names %d packages, want one", cfg.Patterns, len(src.roots))
	}
	root := src.roots[0]
	if errs := src.unit(root.Pkg).errors; len(errs) > 0 {
		return nil, errs[0] // what could not be read would look as if it requested nothing
	}
	r := clientReader{cfg: &cfg, entries: exported(root), functions: make(map[string]Function)}
	r.graph = newGraph(src, r.entries)
	for _, fn := range r.entries {
		if fn.Signature.Recv() == nil {
			r.makers = append(r.makers, fn)
		}
	}
	for _, fn := range r.entries {
		if fn.Object() != nil { // not an initialiser
			r.functions[fn.Object().(*types.Func).FullName()] = r.function(fn)
		}
	}
	r.interfaces(root)
	return &Client{Functions: r.functions}, nil
}

// A clientReader reads the functions of a client, one by one.
type clientReader struct {
	cfg       *Config
	graph     *graph
	entries   []*ssa.Function
	makers    []*ssa.Function // functions without receiver, which fill the fields that methods read
	functions map[string]Function
}

// function follows what fn reaches.
func (r *clientReader) function(fn *ssa.Function) Function {
	reached := r.graph.within(fn)
	t := newTracer(r.graph.within(append(slices.Clone(r.makers), fn)...), r.cfg.Catalog, nil)
	t.runIn(reached.parent)
	var f Function
	for _, found := range t.found {
		if _, ok := reached.parent[found.fn]; !ok {
			continue // a maker's own
		}
		if request := t.request(found); !slices.ContainsFunc(f.Requests, request.same) {
			f.Requests = append(f.Requests, request)
		}
		if found.op.Draft() {
			f.Unresolved = append(f.Unresolved, found.op.Method+" "+catalog.NormalPath(found.op.Path))
		}
	}
	for _, m := range t.missed {
		if _, ok := reached.parent[m.fn]; ok {
			f.Unresolved = append(f.Unresolved, m.verdict.request)
		}
	}
	slices.Sort(f.Unresolved)
	f.Unresolved = slices.Compact(f.Unresolved)
	return f
}

func (r Request) same(s Request) bool { return r.Operation == s.Operation }

// request separates what a finding's operation asks for in any case from what
// the caller decides.
func (t *tracer) request(f finding) Request {
	r := Request{Operation: f.op.String(), Scopes: f.op.Scopes}
	if !f.sure {
		for _, all := range r.Scopes {
			r.Maybe = append(r.Maybe, all...)
		}
		r.Scopes = nil
	}
	for _, cond := range f.op.Conditions {
		fields := t.callersFields(f, cond)
		ruling := t.rule(f, cond)
		switch {
		case ruling.holds == always && f.sure:
			r.Scopes = both(r.Scopes, cond.Scopes)
		case len(fields) > 0:
			r.Fields = append(r.Fields, fields...)
		case ruling.holds == never && cond.Kind == catalog.Action: // the type is a constant, and another one
		default:
			r.Maybe = append(r.Maybe, cond.Scopes...)
		}
	}
	return r
}

// both adds scopes to each alternative.
func both(alternatives [][]string, more []string) [][]string {
	if len(alternatives) == 0 {
		return [][]string{more}
	}
	var all [][]string
	for _, a := range alternatives {
		all = append(all, slices.Concat(a, more))
	}
	return all
}

// callersFields are the fields that decide a condition about a body which is
// handed over as a struct.
func (t *tracer) callersFields(f finding, cond catalog.Condition) []FieldCondition {
	if cond.Kind != catalog.Body {
		return nil
	}
	var all []FieldCondition
	for _, body := range t.bodies(f.request) {
		name := typeName(body.Type())
		fields := jsonFields(body.Type(), cond.Where)
		if _, ok := body.(*ssa.Parameter); !ok || name == nil || fields == nil {
			return nil
		}
		c := FieldCondition{Type: name.Name(), Scopes: cond.Scopes, Doubtful: cond.Doubtful}
		for _, field := range fields {
			c.Fields = append(c.Fields, field.Name())
		}
		all = append(all, c)
	}
	return all
}

// interfaces gives the methods of the package's interfaces what the types
// request that the package itself puts into them. By their methods alone some
// types of a client fit the interfaces of others.
func (r *clientReader) interfaces(pkg *ssa.Package) {
	for fn := range r.graph.parent {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				made, ok := instr.(*ssa.MakeInterface)
				if !ok {
					continue
				}
				if name := typeName(made.Type()); name != nil && name.Pkg() == pkg.Pkg {
					r.implement(pkg.Prog, made)
				}
			}
		}
	}
	for _, name := range pkg.Pkg.Scope().Names() { // what is never made is not known
		obj, ok := pkg.Pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || !types.IsInterface(obj.Type()) {
			continue
		}
		iface := obj.Type().Underlying().(*types.Interface)
		for i := range iface.NumMethods() {
			key := iface.Method(i).FullName()
			if _, ok := r.functions[key]; !ok {
				r.functions[key] = Function{Unresolved: []string{"whatever implements it"}}
			}
		}
	}
}

func (r *clientReader) implement(prog *ssa.Program, made *ssa.MakeInterface) {
	iface := made.Type().Underlying().(*types.Interface)
	set := prog.MethodSets.MethodSet(made.X.Type())
	for i := range iface.NumMethods() {
		method := iface.Method(i)
		sel := set.Lookup(method.Pkg(), method.Name())
		if sel == nil {
			continue
		}
		r.merge(method.FullName(), r.functions[sel.Obj().(*types.Func).FullName()])
	}
}

// merge adds an implementation to a method of an interface. Where two differ,
// what the first one requests is all that a caller can be told, as "maybe".
func (r *clientReader) merge(key string, f Function) {
	have, ok := r.functions[key]
	if !ok {
		r.functions[key] = f
		return
	}
	if slices.EqualFunc(have.Requests, f.Requests, Request.same) && slices.Equal(have.Unresolved, f.Unresolved) {
		return
	}
	r.functions[key] = Function{Unresolved: []string{"one of several implementations"}}
}
