package needs

import (
	"go/types"
	"slices"
	"strings"
)

// What a request whose server is not known has to do with the catalog's.

// toOurs reports whether a request goes to a server of the catalog.
func (t *tracer) toOurs(line text) bool {
	_, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
	server, _, _ := t.judge.address(strings.TrimPrefix(url.String(), " "))
	return t.judge.servers[server]
}

// ours reports whether a request whose server is not known is likely one to the
// catalog's: it is made by the catalog's client or through it, by a package that
// imports that client, or by one that is named for the catalog. What such a
// package asks of another client, of Kubernetes say, is that client's.
func (t *tracer) ours(r *request) bool {
	for i, c := range r.calls {
		pkg := packageOf(c.caller)
		switch {
		case pkg == nil:
		case t.isClient(pkg):
			return true
		case i == len(r.calls)-1:
			return slices.ContainsFunc(pkg.Imports(), t.isClient) || t.isNamedFor(pkg)
		}
	}
	return false
}

func (t *tracer) isClient(pkg *types.Package) bool { return t.evidence.isClient(pkg.Path()) }

func (t *tracer) isNamedFor(pkg *types.Package) bool { return t.evidence.isNamedFor(pkg.Path()) }

// tied reports whether a package that the request goes through, or that leads to
// it, names the catalog's server: as the default of a flag say, or of a setting
// that a library keeps where it cannot be followed.
func (t *tracer) tied(r *request) bool {
	names := func(c call) bool { return t.naming[packageOf(c.caller)] }
	return slices.ContainsFunc(r.calls, names) || slices.ContainsFunc(t.graph.path(r.fn), names)
}

// related reports whether anything in the program has to do with the catalog.
func (t *tracer) related() bool {
	if len(t.found) > 0 || len(t.missed) > 0 || len(t.naming) > 0 {
		return true
	}
	for fn := range t.graph.parent {
		if pkg := packageOf(fn); pkg != nil && (t.isClient(pkg) || t.isNamedFor(pkg)) {
			return true
		}
	}
	return false
}

// mayAskOurs reports whether a package may ask the catalog's server for anything: it
// is the program's own, or a library that is told of the server.
func (t *tracer) mayAskOurs(pkg *types.Package) bool {
	if t.own[pkg] {
		return true
	}
	u := t.graph.src.unit(pkg)
	return u != nil && u.told
}

// wholly reports whether nothing is known of a request's URL.
func wholly(v verdict) bool { return v.kind == undecided && strings.HasSuffix(v.request, " /{}") }
