package needs

import (
	"go/constant"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/catalog"
)

// A request without credentials needs no scope, wherever it goes: a download by
// http.Get, DNS over HTTPS with a client of net/http's own transport, a request that
// only asks for its proxy. So it leaves nothing unresolved. This proves that a
// request is one; clients.go tells which clients add nothing. A URL that has the
// token in itself is not thought of.

// bare tells which requests carry no credentials.
type bare struct {
	graph   *graph
	clients *clients
	e       *evaluator
	schemes []string // under which the catalog's servers take tokens; empty if under any
	busy    map[ssa.Value]bool
}

func newBare(e *evaluator, c *catalog.Catalog) *bare {
	return &bare{graph: e.graph, clients: newClients(e.graph, e.stores), e: e, schemes: c.Schemes(), busy: make(map[ssa.Value]bool)}
}

// isBare reports whether a request carries no credentials, whoever sends it.
func (b *bare) isBare(r *request) bool {
	site, ok := r.calls[len(r.calls)-1].site.(*ssa.Call)
	if !ok {
		return false
	}
	switch name := fullNameOf(site); name {
	case "net/http.Get", "net/http.Head", "net/http.Post", "net/http.PostForm":
		return b.clients.usual()
	case "net/http.NewRequest", "net/http.NewRequestWithContext":
		return b.request(site)
	default:
		return strings.HasPrefix(name, "(*net/http.Client).") && b.clients.plain(site.Call.Args[0])
	}
}

// request reports whether nothing is done with a request but to send it by a plain
// client and to set headers that carry no credentials.
func (b *bare) request(v ssa.Value) bool {
	if b.busy[v] {
		return true // in a loop, which alone is nothing against it
	}
	b.busy[v] = true
	defer delete(b.busy, v)
	return !slices.ContainsFunc(*v.Referrers(), func(use ssa.Instruction) bool { return !b.use(v, use) })
}

func (b *bare) use(v ssa.Value, use ssa.Instruction) bool {
	switch use := use.(type) {
	case *ssa.BinOp: // req == nil
		return true
	case *ssa.Extract:
		return use.Index > 0 || b.request(use)
	case *ssa.Phi:
		return b.request(use)
	case *ssa.FieldAddr:
		return b.field(use)
	case *ssa.Return:
		return b.returned(use, slices.Index(use.Results, v))
	case *ssa.Call:
		return b.handed(use, v)
	}
	return false
}

// field is for the use of a field of a request.
func (b *bare) field(field *ssa.FieldAddr) bool {
	switch fieldOf(field.X.Type(), field.Field).Name() {
	case "Method", "URL", "Body", "GetBody", "ContentLength", "TransferEncoding", "Close", "Host":
		return true
	case "Header":
		for _, use := range *field.Referrers() {
			load, ok := use.(*ssa.UnOp)
			if !ok || slices.ContainsFunc(*load.Referrers(), func(use ssa.Instruction) bool { return !b.isHarmless(use) }) {
				return false
			}
		}
		return true
	}
	return false
}

// harmless are the headers, in lower case, that carry no credentials. Any other may.
var harmless = map[string]bool{
	"accept": true, "accept-encoding": true, "accept-language": true, "cache-control": true, "connection": true,
	"content-encoding": true, "content-length": true, "content-type": true, "if-modified-since": true,
	"if-none-match": true, "range": true, "user-agent": true,
}

// isHarmless reports whether a use of a http.Header adds no credentials.
func (b *bare) isHarmless(use ssa.Instruction) bool {
	call, ok := use.(*ssa.Call)
	switch {
	case !ok:
		_, read := use.(*ssa.Lookup)
		return read
	case calls(call, "(net/http.Header).Get"), calls(call, "(net/http.Header).Del"):
		return true
	case calls(call, "(net/http.Header).Set"), calls(call, "(net/http.Header).Add"):
		c, ok := call.Call.Args[1].(*ssa.Const)
		if !ok {
			return false
		}
		key := strings.ToLower(constant.StringVal(c.Value))
		return harmless[key] || key == "authorization" && b.isForeign(call.Call.Args[2])
	}
	return false
}

// isForeign reports whether what an Authorization header is set to is empty, or has a
// scheme under which the catalog's servers take no tokens: "token " + t.
func (b *bare) isForeign(v ssa.Value) bool {
	return len(b.schemes) > 0 && !slices.ContainsFunc(b.e.eval(v), func(t text) bool {
		if s, ok := t.constant(); ok && s == "" {
			return false
		}
		scheme, _, ok := strings.Cut(t.parts[0].lit, " ")
		return !ok || scheme == "" || slices.ContainsFunc(b.schemes, func(s string) bool { return strings.EqualFold(s, scheme) })
	})
}

// returned is for a function that gives back a request: all its callers count.
func (b *bare) returned(ret *ssa.Return, index int) bool {
	if slices.Contains(b.graph.roots, ret.Parent()) {
		return false
	}
	for _, c := range b.graph.in[ret.Parent()] {
		value, ok := c.site.(*ssa.Call)
		switch {
		case !ok:
			return false
		case len(ret.Results) == 1:
			if !b.request(value) {
				return false
			}
			continue
		}
		for _, use := range *value.Referrers() {
			if result := use.(*ssa.Extract); result.Index == index && !b.request(result) {
				return false
			}
		}
	}
	return true
}

// handed is for a call that gets a request.
func (b *bare) handed(site *ssa.Call, v ssa.Value) bool {
	switch {
	case calls(site, "net/http.ProxyFromEnvironment"), calls(site, "(*net/http.Request).Context"):
		return true
	case calls(site, "(*net/http.Request).WithContext"), calls(site, "(*net/http.Request).Clone"):
		return b.request(site)
	case calls(site, "(*net/http.Client).Do"):
		return b.clients.plain(site.Call.Args[0])
	case !b.graph.reads(site):
		return false
	}
	for _, callee := range b.graph.sites[site] {
		for _, param := range callee.Params {
			if argument(call{callee: callee, site: site}, param) == v && !b.request(param) {
				return false
			}
		}
	}
	return true
}
