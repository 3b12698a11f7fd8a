package analyzer

import (
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// Public returns the reason that the configuration gives for a route to need
// no guard; it is not ok without an entry for the route.
func (c *Config) Public(r *routes.Route) (reason string, ok bool) {
	i := slices.IndexFunc(c.routing.public, func(p publicRoute) bool { return p.matches(r) })
	if i < 0 {
		return "", false
	}
	return c.routing.public[i].reason, true
}

func (p publicRoute) matches(r *routes.Route) bool {
	return (p.method == "" || p.method == r.Method) && (p.path.matches(r.Path) || p.path.matches(r.Template))
}

// CheckRoutes reports each entry of [routes] that matches nothing in the
// packages of a module: a guard or a login that nobody uses, a router's row that describes
// no method, a public route that is not there.
func (c *Config) CheckRoutes(packages []*Inventory) []error {
	var errs []error
	fail := func(nth int, key toml.Key, format string, args ...any) {
		errs = append(errs, c.doc.Errorf(key, nth, format, args...))
	}
	for _, list := range c.ownFunctions() {
		for _, name := range list.names {
			if !slices.ContainsFunc(packages, func(inv *Inventory) bool { return inv.uses[name] }) {
				fail(0, toml.Key{"routes", list.key}, "%s %q is used nowhere: %s", list.what, name, guardForm)
			}
		}
	}
	for i, router := range c.routing.routers[c.inherited.routers:] {
		key := toml.Key{"routes", "router", "package"}
		used := slices.IndexFunc(packages, func(inv *Inventory) bool { _, ok := inv.routers[router]; return ok })
		if used < 0 {
			fail(i, key, "router %q: no package imports it: correct or remove it", router)
		} else if unfit := packages[used].routers[router]; len(unfit) > 0 {
			fail(i, key, "router %q: %s", router, strings.Join(unfit, "; "))
		}
	}
	for i, p := range c.routing.public[c.inherited.public:] {
		if !slices.ContainsFunc(packages, func(inv *Inventory) bool { return slices.ContainsFunc(inv.Routes, p.matches) }) {
			fail(i, toml.Key{"routes", "public", "route"}, "public route %q: there is no such route: correct or remove it", p.text)
		}
	}
	return errs
}
