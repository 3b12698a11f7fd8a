package routes

import (
	"go/ast"
	"go/types"
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
func (s *survey) coverage(got map[ast.Node]outcome, dead map[ast.Node]bool) Coverage {
	c := Coverage{Registered: len(s.sites) + len(s.unknown), Unknown: s.unknown, Unread: s.unread}
	for _, site := range s.sites {
		name := "a function value"
		if site.fn != nil {
			name = funcName(site.fn)
		}
		if dead[site.call] {
			c.Registered--
			c.Uncalled = append(c.Uncalled, Missed{site.call.Pos(), name, notCalled})
			continue
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

const notCalled = "nothing outside of tests calls the function that registers it"

// uncalled returns the registering calls in functions that nothing calls, if
// there is a way to tell.
func uncalled(surveys []*survey, callable func() map[*types.Func]bool) map[ast.Node]bool {
	dead := make(map[ast.Node]bool)
	if callable == nil {
		return dead
	}
	called := callable()
	for _, s := range surveys {
		for _, site := range s.sites {
			if site.in != nil && !called[site.in] {
				dead[site.call] = true
			}
		}
	}
	return dead
}
