package prove

import (
	"go/types"
	"regexp"
	"strconv"
)

// verbs are what the rows of library.toml may say.
var verbs map[string]func(*run, *state, *modeled) (value, how)

func init() {
	verbs = map[string]func(*run, *state, *modeled) (value, how){
		"next": func(r *run, st *state, m *modeled) (value, how) {
			r.proceed(st, r.sceneAmong(st, m.args), m.to)
			return nil, later
		},
		"abort": func(r *run, st *state, m *modeled) (value, how) {
			r.abort(st, m)
			return nil, answered
		},
		"answer": func(r *run, st *state, m *modeled) (value, how) {
			before := st.status
			r.answer(st, orUnknown(m.arg("status")), m.pos)
			if st.done() {
				return nil, later
			}
			st.head = before == 0 && m.row.mark == "head"
			if m.row.abort {
				r.abort(st, m)
			}
			return r.written(m), answered
		},
		"status": func(r *run, st *state, m *modeled) (value, how) {
			r.setStatus(st, m)
			return m.args[0], answered
		},
		"body": func(r *run, st *state, m *modeled) (value, how) {
			if sc, ok := r.sceneOf(st, m); ok && sc.status != nil {
				r.answer(st, sc.status, m.pos)
			} else {
				r.write(st, m.pos)
			}
			if st.done() {
				return nil, later
			}
			return r.written(m), answered
		},
		"get": func(r *run, st *state, m *modeled) (value, how) {
			var keys, vals []value
			if sc, ok := r.sceneOf(st, m); ok {
				keys, vals = sc.keys, sc.vals
			}
			t := m.obj.Signature().Results()
			v, found := r.kept(st, keys, vals, m.arg("key"), t.At(0).Type())
			if t.Len() == 1 {
				return v, answered
			}
			if found == maybe {
				return tuple{v, unknown{typ: types.Typ[types.Bool], from: claims}}, answered
			}
			return tuple{v, truth(found == yes)}, answered
		},
		"keeps": func(r *run, st *state, m *modeled) (value, how) { // one function for both
			if more, ok := st.elements(m.arg("values")); ok && len(more) > 0 {
				return r.keep(st, m, more[0]), answered
			}
			var keys, vals []value
			if sc, ok := r.sceneOf(st, m); ok {
				keys, vals = sc.keys, sc.vals
			}
			v, _ := r.kept(st, keys, vals, m.arg("key"), m.typ)
			return v, answered
		},
		"set": func(r *run, st *state, m *modeled) (value, how) {
			r.keep(st, m, orNull(m.arg("value")))
			return m.zero(), answered
		},
		"request": func(r *run, st *state, m *modeled) (value, how) { return r.requestAmong(st, m.args), answered },
		"writer":  func(r *run, st *state, m *modeled) (value, how) { return writer{}, answered },
		"context": func(r *run, st *state, m *modeled) (value, how) {
			req, _ := r.requestAmong(st, m.args).(pointer)
			if q, ok := st.heap[req.cell].(*request); ok {
				return q.ctx, answered
			}
			return root{}, answered
		},
		"method": func(r *run, st *state, m *modeled) (value, how) {
			if r.route.Method == "" || r.route.Method == "*" {
				return r.fresh(m.typ, input), answered
			}
			return text(r.route.Method), answered
		},
		"operation": func(r *run, st *state, m *modeled) (value, how) {
			if _, ok := st.operation.(unknown); ok || st.operation == nil {
				return nil, passed
			}
			return st.operation, answered
		},
		"pattern": func(r *run, st *state, m *modeled) (value, how) {
			return r.tells(st, m, r.route.Pattern, r.route.Pattern != "")
		},
		"name":      func(r *run, st *state, m *modeled) (value, how) { return r.tells(st, m, r.route.Name, r.route.Named) },
		"checks":    func(r *run, st *state, m *modeled) (value, how) { return r.checks(st, m) },
		"composes":  func(r *run, st *state, m *modeled) (value, how) { return composed(st, m.args) },
		"endpoint":  func(r *run, st *state, m *modeled) (value, how) { return r.endpoint(m) },
		"procedure": func(r *run, st *state, m *modeled) (value, how) { return r.procedure(st, m) },
		"route": func(r *run, st *state, m *modeled) (value, how) {
			return asNonNilPointer(r.made(m.typ, input)), answered
		},
		"exits": func(r *run, st *state, m *modeled) (value, how) {
			st.end()
			return nil, later
		},
		"headers": func(r *run, st *state, m *modeled) (value, how) { return headers{}, answered },
		"header": func(r *run, st *state, m *modeled) (value, how) {
			return r.header(st, m.typ, m.arg("name")), answered
		},
		"token": func(r *run, st *state, m *modeled) (value, how) {
			st.denied = st.denied || r.world.anonymous
			return r.credential(m.typ), answered
		},
		"input": func(r *run, st *state, m *modeled) (value, how) { return r.made(m.typ, input), answered },
		"raw": func(r *run, st *state, m *modeled) (value, how) {
			return asNonNilPointer(r.made(m.typ, secret|input)), answered
		},
		"response": func(r *run, st *state, m *modeled) (value, how) { return holder{}, answered },
		"aborted": func(r *run, st *state, m *modeled) (value, how) {
			sc, ok := r.sceneOf(st, m)
			return truth(ok && sc.aborted), answered
		},
		"renews": func(r *run, st *state, m *modeled) (value, how) {
			if sc, ok := r.sceneOf(st, m); ok {
				n := *sc
				n.request = m.arg("request")
				r.replaceScene(st, m, &n)
			}
			return m.zero(), answered
		},
		"within": func(r *run, st *state, m *modeled) (value, how) {
			if p, ok := r.requestAmong(st, m.args).(pointer); ok {
				st.heap[p.cell] = &request{ctx: m.arg("context")}
			}
			if m.typ != nil {
				return m.args[0], answered
			}
			return nil, answered
		},
		"reports": func(r *run, st *state, m *modeled) (value, how) {
			r.answerError(st, m.arg("error"))
			return m.zero(), answered
		},
		"refuses": func(r *run, st *state, m *modeled) (value, how) {
			if st.status == 0 {
				st.status, st.refusedAt = refusing, m.pos
				st.refused(false)
			}
			return r.written(m), answered
		},
		"renders": func(r *run, st *state, m *modeled) (value, how) { return r.renders(st, m) },
		"adds":    func(r *run, st *state, m *modeled) (value, how) { return r.fresh(m.typ, environ), answered },
		"same":    func(r *run, st *state, m *modeled) (value, how) { return m.args[0], answered },
		"self":    func(r *run, st *state, m *modeled) (value, how) { return m.args[len(m.args)-1], answered },
		"passes":  func(r *run, st *state, m *modeled) (value, how) { return passing, answered },
		"wraps": func(r *run, st *state, m *modeled) (value, how) {
			if h := handlerAmong(st, m.args); h != nil {
				return h, answered
			}
			return nil, passed
		},
		"fails": func(r *run, st *state, m *modeled) (value, how) {
			code, ok := integer(m.arg("status"))
			if !ok {
				code = statusInName(m.obj.Name())
			}
			return iface{typ: m.typ, val: pointer{cell: st.alloc(&failure{id: int(m.pos), status: int(code)})}}, answered
		},
		"option": func(r *run, st *state, m *modeled) (value, how) {
			if f := handlerAmong(st, m.args); f != nil {
				return opaque{obj: m.obj, next: f}, answered
			}
			return nil, passed
		},
		"validates": func(r *run, st *state, m *modeled) (value, how) {
			checks := st.options(m.args, 3)
			if len(checks) == 0 {
				return nil, passed
			}
			r.validate(st, m, checks)
			return nil, later
		},
		"login":   func(r *run, st *state, m *modeled) (value, how) { return login, answered },
		"decides": func(r *run, st *state, m *modeled) (value, how) { return r.decides(st, m) },
	}
}

var errorStatus = regexp.MustCompile(`[45]\d\d`)

// statusInName is the status that a function's name tells, or that of any
// refusal.
func statusInName(name string) int64 {
	code, err := strconv.ParseInt(errorStatus.FindString(name), 10, 64)
	if err != nil {
		return refusing
	}
	return code
}

// keep puts a value into a context.
func (r *run) keep(st *state, m *modeled, v value) value {
	if sc, ok := r.sceneOf(st, m); ok {
		n := *sc
		n.keys = append(n.keys[:len(n.keys):len(n.keys)], m.arg("key"))
		n.vals = append(n.vals[:len(n.vals):len(n.vals)], v)
		r.replaceScene(st, m, &n)
	}
	return v
}

func orUnknown(v value) value {
	if v == nil {
		return unknown{from: environ}
	}
	return v
}

// orNull is the value that something is set to, or that of what is taken away.
func orNull(v value) value {
	if v == nil {
		return null{}
	}
	return v
}

func (m *modeled) zero() value {
	if m.typ == nil {
		return nil
	}
	return zero(m.typ)
}

// written is the result of a call that answers: no error.
func (r *run) written(m *modeled) value {
	if m.typ == nil {
		return nil
	}
	if isError(m.typ) {
		return null{}
	}
	return r.made(m.typ, environ)
}

func (r *run) sceneOf(st *state, m *modeled) (*scene, bool) {
	sc, ok := st.heap[r.sceneAmong(st, m.args)].(*scene)
	return sc, ok
}

func (r *run) replaceScene(st *state, m *modeled, sc *scene) {
	st.heap[r.sceneAmong(st, m.args)] = sc
}

func (r *run) abort(st *state, m *modeled) {
	if sc, ok := r.sceneOf(st, m); ok {
		n := *sc
		n.aborted = true
		r.replaceScene(st, m, &n)
	}
}

func (r *run) setStatus(st *state, m *modeled) {
	if sc, ok := r.sceneOf(st, m); ok {
		n := *sc
		n.status = m.arg("status")
		r.replaceScene(st, m, &n)
	}
}

// credential makes what a request's credential is read as: nothing, in a world
// without one.
func (r *run) credential(t types.Type) value {
	if tup, ok := t.(*types.Tuple); ok {
		vals := make(tuple, tup.Len())
		for i := range vals {
			vals[i] = r.credential(tup.At(i).Type())
		}
		return vals
	}
	if isError(t) {
		if r.world.anonymous {
			return unknown{typ: t, nonnil: true}
		}
		return unknown{typ: t, from: secret}
	}
	return r.fresh(t, secret)
}

// passing is a middleware that only calls the next handler.
var passing = native{name: "pass", call: func(r *run, st *state, c *call, to ssaValue) {
	if h := handlerAmong(st, c.args); h != nil {
		r.set(st, to, h)
		return
	}
	r.set(st, to, nil)
}}

// login is a middleware that lets requests with a credential pass.
var login = native{name: "login", call: func(r *run, st *state, c *call, to ssaValue) {
	next := handlerAmong(st, c.args)
	if next == nil {
		r.set(st, to, nil)
		return
	}
	r.set(st, to, native{name: "logged in", call: func(r *run, st *state, c *call, to ssaValue) {
		if r.world.anonymous {
			if st.status == 0 {
				st.status = 401
			}
			r.set(st, to, null{})
			return
		}
		st.opened = true
		r.handle(st, next, c.args, to)
	}})
}}
