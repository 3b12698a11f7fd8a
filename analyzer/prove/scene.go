package prove

import (
	"go/types"
	"slices"
	"strings"
)

// A scene is what a router's context type carries: gin's *Context, echo's
// Context. It is a cell of the heap, replaced when it changes.
type scene struct {
	typ     *types.Named
	request value
	keys    []value // of what handlers keep in it
	vals    []value
	chain   []value // what the context runs one after the other
	at      int     // the one that runs
	aborted bool
	status  value // of the answer, where it is set before the body
}

// special makes the cell that a pointer to one of the request's types leads to.
func (r *run) special(t *types.Named) value {
	switch {
	case isNamed(t, "net/http", "Request"):
		return &request{ctx: root{}}
	case r.lib.scenes(t):
		return &scene{typ: t}
	}
	return nil
}

func (r *run) newRequest(st *state) value {
	return pointer{cell: st.alloc(&request{ctx: root{}})}
}

// requestAmong finds the *http.Request among arguments, or that of their
// scene.
func (r *run) requestAmong(st *state, args []value) value {
	for _, a := range args {
		if i, ok := a.(iface); ok {
			a = i.val
		}
		p, ok := a.(pointer)
		if !ok {
			continue
		}
		switch c := st.heap[p.cell].(type) {
		case *request:
			return p
		case *scene:
			if c.request != nil {
				return c.request
			}
			req := r.newRequest(st)
			n := *c
			n.request = req
			st.heap[p.cell] = &n
			return req
		}
	}
	return r.newRequest(st)
}

// sceneAmong finds the cell of the router's context among arguments, or makes
// one. A context that came from elsewhere is that of the request.
func (r *run) sceneAmong(st *state, args []value) int {
	for _, a := range args {
		if i, ok := a.(iface); ok {
			a = i.val
		}
		switch a := a.(type) {
		case pointer:
			if _, ok := st.heap[a.cell].(*scene); ok {
				return a.cell
			}
		case unknown:
			if a.typ == nil || !r.lib.scenes(a.typ) {
				continue
			}
			if cell, ok := st.sceneOf(namedOf(a.typ)); ok {
				return cell
			}
		}
	}
	return st.alloc(&scene{request: r.requestAmong(st, args)})
}

// sceneOf finds the request's context of a type, or else that of another
// router which hands the request on.
func (st *state) sceneOf(t *types.Named) (cell int, ok bool) {
	for i, c := range st.heap {
		if sc, is := c.(*scene); is {
			if cell, ok = i, true; sc.typ == t {
				return cell, true
			}
		}
	}
	return cell, ok
}

// nameSceneAt notes the type by which a router's context is looked into.
func (r *run) nameSceneAt(st *state, p pointer, t types.Type) {
	sc, ok := st.heap[p.cell].(*scene)
	if !ok || p.path != "" || !r.lib.scenes(t) {
		return
	}
	if _, ok := structOf(namedOf(t)); ok && sc.typ != namedOf(t) {
		n := *sc
		n.typ = namedOf(t)
		st.heap[p.cell] = &n
	}
}

// handedBack is the result of a library's function that returns what it has got
// of the request: the context of the router below, say.
func (r *run) handedBack(st *state, t types.Type, args []value) (value, bool) {
	if t == nil || !slices.ContainsFunc(args, func(a value) bool { return r.carries(st, a) && a != value(root{}) }) {
		return nil, false
	}
	isRequest := func(t types.Type) bool {
		return r.lib.scenes(t) || isNamed(t, "net/http", "Request") || isNamed(t, "net/http", "ResponseWriter")
	}
	if tup, ok := t.(*types.Tuple); ok {
		vals := make(tuple, tup.Len())
		for i := range vals {
			if !isRequest(tup.At(i).Type()) {
				return nil, false
			}
			vals[i] = r.requestArg(st, tup.At(i).Type(), args)
		}
		return vals, true
	}
	if !isRequest(t) || isNamed(t, "net/http", "ResponseWriter") { // most likely one around it
		return nil, false
	}
	return r.requestArg(st, t, args), true
}

// proceed runs what is left of a context's chain, unless it is aborted.
func (r *run) proceed(st *state, cell int, to ssaValue) {
	sc := st.heap[cell].(*scene)
	if sc.aborted || sc.at+1 >= len(sc.chain) {
		r.set(st, to, nil)
		return
	}
	n := *sc
	n.at++
	st.heap[cell] = &n
	r.handleThen(st, n.chain[n.at], []value{pointer{cell: cell}}, func(r *run, st *state, v value) {
		if cur := st.heap[cell].(*scene); !goesOn(r, cur) {
			r.set(st, to, v)
			return
		}
		r.proceed(st, cell, to)
	}, func(r *run, st *state) bool {
		sc := st.heap[cell].(*scene)
		return goesOn(r, sc) && !sc.aborted && sc.at+1 < len(sc.chain)
	})
}

// goesOn reports whether a context runs the next one though the last one did
// not ask for it.
func goesOn(r *run, sc *scene) bool { return sc.typ == nil || r.lib.runsOn(sc.typ) }

// handleThen calls a handler and goes on with its result. handsOn reports
// whether that may hand the request on.
func (r *run) handleThen(st *state, h value, args []value, k kont, handsOn func(*run, *state) bool) {
	st.stack = append(st.stack, &frame{link: noLink, handsOn: handsOn, resume: func(r *run, st *state, v value) {
		st.stack = st.stack[:len(st.stack)-1]
		k(r, st, v)
	}})
	r.handle(st, h, args, nil)
}

// requestField is a field of the request.
func (r *run) requestField(st *state, i int) value {
	if r.httpRequest == nil || i >= r.httpRequest.NumFields() {
		return unknown{from: input}
	}
	f := r.httpRequest.Field(i)
	switch f.Name() {
	case "Method":
		if m := r.route.Method; m != "" && m != "*" {
			return text(m)
		}
	case "Pattern":
		if r.route.Standard && r.route.Pattern != "" && r.known(st) {
			return text(r.route.Pattern)
		}
	case "URL":
		return r.url(st, f.Type())
	case "Header":
		return headers{}
	case "TLS":
		return r.fresh(f.Type(), secret)
	}
	return asNonNilPointer(r.fresh(f.Type(), input))
}

// sceneField is a field of a router's context.
func (r *run) sceneField(st *state, sc *scene, i int) value {
	if sc.typ == nil {
		return unknown{from: input}
	}
	s, ok := structOf(sc.typ)
	if !ok || i >= s.NumFields() {
		return unknown{from: input}
	}
	f := s.Field(i)
	switch {
	case isNamed(f.Type(), "net/http", "Request"):
		return sc.requestValue()
	case strings.HasSuffix(f.Type().String(), "ResponseWriter"):
		return writer{}
	}
	return asNonNilPointer(r.fresh(f.Type(), input))
}

func (sc *scene) requestValue() value {
	if sc.request == nil {
		return unknown{from: input | secret, nonnil: true}
	}
	return sc.request
}

func asNonNilPointer(v value) value {
	if u, ok := v.(unknown); ok && u.typ != nil {
		if _, ok := u.typ.Underlying().(*types.Pointer); ok {
			u.nonnil = true
			return u
		}
	}
	return v
}

// header is what a header of the request says.
func (r *run) header(st *state, t types.Type, name value) value {
	from := r.headerOrigin(name)
	st.denied = st.denied || r.world.anonymous && from.personal()
	return r.fresh(t, from)
}

func (r *run) headerOrigin(name value) origin {
	s, ok := str(name)
	if !ok {
		return secret | input
	}
	return r.lib.header(s)
}

// get reads what handlers keep in a context.
func (r *run) kept(st *state, keys, vals []value, key value, t types.Type) (value, answer) {
	for i := len(keys) - 1; i >= 0; i-- {
		switch a, _ := r.equal(st, keys[i], key); a {
		case yes:
			return vals[i], yes
		case maybe:
			return r.fresh(t, claims), maybe
		}
	}
	if st.opened || !r.world.anonymous && !r.world.computed {
		return unknown{typ: t, from: claims}, maybe
	}
	return zero(t), no
}

// contextValue is context.Context's Value.
func (r *run) contextValue(st *state, ctx, key value, t types.Type) value {
	for {
		switch c := ctx.(type) {
		case with:
			switch a, _ := r.equal(st, c.key, key); a {
			case yes:
				return c.val
			case maybe:
				return unknown{typ: t, from: claims}
			}
			ctx = c.parent
			continue
		case iface:
			ctx = c.val
			continue
		case root:
			if !st.opened && (r.world.anonymous || r.world.computed) {
				return null{}
			}
			return r.asClaim(t)
		}
		return r.asClaim(t)
	}
}

// asClaim is a value that somebody else put into the context.
func (r *run) asClaim(t types.Type) value {
	if r.world.anonymous {
		return null{}
	}
	return unknown{typ: t, from: claims, nonnil: r.world.computed}
}
