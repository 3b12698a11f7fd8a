package prove_test

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/importer"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
)

// TestMetamorphic changes the forms by program in ways that do not change what
// they do, and expects the same verdicts.
func TestMetamorphic(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*changer)
		caller bool // the forms are called from another package
	}{
		{"variables are renamed", (*changer).renameVariables, false},
		{"conditions are functions", (*changer).wrapConditions, false},
		{"conditions are inverted", (*changer).invertConditions, false},
		{"bodies are helpers of another order", func(c *changer) { c.addHelpers(); c.reverse() }, false},
		{"helpers are another package's", (*changer).export, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := forms(t)
			fset := token.NewFileSet()
			c := &changer{pass: check(t, fset, importer.ForCompiler(fset, "gc", exportData(t)), src), src: src, edits: make(map[string][]edit)}
			test.change(c)
			changed := c.apply()
			var want, got map[string]string
			if test.caller {
				want, got = verdicts(t, c.caller(), changed)
			} else {
				want, got = verdicts(t, changed)
			}
			if len(want) < 80 {
				t.Errorf("%d forms", len(want))
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("verdicts (-want +got):\n%s", diff)
			}
		})
	}
}

// A changer rewrites a package's files.
type changer struct {
	pass  *analysis.Pass
	src   source
	edits map[string][]edit
}

type edit struct {
	from, to int
	text     string
}

func (c *changer) replace(from, to token.Pos, text string) {
	at := c.pass.Fset.Position(from)
	c.edits[at.Filename] = append(c.edits[at.Filename], edit{at.Offset, at.Offset + int(to-from), text})
}

func (c *changer) insert(at token.Pos, text string) { c.replace(at, at, text) }

func (c *changer) apply() source {
	out := make(source)
	for name, data := range c.src {
		edits := c.edits[name]
		slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
		var buf bytes.Buffer
		last := 0
		for _, e := range edits {
			buf.Write(data[last:e.from])
			buf.WriteString(e.text)
			last = e.to
		}
		buf.Write(data[last:])
		out[name] = buf.Bytes()
	}
	return out
}

// rename gives new names to objects; "" keeps the old one.
func (c *changer) rename(name func(types.Object) string) {
	for _, ids := range []map[*ast.Ident]types.Object{c.pass.TypesInfo.Defs, c.pass.TypesInfo.Uses} {
		for id, obj := range ids {
			if obj == nil {
				continue
			}
			if n := name(origin(obj)); n != "" {
				c.replace(id.Pos(), id.End(), n)
			}
		}
	}
}

func origin(obj types.Object) types.Object {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.Origin()
	case *types.Func:
		return obj.Origin()
	}
	return obj
}

func (c *changer) renameVariables() {
	names := make(map[types.Object]string)
	c.rename(func(obj types.Object) string {
		v, ok := obj.(*types.Var)
		if !ok || v.IsField() || v.Name() == "_" || v.Parent() == c.pass.Pkg.Scope() || v.Pkg() != c.pass.Pkg {
			return ""
		}
		if names[v] == "" {
			names[v] = fmt.Sprint("v", len(names))
		}
		return names[v]
	})
}

// export makes what a package declares visible to others.
func (c *changer) export() {
	c.rename(func(obj types.Object) string {
		if obj.Parent() != c.pass.Pkg.Scope() {
			return ""
		}
		return "X" + obj.Name()
	})
}

func (c *changer) ifs(visit func(*ast.IfStmt)) {
	for _, file := range c.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.IfStmt); ok {
				visit(s)
			}
			return true
		})
	}
}

func (c *changer) wrapConditions() {
	c.ifs(func(s *ast.IfStmt) {
		c.insert(s.Cond.Pos(), "func() bool { return ")
		c.insert(s.Cond.End(), " }()")
	})
}

func (c *changer) invertConditions() {
	c.ifs(func(s *ast.IfStmt) {
		if s.Else == nil {
			c.insert(s.Cond.Pos(), "!(")
			c.insert(s.Cond.End(), ")")
			c.insert(s.Body.Pos(), "{} else ")
		}
	})
}

// each visits the forms.
func (c *changer) each(visit func(fn *ast.FuncDecl, handler bool)) {
	for _, file := range c.pass.Files {
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && strings.Contains(fn.Doc.Text(), "want: ") {
				visit(fn, fn.Type.Results == nil)
			}
		}
	}
}

// wrapper is a form that calls another function.
func wrapper(fn *ast.FuncDecl, handler bool, callee string) string {
	doc := "\n// " + strings.TrimSpace(fn.Doc.Text()) + "\n"
	if handler {
		return fmt.Sprintf("%sfunc %s(w http.ResponseWriter, r *http.Request) { %s(w, r) }\n", doc, fn.Name.Name, callee)
	}
	return fmt.Sprintf("%sfunc %s(next http.Handler) http.Handler { return %s(next) }\n", doc, fn.Name.Name, callee)
}

// addHelpers moves each form into a helper.
func (c *changer) addHelpers() {
	c.each(func(fn *ast.FuncDecl, handler bool) {
		text := "func " + fn.Name.Name + "Helper"
		c.replace(fn.Doc.Pos(), fn.Name.End(), text)
		c.insert(fn.End(), "\n"+wrapper(fn, handler, fn.Name.Name+"Helper"))
	})
}

// reverse adds a file that sorts before the others, with functions that name
// scopes, call guards, and have to do with no form.
func (c *changer) reverse() {
	c.src["a.go"] = []byte(`package service

import "net/http"

var unrelated = []string{"notes:read", "notes:write", "*"}

func register(mux *http.ServeMux) {
	mux.Handle("/a", requireAll(read)(logged(http.HandlerFunc(serve))))
	mux.Handle("/b", protect(withScopes(unrelated...))(http.HandlerFunc(contains)))
}
`)
	c.src["z_guards.go"], c.src["b_traps.go"] = c.src["guards.go"], c.src["traps.go"]
	c.edits["z_guards.go"], c.edits["b_traps.go"] = c.edits["guards.go"], c.edits["traps.go"]
	delete(c.src, "guards.go")
	delete(c.src, "traps.go")
}

// caller is a package whose forms call the exported ones.
func (c *changer) caller() source {
	var buf bytes.Buffer
	buf.WriteString("package caller\n\nimport (\n\t\"net/http\"\n\n\t\"example.com/service\"\n)\n")
	buf.WriteString("\nfunc serve(w http.ResponseWriter, r *http.Request) { service.Xserve(w, r) }\n")
	c.each(func(fn *ast.FuncDecl, handler bool) { buf.WriteString(wrapper(fn, handler, "service.X"+fn.Name.Name)) })
	return source{"caller.go": buf.Bytes()}
}
