package routes

import (
	"go/ast"
)

// An outcome is what became of a registering call.
type outcome struct{ static, dynamic bool }

func (x *interp) outcomes() map[ast.Node]outcome {
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
	for call := range x.mounted {
		got[call] = outcome{static: true}
	}
	return got
}

// coverage holds the registering calls that the survey saw against what
// became of them.
func (s *survey) coverage(got map[ast.Node]outcome) Coverage {
	c := Coverage{Registered: len(s.sites) + len(s.unknown), Unknown: s.unknown}
	for _, site := range s.sites {
		name := "a function value"
		if site.fn != nil {
			name = funcName(site.fn)
		}
		o := got[site.call]
		switch {
		case o.static:
			c.Understood++
		case o.dynamic:
			c.Dynamic = append(c.Dynamic, Missed{site.call.Pos(), name, "its method or path is not a constant"})
		default:
			c.Missed = append(c.Missed, Missed{site.call.Pos(), name, "no call that reaches it was understood"})
		}
	}
	return c
}
