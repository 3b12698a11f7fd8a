package needs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/catalog/regular"
)

// literals reads the strings of all packages but the standard library's. naming are
// those that have a server's host in one; told are those that one of these calls
// with it. Where such a call is reached, spread.go would find the same later, and
// have the whole program read again.
func (e *evidence) literals(units map[*packages.Package]*unit) (naming, told map[*packages.Package]bool) {
	naming, told = make(map[*packages.Package]bool), make(map[*packages.Package]bool)
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var lock sync.Mutex
	var wg sync.WaitGroup
	for p, u := range units {
		if u.std {
			continue
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			for _, name := range p.CompiledGoFiles {
				fset := token.NewFileSet()
				file := e.fileWithHost(fset, name)
				if file == nil || !e.namedIn(file) {
					continue
				}
				to := e.toldIn(file, p.Imports)
				lock.Lock()
				if tag := e.tagIn(file); tag != nil {
					u.tag, u.tagged = tag.Value, fset.Position(tag.Pos())
				}
				naming[p] = true
				maps.Copy(told, to)
				lock.Unlock()
			}
		})
	}
	wg.Wait()
	return naming, told
}

// fileWithHost parses a file if its text has a server's host, be it in a comment: few have.
// Of one with syntax errors, which check.go reports, it gives what can be read.
func (e *evidence) fileWithHost(fset *token.FileSet, name string) *ast.File {
	src, err := regular.ReadFile(name)
	if err != nil || !e.inText(src) {
		return nil
	}
	file, _ := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	return file
}

// namedIn reports whether a string in n names a server.
func (e *evidence) namedIn(n ast.Node) bool {
	return slices.ContainsFunc(slices.Collect(ast.Preorder(n)), func(n ast.Node) bool { return e.isName(n) })
}

func (e *evidence) isName(n ast.Node) bool {
	lit, ok := n.(*ast.BasicLit)
	return ok && e.inText([]byte(lit.Value))
}

// tagIn is a tag of a struct's field in a file that names a server: `default:"https://…"`.
func (e *evidence) tagIn(file *ast.File) *ast.BasicLit {
	for n := range ast.Preorder(file) {
		if f, ok := n.(*ast.Field); ok && f.Tag != nil && e.isName(f.Tag) {
			return f.Tag
		}
	}
	return nil
}

// toldIn lists the packages whose functions a file calls with a server's name:
//
//	schema.EnvDefaultFunc("API_URL", "https://api.digitalocean.com")
func (e *evidence) toldIn(file *ast.File, imports map[string]*packages.Package) map[*packages.Package]bool {
	byName := importedBy(file, imports)
	told := make(map[*packages.Package]bool)
	for n := range ast.Preorder(file) {
		call, ok := n.(*ast.CallExpr)
		if !ok || !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return e.isName(arg) }) {
			continue
		}
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok {
				told[byName[x.Name]] = true
			}
		}
	}
	return told
}

// importedBy lists the imports of a file by the names they have in it.
func importedBy(file *ast.File, imports map[string]*packages.Package) map[string]*packages.Package {
	byName := make(map[string]*packages.Package)
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		switch p := imports[path]; {
		case p == nil: // unsafe, or not found
		case spec.Name != nil:
			byName[spec.Name.Name] = p
		default:
			byName[p.Name] = p
		}
	}
	return byName
}
