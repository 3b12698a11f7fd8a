package routes

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/scopelint/scopelint/analyzer/prove"
)

// A converter describes the interpreter's values for a proof.
type converter struct {
	x     *interp
	opts  *Options
	by    string
	seen  map[value]bool // on the way, lest a value hold itself
	deep  int            // how many structs the value is in
	lits  int            // how many closures
	route *Route
	left  *int // values that may still be described for the route
}

// A service holds all that it consists of, and hardly any of that decides on
// requests.
const (
	maxNested    = 3     // structs in structs, and closures that closures capture
	maxDescribed = 2_000 // values for one route
)

// link describes a middleware; nil for one that has nothing to do with the
// route.
func (c *converter) link(v value) prove.Val {
	switch v := v.(type) {
	case *node, zero:
		return nil
	case *fn:
		c.x.by = c.by
		if !c.x.takesPart(v) {
			return nil
		}
	case *record:
		if m := c.acting(v); m != nil {
			return m
		}
	}
	if d := c.value(v); d != nil {
		return d
	}
	return prove.Value{}
}

func (c *converter) handler(v value) prove.Val {
	if r, ok := v.(*record); ok {
		if m := c.acting(r); m != nil {
			return m
		}
	}
	return c.value(v)
}

// acting is the method by which a struct is a middleware, or a handler.
func (c *converter) acting(r *record) prove.Val {
	for _, name := range []string{c.by, "ServeHTTP"} {
		if m, path := methodOf(r.typ, nil, name); m != nil {
			return prove.Func{Obj: m, Recv: c.value(c.x.embedded(r, r.typ, path))}
		}
	}
	return nil
}

func (c *converter) value(v value) prove.Val {
	if ch := c.x.asChained(v); ch != nil {
		return c.chained(ch)
	}
	switch v := v.(type) {
	case *known:
		return prove.Const{Value: v.val}
	case *text:
		if v.dynamic() {
			return prove.Value{Type: types.Typ[types.String]}
		}
		return prove.Const{Value: constantOf(v), Type: v.typ}
	case zero:
		return prove.Nil{}
	case *node, *draft:
		return prove.Inner{}
	case *stripped:
		return c.value(v.inner)
	}
	if v == nil || c.seen[v] || *c.left == 0 {
		return nil
	}
	*c.left--
	c.seen[v] = true
	defer delete(c.seen, v)
	switch v := v.(type) {
	case *list:
		return prove.List{Type: v.typ, Elems: c.values(v.elems)}
	case *table:
		return prove.Map{Type: v.typ, Keys: c.values(v.keys), Elems: c.values(v.elems)}
	case *record:
		fields := make(map[string]prove.Val)
		c.deep++
		for name, f := range v.fields {
			if c.deep <= maxNested {
				fields[name] = c.value(f)
			}
		}
		c.deep--
		return prove.Struct{Type: v.typ, Fields: fields, Built: v.lit != nil}
	case *applied:
		if s := c.specified(v); s != nil {
			return s
		}
		if t := c.x.info.TypeOf(v.call); !c.decides(t, v) {
			return prove.Value{Type: t}
		}
		return c.call(v)
	case *fn:
		return c.function(v)
	case *choice:
		if v.from != nil && !slices.ContainsFunc(v.vals, isRouter) {
			return c.call(v.from)
		}
		return prove.Value{} // which of its values it is, is not known
	}
	return nil
}

func (c *converter) values(vs []value) []prove.Val {
	ds := make([]prove.Val, len(vs))
	for i, v := range vs {
		ds[i] = c.value(v)
	}
	return ds
}

func (c *converter) function(f *fn) prove.Val {
	switch {
	case f.isRouter() && c.x.asNode(f.recv) != nil:
		return prove.Inner{}
	case f.row != nil && f.row.verb != "-":
		return nil
	case f.from != nil && (f.lit == nil || !c.holdsRouter(f)):
		return c.call(f.from)
	case f.lit != nil:
		if c.lits >= maxNested { // it may capture itself
			return nil
		}
		frame, inner := f.frame, *c
		inner.seen, inner.lits = make(map[value]bool), c.lits+1
		return prove.Lit{Syntax: f.lit, Free: func(v *types.Var) prove.Val {
			val, _ := frame.lookup(v)
			return inner.value(val)
		}}
	case f.obj == nil:
		return nil
	}
	return prove.Func{Obj: f.obj, Recv: c.value(f.recv)}
}

// decides reports whether what a call returns may decide on requests: a function
// or a handler, or what was made of a scope. Else it is some part of the service,
// and how that is made does not matter.
func (c *converter) decides(t types.Type, a *applied) bool {
	if t == nil || isHandlerResult(t) {
		return true
	}
	return slices.ContainsFunc(a.args, c.matters) || c.matters(a.recv)
}

func (c *converter) matters(v value) bool {
	switch v := v.(type) {
	case *text:
		return !v.dynamic() && c.opts.names(v.s)
	case *list:
		return slices.ContainsFunc(v.elems, c.matters)
	case *applied:
		return slices.ContainsFunc(v.args, c.matters)
	case *fn:
		return v.lit != nil || v.from != nil && c.matters(v.from) || v.obj != nil && (c.x.demands[v.obj] || c.x.speaks[v.obj])
	}
	return false
}

// holdsRouter reports whether a function captures a router, which only the
// interpreter knows.
func (c *converter) holdsRouter(f *fn) bool {
	return c.x.leads(f)
}

// call describes a call by what it was made with.
func (c *converter) call(a *applied) prove.Val {
	d := prove.Call{Fun: a.obj, Args: c.values(a.args), Type: c.x.info.TypeOf(a.call), Pos: a.call.Pos()}
	if len(a.args) == len(a.call.Args) {
		for i, e := range a.call.Args {
			if v := c.variable(e); v != nil {
				d.Args[i] = v
			}
		}
	}
	if a.obj == nil {
		d.Callee = c.value(a.recv)
	} else if a.obj.Signature().Recv() != nil {
		d.Recv = c.value(a.recv)
		if sel, ok := ast.Unparen(a.call.Fun).(*ast.SelectorExpr); ok {
			if v := c.variable(sel.X); v != nil {
				d.Recv = v
			}
		}
	}
	if !a.call.Ellipsis.IsValid() {
		return d
	}
	last := len(a.call.Args) - 1
	if v := c.variable(a.call.Args[last]); v != nil && len(a.args) >= last {
		d.Spread, d.Args = true, append(d.Args[:last:last], v)
	} else if len(a.args) == last+1 && a.args[last] == nil {
		d.Spread = true
		d.Args[last] = prove.Value{Type: c.x.info.TypeOf(ast.Unparen(a.call.Args[last]))}
	}
	return d
}

// variable describes a package's variable, whose value its initializer tells;
// nil if the expression is none.
func (c *converter) variable(e ast.Expr) prove.Val {
	id := identOf(e)
	if id == nil {
		return nil
	}
	v, ok := c.x.info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() || c.x.routerOf(v.Type()) != nil || !c.x.own[v.Pkg()] {
		return nil
	}
	return prove.Var{Obj: v}
}
