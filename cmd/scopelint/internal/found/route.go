package found

import (
	"go/token"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// A Route is one HTTP route and what guards it.
type Route struct {
	Method   string     `json:"method"` // "*" for all
	Host     string     `json:"host,omitempty"`
	Path     string     `json:"path"`     // as the router reads it
	Template string     `json:"template"` // path with "{name}" for parameters
	Scopes   []string   `json:"scopes"`   // all that the guards name, each once
	State    string     `json:"state"`
	Login    bool       `json:"login,omitempty"`  // it is not guarded, but every request to it has a credential
	Reason   string     `json:"reason,omitempty"` // why it is public
	Handler  string     `json:"handler"`
	Router   string     `json:"router,omitempty"` // import path; none for a table of routes
	Package  string     `json:"package"`
	Dynamic  bool       `json:"dynamic,omitempty"` // parts of method or path are computed, and written "{?}"
	Location Location   `json:"location"`          // of the registration
	Guards   []Guard    `json:"guards"`            // each must be met
	Evidence []Evidence `json:"evidence"`          // what else bears on the state
}

// A Guard is one demand for scopes that every request of a route meets.
type Guard struct {
	Kind     string     `json:"kind"`
	Name     string     `json:"name"`
	Scopes   []string   `json:"scopes"`
	Mode     string     `json:"mode,omitempty"` // "any" or "all" of the scopes, if that is known
	Location Location   `json:"location"`
	Via      []Location `json:"via,omitempty"` // the calls from there to the check
}

// Evidence is a reason for a route's state that is no guard.
type Evidence struct {
	Reason   string   `json:"reason"`
	Message  string   `json:"message"`
	Location Location `json:"location"`
}

// Public is the state of a route that the configuration exempts; the others are
// those of the package routes.
const Public = "public"

// NewRoute makes a route of one in a package. The files of its locations are
// named from dir.
func NewRoute(dir, pkg string, fset *token.FileSet, r *routes.Route) Route {
	at := func(pos, end token.Pos) Location {
		l := Locate(fset, pos, end)
		l.relativeTo(dir)
		return l
	}
	out := Route{
		Method: r.Method, Host: r.Host, Path: r.Path, Template: r.Template, Scopes: []string{}, State: string(r.State), Login: r.Login,
		Handler: r.Handler, Router: r.Router, Package: pkg, Dynamic: r.Dynamic, Location: at(r.Pos, r.End),
		Guards: []Guard{}, Evidence: []Evidence{},
	}
	for _, g := range r.Guards {
		guard := Guard{Kind: string(g.Kind), Name: g.Name, Scopes: append([]string{}, g.Scopes...), Mode: string(g.Mode), Location: at(g.Pos, token.NoPos)}
		for _, pos := range g.Via {
			guard.Via = append(guard.Via, at(pos, token.NoPos))
		}
		out.Guards = append(out.Guards, guard)
		for _, s := range g.Scopes {
			if !slices.Contains(out.Scopes, s) {
				out.Scopes = append(out.Scopes, s)
			}
		}
	}
	for _, e := range r.Evidence {
		out.Evidence = append(out.Evidence, Evidence{string(e.Reason), e.Text, at(e.Pos, token.NoPos)})
	}
	return out
}

// Behind is how the state of a route that nothing but a login stands before is
// shown, apart from those that anybody can ask.
const Behind = string(routes.Unguarded) + " (login)"

// Shown is the state in words.
func (r Route) Shown() string {
	if r.Login && r.State == string(routes.Unguarded) {
		return Behind
	}
	return r.State
}

// Demand words what the guards of a route ask for. If none of them names a
// scope, they stand there themselves.
func (r Route) Demand() string {
	guards := slices.DeleteFunc(slices.Clone(r.Guards), func(g Guard) bool { return len(g.Scopes) == 0 && len(r.Scopes) > 0 })
	var words []string
	for _, g := range guards {
		if word := g.demand(len(guards) > 1); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " + ")
}

// Demand words what the guard asks for.
func (g Guard) Demand() string { return g.demand(false) }

// demand is Demand; nested is in the company of others.
func (g Guard) demand(nested bool) string {
	if len(g.Scopes) == 0 {
		return g.Name + "()"
	}
	separator := map[string]string{"any": " | ", "all": " + "}[g.Mode]
	if separator == "" {
		separator = ", "
	}
	word := strings.Join(g.Scopes, separator)
	if nested && len(g.Scopes) > 1 && g.Mode != string(routes.AllOf) {
		return "(" + word + ")"
	}
	return word
}

// Pattern is the path with the host that it is limited to.
func (r Route) Pattern() string { return r.Host + r.Path }

// Rooted is the route with absolute files, which were named from dir.
func (r Route) Rooted(dir string) Route {
	r.Location = r.Location.rooted(dir)
	r.Guards, r.Evidence = slices.Clone(r.Guards), slices.Clone(r.Evidence)
	for i := range r.Guards {
		g := &r.Guards[i]
		g.Location, g.Via = g.Location.rooted(dir), slices.Clone(g.Via)
		for j := range g.Via {
			g.Via[j] = g.Via[j].rooted(dir)
		}
	}
	for i := range r.Evidence {
		r.Evidence[i].Location = r.Evidence[i].Location.rooted(dir)
	}
	return r
}
