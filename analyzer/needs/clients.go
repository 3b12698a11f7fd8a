package needs

import (
	"bytes"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"sync"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
)

// clients tells which of a program's HTTP clients add no credentials to requests:
// those whose transport is net/http's own, from where they are made on.
type clients struct {
	graph   *graph
	stores  *stores
	changed func() map[ssa.Value]bool // see findChanged
	usual   func() bool               // what net/http uses by default adds no credentials
}

func newClients(g *graph, s *stores) *clients {
	c := &clients{graph: g, stores: s}
	c.changed = sync.OnceValue(c.findChanged)
	c.usual = sync.OnceValue(c.isUsual)
	return c
}

// swapping is how code replaces what net/http uses by default.
var swapping = regexp.MustCompile(`\w\.Default(Transport|Client)(\.[A-Z]\w*)?\s*=[^=]`)

// swaps looks for that in a file whose function bodies are not read; quick saves most files
// the expression.
func swaps(src []byte) bool {
	quick := bytes.Contains(src, []byte(".DefaultTransport")) || bytes.Contains(src, []byte(".DefaultClient"))
	return quick && swapping.Match(src)
}

func (c *clients) isUsual() bool {
	if c.changed()[nil] || c.swapped() {
		return false
	}
	for global := range c.stores.globals {
		if isDefault(global) {
			return false
		}
	}
	for origin := range c.changed() {
		if g, ok := origin.(*ssa.Global); ok && isDefault(g) {
			return false
		}
	}
	return true
}

// swapped reports whether a package that the program imports, and whose bodies are
// not read, may replace what net/http uses by default.
func (c *clients) swapped() bool {
	src, found := c.graph.src, false
	for _, root := range c.graph.roots {
		packages.Visit([]*packages.Package{src.listed[packageOf(root)]}, func(p *packages.Package) bool {
			found = found || src.units[p].swaps
			return !found
		}, nil)
	}
	return found
}

// plain reports whether a *http.Client adds no credentials.
func (c *clients) plain(v ssa.Value) bool {
	if !c.usual() {
		return false
	}
	origins := c.origins(v)
	for origin := range origins {
		if c.changed()[origin] || !c.isPlain(origin) {
			return false
		}
	}
	return len(origins) > 0 // else it comes from where nobody looked
}

func (c *clients) isPlain(origin ssa.Value) bool {
	if _, ok := origin.(*ssa.Global); ok {
		return true // http.DefaultClient
	}
	alloc, ok := origin.(*ssa.Alloc)
	return ok && !slices.ContainsFunc(*alloc.Referrers(), func(use ssa.Instruction) bool { return !c.use(alloc, use) })
}

// use is for what is done with a client where it is made.
func (c *clients) use(client *ssa.Alloc, use ssa.Instruction) bool {
	switch use := use.(type) {
	case *ssa.Store:
		if use.Addr != client {
			return c.seen(use.Addr) // kept; findChanged looks at what is done to it there
		}
		switch v := use.Val.(type) {
		case *ssa.Const: // the zero value
			return true
		case *ssa.UnOp: // a copy
			return c.plain(v.X)
		}
		return false
	case *ssa.FieldAddr:
		if !isCredentials(fieldOf(client.Type(), use.Field)) {
			return true
		}
		return !slices.ContainsFunc(*use.Referrers(), func(use ssa.Instruction) bool {
			store, ok := use.(*ssa.Store)
			return !ok || !isPlainTransport(store.Val)
		})
	case ssa.CallInstruction:
		return c.graph.reads(use) || isMethodOf(client, use.Common())
	case *ssa.Return, *ssa.Phi, *ssa.UnOp:
		return true
	}
	return false
}

// isMethodOf reports whether a call is one of a client's own methods.
func isMethodOf(client ssa.Value, call *ssa.CallCommon) bool {
	callee := call.StaticCallee()
	return callee != nil && callee.Signature.Recv() != nil && call.Args[0] == client
}

// seen reports whether all that is done at an address is read.
func (c *clients) seen(addr ssa.Value) bool {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		return true
	case *ssa.Global:
		return !c.graph.src.opaque[addr.Pkg.Pkg]
	case *ssa.FieldAddr:
		return !c.graph.src.opaque[fieldOf(addr.X.Type(), addr.Field).Pkg()]
	}
	return false
}

// findChanged lists the origins of clients that are changed elsewhere than where
// they are made, by client.Transport = … or *client = …; nil among them is any.
func (c *clients) findChanged() map[ssa.Value]bool {
	changed := make(map[ssa.Value]bool)
	for fn := range c.graph.parent {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if client := changedBy(instr); client != nil {
					maps.Copy(changed, c.origins(client))
				}
			}
		}
	}
	return changed
}

func changedBy(instr ssa.Instruction) ssa.Value {
	store, ok := instr.(*ssa.Store)
	if !ok {
		return nil
	}
	client := store.Addr
	if field, ok := client.(*ssa.FieldAddr); ok && isHTTPClient(deref(field.X.Type())) {
		if !isCredentials(fieldOf(field.X.Type(), field.Field)) || isPlainTransport(store.Val) {
			return nil
		}
		client = field.X
	}
	if _, here := client.(*ssa.Alloc); here || !isHTTPClient(deref(client.Type())) {
		return nil
	}
	return client
}

func isHTTPClient(t types.Type) bool { return isNamed(t, "net/http", "Client") }

// isCredentials reports whether a field of a client may add credentials to requests.
func isCredentials(f *types.Var) bool { return f.Name() == "Transport" || f.Name() == "Jar" }

func isDefault(g *ssa.Global) bool {
	return g.Pkg.Pkg.Path() == "net/http" && (g.Name() == "DefaultClient" || g.Name() == "DefaultTransport")
}

// isPlainTransport reports whether a value is nil or of the type of net/http's transport.
func isPlainTransport(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil()
	case *ssa.MakeInterface:
		return isNamed(deref(v.X.Type()), "net/http", "Transport")
	case *ssa.UnOp:
		g, ok := v.X.(*ssa.Global)
		return ok && isDefault(g)
	case *ssa.Phi:
		return !slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool { return !isPlainTransport(edge) })
	}
	return false
}
