package source

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// What imports a package does not see what the package's tests declare.

// plain returns a package without its tests, which do not belong to what others
// import: those of two packages may import each other's.
func (u *universe) plain(n *node) *node {
	if !n.tested() {
		return n
	}
	path := n.path + " without tests"
	if p := u.nodes[path]; p != nil {
		return p
	}
	p := &node{place: n.place, imports: make(map[string]*node), done: make(chan struct{})}
	for _, f := range n.files {
		if f.Test {
			continue
		}
		p.files = append(p.files, f)
		for _, path := range f.Imports {
			if to := n.imports[path]; to != nil {
				p.imports[path] = to
			}
		}
	}
	u.nodes[path] = p
	return p
}

// tested reports whether the node has tests beside what others import.
func (n *node) tested() bool {
	return (n.unit == nil || !n.unit.External) && slices.ContainsFunc(n.files, func(f File) bool { return f.Test })
}

// withoutTests is a package without what its tests declare: who imports it sees
// the same whether the tests are looked at, too, or not. The types are the same
// ones, unless the package does not compile without its tests.
func (u *universe) withoutTests(n *node, info *types.Info) *types.Package {
	p := &node{place: n.place, imports: n.imports}
	for _, f := range n.files {
		if !f.Test {
			p.files = append(p.files, f)
		}
	}
	if len(p.files) > 0 && u.needsTests(n, info) {
		u.check(p, nil)
		n.parsed = append(n.parsed, p.parsed...)
		return p.types
	}
	name := ""
	if len(p.files) > 0 {
		name = p.files[0].Package
	}
	p.types = types.NewPackage(n.path, name)
	for _, name := range n.types.Scope().Names() {
		if obj := n.types.Scope().Lookup(name); !u.inTest(obj.Pos()) {
			p.types.Scope().Insert(obj)
		}
	}
	p.types.MarkComplete()
	return p.types
}

// needsTests reports whether a package names outside of its tests what these
// declare.
func (u *universe) needsTests(n *node, info *types.Info) bool {
	for name, obj := range info.Uses {
		if obj.Parent() == n.types.Scope() && u.inTest(obj.Pos()) && !u.inTest(name.Pos()) {
			return true
		}
	}
	return false
}

func (u *universe) inTest(pos token.Pos) bool {
	return strings.HasSuffix(u.fset.File(pos).Name(), "_test.go")
}
