package routes

import (
	"go/ast"
)

// coverage holds the registering calls that the survey saw against the
// routes that came out.
func (x *interp) coverage(s *survey, all []*Route) Coverage {
	type outcome struct{ static, dynamic bool }
	got := make(map[ast.Node]outcome)
	for _, d := range x.drafts {
		if !d.registered {
			continue
		}
		o := got[d.call]
		if d.isDynamic() {
			o.dynamic = true
		} else {
			o.static = true
		}
		got[d.call] = o
	}
	c := Coverage{Registered: len(s.sites) + len(s.unknown), Unknown: s.unknown}
	for _, site := range s.sites {
		name := "a function value"
		if site.fn != nil {
			name = funcName(site.fn)
		}
		o := got[site.call]
		switch {
		case o.static || x.mounted[site.call]:
			c.Understood++
		case o.dynamic:
			c.Dynamic = append(c.Dynamic, Missed{site.call.Pos(), name, "its method or path is not a constant"})
		default:
			c.Missed = append(c.Missed, Missed{site.call.Pos(), name, "no call that reaches it was understood"})
		}
	}
	return c
}
