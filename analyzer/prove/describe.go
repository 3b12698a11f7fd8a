package prove

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A Val describes a value of a program as code that registers routes left it.
// It is one of the types of this file; nil is a value of which nothing is known.
type Val any

type (
	// Const is a constant of a basic type.
	Const struct {
		Value constant.Value
		Type  types.Type // if it is a declared one
	}

	// Nil is the nil or zero value of a type.
	Nil struct{ Type types.Type }

	// List is a slice, whose type may be nil.
	List struct {
		Type  types.Type
		Elems []Val
	}

	// Map is a map, whose type may be nil.
	Map struct {
		Type        types.Type
		Keys, Elems []Val
	}

	// Struct is a struct, or what a pointer to it leads to if Pointer is set.
	// Fields that are not there are unknown, or zero if Built is set: the struct
	// was made by a literal.
	Struct struct {
		Type           types.Type
		Fields         map[string]Val
		Built, Pointer bool
	}

	// Func is a declared function or method, with its receiver if it is bound.
	Func struct {
		Obj  *types.Func
		Recv Val
	}

	// Lit is a function literal. Free returns what a variable around it holds.
	Lit struct {
		Syntax *ast.FuncLit
		Free   func(*types.Var) Val
	}

	// Call is a call's result. Either Fun or Callee is called.
	Call struct {
		Fun    *types.Func
		Recv   Val // of a method
		Callee Val
		Args   []Val
		Type   types.Type
		Pos    token.Pos
		Spread bool // the last argument is the slice of the variadic ones
	}

	// Chain is a handler behind middlewares, the outermost first.
	Chain struct {
		Links   []Val
		Handler Val
	}

	// Required is a middleware that asks a function for one of several sets of
	// requirements; without any, it asks for nothing.
	Required struct {
		Check Val
		Sets  [][]Requirement
	}

	// Inner is the handler or router that a link of a chain stands in front of.
	Inner struct{}

	// Var is a package's variable.
	Var struct{ Obj *types.Var }

	// Value is a value of which only the type is known.
	Value struct{ Type types.Type }
)

// A kont is what is done with a value once it is there. It must not change
// what it captures: a state may be followed both ways meanwhile.
type kont func(r *run, st *state, v value)

// callThen calls a function and goes on with its result.
func (r *run) callThen(st *state, c *call, k kont) {
	st.stack = append(st.stack, &frame{link: noLink, resume: func(r *run, st *state, v value) {
		st.stack = st.stack[:len(st.stack)-1]
		k(r, st, v)
	}})
	r.invoke(st, c, nil)
}

// build makes a described value.
func (r *run) build(st *state, d Val, k kont) {
	switch d := d.(type) {
	case Const:
		k(r, st, con{d.Value, d.Type})
	case Nil:
		if d.Type == nil {
			k(r, st, null{})
			return
		}
		k(r, st, zero(d.Type))
	case List:
		r.buildAll(st, d.Elems, nil, func(r *run, st *state, vals []value) {
			l := st.list(vals)
			l.typ = d.Type
			k(r, st, l)
		})
	case Map:
		r.buildAll(st, d.Keys, nil, func(r *run, st *state, keys []value) {
			r.buildAll(st, d.Elems, nil, func(r *run, st *state, vals []value) {
				k(r, st, mapping{st.alloc(&entries{keys: keys, vals: vals}), d.Type})
			})
		})
	case Struct:
		r.buildStruct(st, d, k)
	case Func:
		r.buildFunc(st, d, k)
	case Lit:
		r.buildLit(st, d, k)
	case Call:
		r.buildCall(st, d, k)
	case Var:
		k(r, st, r.variable(st, d.Obj))
	case Chain:
		r.build(st, d.Handler, func(r *run, st *state, h value) {
			r.wrap(st, d.Links, false, nil, h, k)
		})
	case Required:
		r.build(st, d.Check, func(r *run, st *state, check value) {
			if sig := signatureOf(r, check); sig == nil || sig.Params().Len() != 2 {
				k(r, st, opaque{})
				return
			}
			k(r, st, required(check, d.Sets))
		})
	case Inner:
		k(r, st, st.inner)
	case Value:
		k(r, st, asNonNilPointer(r.fresh(d.Type, environ)))
	default:
		k(r, st, unknown{from: environ})
	}
}

// buildAll makes several values, after those that are there.
func (r *run) buildAll(st *state, ds []Val, done []value, k func(*run, *state, []value)) {
	if len(ds) == 0 {
		k(r, st, done)
		return
	}
	r.build(st, ds[0], func(r *run, st *state, v value) {
		r.buildAll(st, ds[1:], append(done[:len(done):len(done)], v), k)
	})
}

func (r *run) buildStruct(st *state, d Struct, k kont) {
	s, ok := structOf(d.Type)
	if !ok {
		k(r, st, unknown{typ: d.Type, from: environ})
		return
	}
	var ds []Val
	for f := range s.Fields() {
		v, given := d.Fields[f.Name()]
		switch {
		case given && v != nil:
		case !given && d.Built:
			v = Nil{f.Type()}
		default:
			v = Value{f.Type()}
		}
		ds = append(ds, v)
	}
	r.buildAll(st, ds, nil, func(r *run, st *state, fields []value) {
		for i := range fields {
			fields[i] = r.adapt(st, fields[i], s.Field(i).Type())
		}
		v := &structure{typ: d.Type, fields: fields}
		if d.Pointer {
			k(r, st, pointer{cell: st.alloc(v)})
			return
		}
		k(r, st, v)
	})
}

// adapt makes a value fit a type: what registration code left does not tell a
// struct from a pointer to one.
func (r *run) adapt(st *state, v value, t types.Type) value {
	s, ok := v.(*structure)
	if !ok {
		if u, ok := v.(unknown); ok && u.typ == nil {
			u.typ = t
			return u
		}
		return v
	}
	switch t.Underlying().(type) {
	case *types.Pointer:
		return pointer{cell: st.alloc(s)}
	case *types.Interface:
		if types.Implements(s.typ, t.Underlying().(*types.Interface)) {
			return iface{s.typ, s}
		}
		return iface{types.NewPointer(s.typ), pointer{cell: st.alloc(s)}}
	}
	return v
}

func (r *run) buildFunc(st *state, d Func, k kont) {
	if of := d.Obj.Signature().Recv(); d.Recv != nil && of != nil && types.IsInterface(of.Type()) {
		r.buildBound(st, d, k)
		return
	}
	fn := r.ssaFunc(d.Obj)
	if fn == nil {
		k(r, st, opaque{obj: d.Obj})
		return
	}
	if d.Recv == nil {
		k(r, st, &closure{fn: fn})
		return
	}
	r.build(st, d.Recv, func(r *run, st *state, recv value) {
		k(r, st, &closure{fn: fn, bound: []value{r.receiver(st, fn, recv)}})
	})
}

// receiver makes of a value what a method takes: a struct or a pointer to one.
func (r *run) receiver(st *state, fn *ssa.Function, v value) value {
	if fn.Signature.Recv() == nil {
		return v
	}
	t := fn.Signature.Recv().Type()
	_, wantsPointer := t.Underlying().(*types.Pointer)
	switch s := v.(type) {
	case *structure:
		if wantsPointer {
			return pointer{cell: st.alloc(s)}
		}
	case pointer:
		if !wantsPointer {
			return r.load(st, s, t)
		}
	case iface:
		return r.receiver(st, fn, s.val)
	case unknown:
		return unknown{typ: t, from: s.from.orEnviron(), nonnil: s.nonnil}
	}
	return v
}

// buildBound makes the method that an interface's value has.
func (r *run) buildBound(st *state, d Func, k kont) {
	r.build(st, d.Recv, func(r *run, st *state, recv value) {
		i, ok := r.adapt(st, recv, d.Obj.Signature().Recv().Type()).(iface)
		if !ok {
			k(r, st, opaque{obj: d.Obj})
			return
		}
		fn := r.methodOf(i.typ, d.Obj)
		if fn == nil || !r.readable(fn) {
			k(r, st, opaque{obj: d.Obj})
			return
		}
		k(r, st, &closure{fn: fn, bound: []value{i.val}})
	})
}

func (r *run) buildLit(st *state, d Lit, k kont) {
	fn := r.literal(d.Syntax)
	if fn == nil {
		k(r, st, opaque{})
		return
	}
	var ds []Val
	for _, fv := range fn.FreeVars {
		var v Val
		if obj := r.captured(d.Syntax, fv); obj != nil {
			v = d.Free(obj)
			if v == nil {
				v = Value{obj.Type()}
			}
		}
		ds = append(ds, v)
	}
	r.buildAll(st, ds, nil, func(r *run, st *state, vals []value) {
		c := &closure{fn: fn}
		for i, fv := range fn.FreeVars {
			v := vals[i]
			if ptr, ok := fv.Type().Underlying().(*types.Pointer); ok {
				if u, ok := v.(unknown); ok {
					u.typ = ptr.Elem()
					v = u
				}
				v = r.adapt(st, v, ptr.Elem())
				v = pointer{cell: st.alloc(v)}
			}
			c.free = append(c.free, v)
		}
		k(r, st, c)
	})
}

func (r *run) buildCall(st *state, d Call, k kont) {
	r.buildAll(st, d.Args, nil, func(r *run, st *state, args []value) {
		if d.Fun == nil {
			r.build(st, d.Callee, func(r *run, st *state, fun value) {
				var sig *types.Signature
				if c, ok := fun.(*closure); ok {
					sig = c.fn.Signature
				}
				r.callThen(st, &call{fun: fun, args: r.arguments(st, sig, args, d.Spread), pos: d.Pos, typ: d.Type}, k)
			})
			return
		}
		sig := d.Fun.Signature()
		call := &call{args: r.arguments(st, sig, args, d.Spread), pos: d.Pos, typ: resultType(sig)}
		fn := r.ssaFunc(d.Fun)
		finish := func(r *run, st *state) {
			if fn != nil {
				r.callThen(st, call, k)
				return
			}
			st.stack = append(st.stack, &frame{link: noLink, resume: func(r *run, st *state, v value) {
				st.stack = st.stack[:len(st.stack)-1]
				k(r, st, v)
			}})
			r.declared(st, d.Fun, call)
		}
		if fn != nil {
			call.fun = &closure{fn: fn}
		}
		if sig.Recv() == nil {
			finish(r, st)
			return
		}
		r.build(st, d.Recv, func(r *run, st *state, recv value) {
			if fn != nil {
				recv = r.receiver(st, fn, recv)
			}
			call.args = append([]value{recv}, call.args...)
			finish(r, st)
		})
	})
}

// declared calls a function of which there is no SSA at all.
func (r *run) declared(st *state, obj *types.Func, c *call) {
	if r.named(obj) {
		r.configured(st, obj, c.args, c, nil)
		return
	}
	if r.modeled(st, obj, c.args, c, nil) {
		return
	}
	r.unreadable(st, obj, c.args, c, nil)
}

// arguments makes a call's arguments of values that a list of them may spread:
// the last ones become the slice of a variadic parameter.
func (r *run) arguments(st *state, sig *types.Signature, args []value, spread bool) []value {
	if sig == nil {
		return args
	}
	n := sig.Params().Len()
	var out []value
	for i, a := range args {
		if sig.Variadic() && !spread && i >= n-1 {
			break
		}
		if i < n {
			a = r.adapt(st, a, sig.Params().At(i).Type())
		}
		out = append(out, a)
	}
	if sig.Variadic() && !spread {
		out = append(out, st.list(append([]value(nil), args[min(len(args), n-1):]...)))
	}
	return out
}
