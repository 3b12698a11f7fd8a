package prove

import (
	"go/token"
	"go/types"
)

// Libraries make middlewares of functions that check a credential: what these
// functions say is what the middleware does.

// A Requirement is a security scheme with the scopes that are asked for, as an
// OpenAPI document has it.
type Requirement struct {
	Scheme string
	Scopes []string
}

// guardBy is a middleware that asks, and calls the next handler if it may
// pass.
func guardBy(ask func(r *run, st *state, args []value, pass, refuse func(*run, *state))) value {
	return native{name: "check", call: func(r *run, st *state, c *call, to ssaValue) {
		next := c.args[0]
		r.set(st, to, native{name: "checked", handles: true, call: func(r *run, st *state, c *call, to ssaValue) {
			ask(r, st, c.args, func(r *run, st *state) { r.handle(st, next, c.args, to) }, func(r *run, st *state) {
				r.answer(st, number(403), c.pos)
				if !st.done() {
					r.set(st, to, nil)
				}
			})
		}})
	}}
}

// checks makes the middleware of a function among the arguments, or of a field
// of a struct among them.
func (r *run) checks(st *state, m *modeled) (value, how) {
	check := m.arg("check")
	if check == nil {
		var ok bool
		if check, ok = r.field(st, m.arg("config"), m.row.mark); !ok {
			return nil, passed
		}
	}
	if _, ok := check.(*closure); !ok {
		return nil, passed
	}
	return guardBy(func(r *run, st *state, args []value, pass, refuse func(*run, *state)) {
		if r.world.anonymous { // there is nothing to check
			st.denied = true
			refuse(r, st)
			return
		}
		sig := signatureOf(r, check)
		var in []value
		for p := range sig.Params().Variables() {
			if b, ok := p.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
				in = append(in, r.fresh(p.Type(), secret))
			} else {
				in = append(in, r.requestArg(st, p.Type(), args))
			}
		}
		r.askThen(st, check, in, sig, m.pos, pass, refuse)
	}), answered
}

// field is a function that a configuration has for a check, if it says nothing
// of requests that are let through without it.
func (r *run) field(st *state, config value, name string) (v value, ok bool) {
	if p, isPointer := config.(pointer); isPointer {
		config = r.load(st, p, nil)
	}
	s, isStruct := config.(*structure)
	if !isStruct {
		return nil, false
	}
	fields, _ := structOf(s.typ)
	for i := range fields.NumFields() {
		switch fields.Field(i).Name() {
		case name:
			v, ok = s.fields[i], true
		case "Skipper", "Next", "ErrorHandler", "ErrorHandlerWithContext":
			if _, none := s.fields[i].(null); !none {
				return nil, false
			}
		case "ContinueOnIgnoredError":
			if b, known := boolean(s.fields[i]); !known || b {
				return nil, false
			}
		}
	}
	return v, ok
}

// askThen calls a check. What may pass is followed as if it did.
func (r *run) askThen(st *state, check value, args []value, sig *types.Signature, pos token.Pos, pass, refuse func(*run, *state)) {
	r.callThen(st, &call{fun: check, args: args, pos: pos, typ: resultType(sig)}, func(r *run, st *state, v value) {
		may, from := r.verdictOf(v)
		if may == no {
			refuse(r, st)
			return
		}
		if may == maybe {
			st.decided |= from.orEnviron()
		}
		pass(r, st)
	})
}

// verdictOf reads what a check returned: a truth, an error, or both.
func (r *run) verdictOf(v value) (answer, origin) {
	all, ok := v.(tuple)
	if !ok {
		all = tuple{v}
	}
	verdict, from := yes, origin(0)
	for _, one := range all {
		a, o := yes, origin(0)
		if b, known := boolean(one); known {
			a = of(b)
		} else if u, unknown := one.(unknown); unknown && u.typ != nil && !isError(u.typ) {
			a, o = maybe, u.from
		} else {
			switch isNil, from := r.isNil(one); isNil {
			case no:
				a = no
			case maybe:
				a, o = maybe, from
			}
		}
		if a == no {
			return no, 0
		}
		if a == maybe {
			verdict, from = maybe, from|o
		}
	}
	return verdict, from
}

// required is the middleware that asks a function for one of several sets of
// requirements.
func required(check value, sets [][]Requirement) value {
	return guardBy(func(r *run, st *state, args []value, pass, refuse func(*run, *state)) {
		sig := signatureOf(r, check)
		var try func(r *run, st *state, i, k int)
		try = func(r *run, st *state, i, k int) {
			switch {
			case len(sets) == 0 || i < len(sets) && k == len(sets[i]):
				pass(r, st)
			case i == len(sets):
				refuse(r, st)
			default:
				in := []value{r.requestArg(st, sig.Params().At(0).Type(), args), r.authenticationInput(st, sig.Params().At(1).Type(), sets[i][k], args)}
				r.askThen(st, check, in, sig, token.NoPos,
					func(r *run, st *state) { try(r, st, i, k+1) }, func(r *run, st *state) { try(r, st, i+1, 0) })
			}
		}
		try(r, st, 0, 0)
	})
}

// authenticationInput is what kin-openapi hands such a function.
func (r *run) authenticationInput(st *state, t types.Type, req Requirement, args []value) value {
	return r.pointerTo(st, t, func(f *types.Var) value {
		switch f.Name() {
		case "Scopes":
			var scopes []value
			for _, s := range req.Scopes {
				scopes = append(scopes, text(s))
			}
			return st.list(scopes)
		case "SecuritySchemeName":
			return text(req.Scheme)
		case "RequestValidationInput":
			return r.pointerTo(st, f.Type(), func(f *types.Var) value {
				if f.Name() == "Request" {
					return r.requestAmong(st, args)
				}
				return asNonNilPointer(r.fresh(f.Type(), input))
			})
		}
		return asNonNilPointer(r.fresh(f.Type(), input))
	})
}

// pointerTo makes a struct field by field, and a pointer to it.
func (r *run) pointerTo(st *state, t types.Type, field func(*types.Var) value) value {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return r.fresh(t, input)
	}
	s, ok := structOf(ptr.Elem())
	if !ok {
		return asNonNilPointer(r.fresh(t, input))
	}
	v := &structure{typ: ptr.Elem(), fields: make([]value, s.NumFields())}
	for i := range v.fields {
		v.fields[i] = field(s.Field(i))
	}
	return pointer{cell: st.alloc(v)}
}

// composed is the middleware that several make, the first one outermost; the
// last argument is the list of those behind the first.
func composed(st *state, args []value) (value, how) {
	if len(args) != 2 {
		return nil, passed
	}
	rest, ok := st.elements(args[1])
	if !ok {
		return nil, passed
	}
	all := append([]value{args[0]}, rest...)
	return native{name: "composed", call: func(r *run, st *state, c *call, to ssaValue) {
		var wrap func(r *run, st *state, i int, h value)
		wrap = func(r *run, st *state, i int, h value) {
			if i < 0 {
				r.set(st, to, h)
				return
			}
			r.callThen(st, &call{fun: all[i], args: []value{h}, pos: c.pos, typ: c.typ}, func(r *run, st *state, v value) { wrap(r, st, i-1, v) })
		}
		wrap(r, st, len(all)-1, c.args[0])
	}}, answered
}

// endpoint is the handler of a go-kit server: its endpoint, if none of the
// functions beside it may turn a request away.
func (r *run) endpoint(m *modeled) (value, how) {
	for _, a := range m.args[1:] {
		f, ok := a.(*closure)
		if _, isSlice := a.(slice); isSlice { // options, which cannot stop a request
			continue
		}
		if !ok || declaration(f.fn) == nil || r.Matters == nil || r.Matters(declaration(f.fn)) {
			return nil, passed
		}
	}
	return m.args[0], answered
}
