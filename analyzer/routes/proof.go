package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/scopelint/scopelint/analyzer/prove"
)

// prover returns what proves routes, made when the first one is to be proved.
func (x *interp) prover(opts *Options) *prove.Prover {
	if x.proves == nil {
		x.proves = prove.New(x.passes, prove.Config{
			IsScope: opts.names, Guards: opts.Guards, Logins: opts.Logins, Harmless: x.harmless, Implementers: x.implementers,
			Matters: func(fn *types.Func) bool { return x.demands[fn] || x.speaks[fn] },
		})
	}
	return x.proves
}

// harmless reports whether a function elsewhere is known to ask for no scope:
// it is the standard library's, or the table says so.
func (x *interp) harmless(obj *types.Func) bool {
	if x.table.refuses(obj) || x.own[obj.Pkg()] {
		return false
	}
	path := obj.Pkg().Path()
	return x.isStandard(path) || x.table.harmless(path)
}

// implementers lists the types that an interface's value may have, if all of
// them are known.
func (x *interp) implementers(named *types.Named) []*types.Named {
	if !x.whole || !x.own[named.Obj().Pkg()] {
		return nil
	}
	if t, ok := x.onlyImplementer(named).(*types.Named); ok {
		return []*types.Named{t}
	}
	return nil
}

// prove decides a route by what its middlewares and its handler do.
func (x *interp) prove(opts *Options, r *Route, d *draft, at place) {
	steps := at.steps
	links := slices.Clone(steps)
	kinds := make([]Kind, len(steps), len(steps)+len(d.middleware))
	for i := range kinds {
		kinds[i] = GroupGuard
	}
	for _, s := range d.middleware {
		s.found = true
		links, kinds = append(links, s), append(kinds, RouteGuard)
	}
	left := maxDescribed
	c := &converter{x: x, opts: opts, by: d.by, route: r, seen: make(map[value]bool), left: &left}
	always, all := &prove.Route{}, &prove.Route{}
	var nth []int // the links of always
	for i, s := range links {
		v := c.link(s.val)
		if v == nil {
			continue
		}
		all.Links, all.Found = append(all.Links, v), append(all.Found, s.found)
		if s.cond.holds(d.cond) {
			always.Links, always.Found = append(always.Links, v), append(always.Found, s.found)
			nth = append(nth, i)
		}
	}
	for _, p := range []*prove.Route{always, all} {
		p.Method, p.Unknown, p.Innermost = r.Method, r.Outside.IsValid(), r.HandlerFn
		x.tell(p, r, d, at)
		p.Handler = c.handler(d.handler)
		if d.operation != nil {
			op, _ := c.value(d.operation).(prove.Struct)
			op.Pointer = true
			p.Operation = op
		}
	}
	verdict := x.prover(opts).Prove(always)
	if verdict.State != prove.Guarded && len(all.Links) > len(always.Links) {
		if with := x.prover(opts).Prove(all); with.State != verdict.State {
			verdict = prove.Verdict{Notes: append(with.Notes, conditional(with))}
		}
	}
	x.report(opts, r, d, verdict, func(link int) (step, Kind) { return links[nth[link]], kinds[nth[link]] })
}

// conditional notes that some middlewares are used under a condition only.
func conditional(with prove.Verdict) prove.Note {
	n := prove.Note{Why: prove.Conditional}
	if len(with.Guards) > 0 {
		n.Pos, n.Func = with.Guards[0].Pos, with.Guards[0].Func
	}
	return n
}

// report writes a verdict into a route.
func (x *interp) report(opts *Options, r *Route, d *draft, v prove.Verdict, link func(int) (step, Kind)) {
	for _, g := range v.Guards {
		guard := Guard{Scopes: g.Scopes, Mode: AnyOf, Pos: g.Pos, Name: "a comparison", Kind: BodyGuard}
		if g.All {
			guard.Mode = AllOf
		}
		if len(g.Scopes) == 1 || g.Named {
			guard.Mode = ModeUnknown
		}
		if g.Func != nil {
			guard.Name = funcName(g.Func)
		}
		if g.Link >= 0 {
			s, kind := link(g.Link)
			guard.Kind = kind
			x.placeGuard(&guard, s.val, s.pos)
		} else if x.wrapped(d.handler) && !g.Inner {
			guard.Kind = WrapperGuard
			x.placeGuard(&guard, d.handler, d.call.Pos())
		}
		guard.Scopes = slices.DeleteFunc(guard.Scopes, func(s string) bool { return slices.Contains(opts.Guards, s) })
		if len(guard.Scopes) == 0 { // the configuration names the function, and it gets something else than scopes
			guard.Mode = ModeUnknown
			if call := x.callAt(guard.Pos); call != nil {
				guard.Scopes = x.constNames(call)
			}
		}
		r.Guards = append(r.Guards, guard)
	}
	switch v.State {
	case prove.Login:
		r.Login = true
	case prove.Unproven:
		for _, n := range v.Notes {
			r.Evidence = append(r.Evidence, x.evidence(r, d, n))
		}
	}
}

// placeGuard names a guard after the function that made it, and puts it where
// that was called.
func (x *interp) placeGuard(g *Guard, v value, pos token.Pos) {
	switch v := v.(type) {
	case *fn:
		if v.made != nil {
			g.Name, pos = funcName(v.made.obj), v.pos
		} else if v.obj != nil {
			g.Name = funcName(v.obj)
		}
	case *applied:
		if v.obj != nil {
			g.Name = funcName(v.obj)
		}
		pos = v.call.Pos()
	}
	if pos.IsValid() && pos != g.Pos {
		g.Via, g.Pos = append(g.Via, g.Pos), pos
	}
}

// callAt finds the call at a position, or nil.
func (x *interp) callAt(pos token.Pos) *ast.CallExpr {
	var found *ast.CallExpr
	for _, p := range x.passes {
		for _, file := range p.Files {
			if pos < file.FileStart || file.FileEnd <= pos {
				continue
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if n == nil || pos < n.Pos() || n.End() <= pos {
					return false
				}
				if call, ok := n.(*ast.CallExpr); ok && (call.Pos() == pos || call.Lparen == pos) && found == nil {
					found = call
				}
				return true
			})
		}
	}
	return found
}

// wrapped reports whether a handler is one around another.
func (x *interp) wrapped(v value) bool {
	f, ok := v.(*fn)
	return isApplied(v) || ok && (f.made != nil || x.captured(f) != nil)
}

var reasons = map[prove.Why]struct {
	reason Reason
	text   string
}{
	prove.TooDeep:          {OpaqueHandler, "calls are nested too deeply to follow"},
	prove.TooMuch:          {OpaqueHandler, "there is too much code to follow"},
	prove.UnknownCallee:    {OpaqueHandler, "a function value is not known"},
	prove.UnreadMiddleware: {OpaqueMiddleware, "a middleware whose code is not read"},
	prove.UnreadHandler:    {OpaqueHandler, "a handler whose code is not read"},
	prove.UnreadCallee:     {OpaqueHandler, "code that is not read gets the request and may answer it"},
	prove.UnknownStatus:    {Conditional, "the status of an answer is computed"},
	prove.UnreadDecision:   {Conditional, "code that is not read decides on a scope"},
	prove.GoesOn:           {Conditional, "code that has refused the request may go on and answer it"},
	prove.SelfDeclared:     {Conditional, "a scope is compared with what the request says of itself"},
	prove.ComputedScope:    {ComputedScope, "it asks for scopes that are not constants"},
	prove.OtherCheck:       {ScopelessRejects, "a check may reject the request, but names no scope"},
	prove.Conditional:      {Conditional, "a scope is asked for, but not on every way to the handler"},
	prove.Refuses:          {ScopelessRejects, "no request is seen to get through"},
}

func (x *interp) evidence(r *Route, d *draft, n prove.Note) Evidence {
	w := reasons[n.Why]
	e := Evidence{Reason: w.reason, Text: w.text, Pos: n.Pos}
	if n.Func != nil {
		e.Text = funcName(n.Func) + ": " + w.text
	}
	if !e.Pos.IsValid() {
		e.Pos = d.call.Pos()
	}
	return e
}
