package needs

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/catalog"
)

// A fate is what becomes of a package: whether its function bodies are read.
type fate struct {
	std     bool // part of the standard library
	own     bool // part of the user's modules
	carries bool // can make a request, or call what it keeps

	// followed: the bodies are read. Of all others the declarations alone are, and
	// what they are handed, they may call (callback.go).
	followed bool
	told     bool // a library that has to do with the catalog's server
	// exposed: a package that is not followed imports it, and may have it call what
	// it keeps.
	exposed bool
}

// pruned reports whether a package that is not followed can make requests.
func (f fate) pruned() bool { return f.carries && !f.followed && !f.std }

// units decides on the packages. The user's own are followed, for their structure
// decides what is reached, and of the others those that can make a request and
//
//   - import, however far off, a package that has to do with the catalog's server,
//     or a dispatcher;
//   - are imported, however far off, by a client of the catalog, by a library that
//     names the server or is told its name (told.go), or by one of those widened, to
//     which more than that flows (spread.go): requests that one of these asks for
//     may start there.
//
// All others only lead to other servers.
func (l *listing) units(cfg *Config, widened map[string]bool) map[*packages.Package]*unit {
	units := make(map[*packages.Package]*unit, len(l.all))
	for _, p := range l.all {
		u := &unit{Package: p, errors: slices.Clone(p.Errors), done: make(chan struct{})}
		units[p] = u
		// Only the standard library's packages have no module; a main package
		// without one is a file or a test binary.
		u.own = l.isOwn(p)
		u.std = p.Module == nil && !u.own
		u.carries = isHTTP(p.PkgPath) || isDispatcher(p.PkgPath)
		for _, imp := range p.Imports {
			u.carries = u.carries || units[imp].carries
		}
	}
	evidence := newEvidence(cfg.Catalog)
	naming, told := evidence.literals(units)
	leads := make(map[*packages.Package]bool)
	for _, p := range l.all {
		leads[p] = naming[p] || isDispatcher(p.PkgPath) || evidence.tells(p)
		for _, imp := range p.Imports {
			leads[p] = leads[p] || leads[imp]
		}
	}
	below := make(map[*packages.Package]bool)
	for _, p := range slices.Backward(l.all) {
		u := units[p]
		u.told = naming[p] && !u.own || told[p] || widened[p.ID]
		if evidence.isClient(p.PkgPath) || u.told {
			below[p] = true
		}
		for _, imp := range p.Imports {
			below[imp] = below[imp] || below[p]
		}
		u.followed = !u.std && (u.own || u.carries && (leads[p] || below[p]) || widened[p.ID])
		for _, imp := range p.Imports {
			units[imp].exposed = units[imp].exposed || !u.followed
		}
	}
	return units
}

// dispatchers are libraries that keep functions and call one of them by its name:
// some programs run what they registered, and others, generators of documentation,
// only list it. Without the library's own code both would look alike. Majors of a
// library are its versions below it.
var dispatchers = []string{
	"github.com/spf13/cobra", "github.com/urfave/cli", "github.com/alecthomas/kingpin", "gopkg.in/alecthomas/kingpin.v2",
	"github.com/mitchellh/cli", "github.com/hashicorp/cli", "github.com/google/subcommands", "github.com/peterbourgon/ff",
	"k8s.io/cloud-provider",
}

// isHTTP reports whether a package makes requests by itself.
func isHTTP(path string) bool { return path == "net/http" || path == "github.com/valyala/fasthttp" }

func isDispatcher(path string) bool {
	return slices.ContainsFunc(dispatchers, func(d string) bool { return path == d || strings.HasPrefix(path, d+"/v") })
}

// evidence tells what has to do with a catalog's server.
type evidence struct {
	catalog.Evidence
	hosts [][]byte // of the servers
}

func newEvidence(c *catalog.Catalog) *evidence {
	e := &evidence{Evidence: c.Evidence()}
	for server := range serversOf(c) {
		if _, host, _ := strings.Cut(server, "://"); host != "" {
			e.hosts = append(e.hosts, []byte(host))
		}
	}
	return e
}

// tells reports whether a package is a client of the catalog, or named for it.
func (e *evidence) tells(p *packages.Package) bool {
	return e.isClient(p.PkgPath) || e.isNamedFor(p.PkgPath)
}

func (e *evidence) isClient(path string) bool {
	return slices.ContainsFunc(e.Imports, func(imp string) bool { return path == imp || strings.HasPrefix(path, imp+"/") })
}

func (e *evidence) isNamedFor(path string) bool {
	return slices.ContainsFunc(e.Words, func(w string) bool { return strings.Contains(path, w) })
}

func (e *evidence) inText(text []byte) bool {
	return slices.ContainsFunc(e.hosts, func(host []byte) bool { return bytes.Contains(text, host) })
}
