package routes

import (
	"go/types"
	"slices"
)

// Whoever serves a router may wrap it once more: the wrappers run before all
// that the router has.

// serve notes that a handler is served.
func (x *interp) serve(h value) {
	for _, w := range x.ways(h) {
		w.node.edges = append(w.node.edges, x.front(w))
	}
}

// outside stands for what serves a router.
var outside = &Router{}

// front is the edge from a router to what serves it.
func (x *interp) front(w way) edge {
	return edge{parent: &node{router: outside}, hand: whole, prefix: w.strip, steps: w.steps, seq: x.next(), mount: true}
}

// A server is a struct whose field has the handler that is served, such as
// http.Server, and the values that the field may have had last.
type server struct {
	rec      *record
	field    string
	handlers []value
	cond     *cond
}

// sets notes that a struct's field is given a value.
func (x *interp) sets(rec *record, typ types.Type, field string, v value) {
	if !x.table.serves(typ, field) {
		return
	}
	var s *server
	for _, o := range x.servers {
		if rec != nil && o.rec == rec && o.field == field {
			s = o
		}
	}
	if s == nil {
		s = &server{rec: rec, field: field, cond: x.cond}
		x.servers = append(x.servers, s)
	}
	if x.cond == s.cond || x.cond == nil {
		s.handlers = nil
	}
	s.handlers = append(s.handlers, v)
}

// leave notes that a handler goes where it may be served: to other code, into
// a field or a variable.
func (x *interp) leave(v value, t types.Type) {
	if !x.mayServe(t) {
		return
	}
	switch v.(type) {
	case *fn, *applied, *stripped, *choice, *chained, *node:
		x.leaving = append(x.leaving, v)
	}
}

// mayServe reports whether a value of the type may be served: it is an
// http.Handler, or a function that gets the request and returns nothing but an
// error.
func (x *interp) mayServe(t types.Type) bool {
	if t == nil {
		return false
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return isHandlerType(t)
	}
	res := sig.Results()
	return x.isHandler(sig) && (res.Len() == 0 || res.Len() == 1 && types.Identical(res.At(0).Type(), types.Universe.Lookup("error").Type()))
}

// serveAll connects the routers with what serves them, once all is read. A
// router that nothing serves here, but that leaves, is served by what it
// leaves in.
func (x *interp) serveAll() {
	for _, s := range x.servers {
		x.serve(chooseOf(s.handlers...))
	}
	fronts := make(map[*node][]way)
	for _, v := range x.leaving {
		for _, w := range x.ways(v) {
			if len(w.node.edges) == 0 {
				fronts[w.node] = append(fronts[w.node], w)
			}
		}
	}
	for _, n := range slices.Clone(x.nodes) {
		if ways := fronts[n]; len(ways) > 0 {
			joined := ways[0]
			for _, w := range ways[1:] {
				joined.steps = x.either(joined.steps, w.steps)
			}
			if len(joined.steps) > 0 || joined.strip != nil {
				n.edges = append(n.edges, x.front(joined))
			}
		}
	}
}
