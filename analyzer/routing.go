package analyzer

import (
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/scopelint/scopelint/analyzer/routes"
)

// routing is the [routes] table of a configuration.
type routing struct {
	public  []publicRoute
	guards  []string      // functions that are guards
	logins  []string      // middlewares that log in, and ask for nothing else
	table   *routes.Table // nil for the built-in one
	routers []string      // packages that the configuration adds to the table
	require bool          // every route must be guarded, whatever its neighbours are
	floor   int           // how many registrations must be understood
}

// A publicRoute is exempt from unguarded-route.
type publicRoute struct {
	method string // "" for all
	path   wildcard
	text   string
	reason string
}

// routingDoc is the form of the table.
type routingDoc struct {
	Public []struct {
		Route  string `toml:"route" json:"route,omitempty"`
		Reason string `toml:"reason" json:"reason,omitempty"`
	} `toml:"public" json:"public,omitempty"`
	Guards  []string        `toml:"guards" json:"guards,omitempty"`
	Logins  []string        `toml:"logins" json:"logins,omitempty"`
	Router  []routes.Router `toml:"router" json:"router,omitempty"`
	Require bool            `toml:"require" json:"require,omitempty"`
	Floor   int             `toml:"floor" json:"floor,omitempty"`
}

func (r *configReader) routing() {
	doc := &r.doc.Routes
	into := &r.cfg.routing
	into.guards, into.logins = append(into.guards, doc.Guards...), append(into.logins, doc.Logins...)
	into.require, into.floor = into.require || doc.Require, doc.Floor
	r.functions("guards", doc.Guards)
	r.functions("logins", doc.Logins)
	for _, name := range doc.Logins {
		if slices.Contains(into.guards, name) {
			r.mistake(toml.Key{"routes", "logins"}, 0, "%q is among the guards, too: what asks for a scope does more than log in", name)
		}
	}
	if doc.Floor < 0 {
		r.mistake(toml.Key{"routes", "floor"}, 0, "floor = %d: write how many registrations must be understood", doc.Floor)
	}
	for i, p := range doc.Public {
		key := toml.Key{"routes", "public"}
		if strings.TrimSpace(p.Reason) == "" {
			r.mistake(key, i, "public route %q has no reason: write reason = \"…\"", p.Route)
			continue
		}
		route, ok := parseRoute(p.Route)
		if !ok {
			r.mistake(key, i, badRoute, p.Route)
			continue
		}
		route.reason = p.Reason
		into.public = append(into.public, route)
	}
	if len(doc.Router) == 0 {
		return
	}
	table := into.table
	if table == nil {
		table = routes.Default()
	}
	table, err := table.With(doc.Router...)
	if err != nil {
		r.mistake(toml.Key{"routes", "router"}, 0, "%v", err)
		return
	}
	into.table = table
	for _, router := range doc.Router {
		into.routers = append(into.routers, router.Package)
	}
}

// functions reports names at a key of [routes] that are no functions'.
func (r *configReader) functions(key string, names []string) {
	for _, name := range names {
		if guardPackage(name) == "" {
			r.mistake(toml.Key{"routes", key}, 0, "%q is no function: %s", name, guardForm)
		}
	}
}

const badRoute = "%q is no route: write a path such as \"/healthz\", or \"GET /healthz\"; * is a wildcard"

// parseRoute reads a path, or a method and a path.
func parseRoute(text string) (publicRoute, bool) {
	method, path, ok := strings.Cut(text, " ")
	if !ok {
		method, path = "", text
	}
	return publicRoute{method: method, path: newWildcard(path), text: text}, strings.HasPrefix(path, "/")
}

// isPublic reports whether the configuration exempts a route.
func (c *Config) isPublic(r *routes.Route) bool {
	_, ok := c.Public(r)
	return ok
}

// Floor is how many registrations the configuration wants understood.
func (c *Config) Floor() int { return c.routing.floor }

// Requires reports whether the configuration wants every route guarded.
func (c *Config) Requires() bool { return c.routing.require }

// routes returns the package's routes for the rules about them. A package in
// which nothing is a scope has no guards that could be compared.
func (j *judge) routes() []*routes.Route {
	if j.routed == nil {
		j.routed = &routes.Result{}
		if j.cfg.DemandsGuards() || j.namesScopes() {
			j.routed = j.gatherRoutes()
		}
	}
	return j.routed.Routes
}

// DemandsGuards reports whether the configuration says what must be guarded, or
// by what, so that routes matter in code that names no scope.
func (c *Config) DemandsGuards() bool { return len(c.routing.guards) > 0 || c.routing.require }

// ConcernsRoutes reports whether the configuration is a reason to judge the
// routes of a module: it says something about them, or which catalog the
// module's scopes are of.
func (c *Config) ConcernsRoutes() bool {
	r := c.routing
	return c.named || c.DemandsGuards() || len(r.public) > 0 || len(r.logins) > 0 || r.table != nil || r.floor > 0
}

// routers is the table of the routers that the configuration knows.
func (c *Config) routers() *routes.Table {
	if c.routing.table != nil {
		return c.routing.table
	}
	return routes.Default()
}

// namesScopes reports whether the package names a scope. A text that the catalog
// has may be one in a guard, whatever the code around it calls it.
func (j *judge) namesScopes() bool {
	return slices.ContainsFunc(j.mentions, func(m *mention) bool {
		return m.proved != nil || m.catalog == j.catalog && isKnown(j.catalog, m.text)
	})
}

// concernsRoutes reports whether the package is a reason to judge the routes of
// its module.
func (j *judge) concernsRoutes() bool {
	return j.namesScopes() || slices.ContainsFunc(j.waivers, func(w *waiver) bool { return w.ofRoutes })
}

func (j *judge) gatherRoutes() *routes.Result {
	opts := j.cfg.routeOptions(j.provedScopes())
	opts.Excluded = nil // a route there may be the guarded neighbour of one that is judged
	return routes.Gather(j.pass, opts)
}

// provedScopes is the set of texts that are scopes in the package.
func (j *judge) provedScopes() map[string]bool {
	scopes := make(map[string]bool)
	for _, m := range j.mentions {
		if m.proved != nil {
			scopes[m.text] = true
		}
	}
	return scopes
}

func (c *Config) routeOptions(scopes map[string]bool) routes.Options {
	return routes.Options{
		Table: c.routing.table, Guards: c.routing.guards, Logins: c.routing.logins, Excluded: c.Excludes,
		IsScope: func(text string) bool { return scopes[text] },
		Known: func(text string) bool {
			_, known := c.Catalog().Lookup(text)
			return known
		},
	}
}
