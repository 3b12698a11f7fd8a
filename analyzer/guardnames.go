package analyzer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/catalog/near"
)

// guardForm is how a guard is written, as [types.Func.FullName] has it.
const guardForm = `write a function as "import/path.Name", a method as "(*import/path.Type).Name"`

// guardPackage is the import path of the package that a guard is in, "" for
// what names no function.
func guardPackage(guard string) string {
	dot := strings.LastIndexByte(guard, '.')
	if dot <= 0 || !token.IsIdentifier(guard[dot+1:]) {
		return ""
	}
	path, method := strings.CutPrefix(guard[:dot], "(")
	if !method {
		return path
	}
	path, closed := strings.CutSuffix(strings.TrimPrefix(path, "*"), ")")
	if path, _, _ = strings.Cut(path, "["); !closed || !strings.Contains(path, ".") {
		return ""
	}
	return path[:strings.LastIndexByte(path, '.')]
}

// functionList is a list of functions that the configuration names.
type functionList struct {
	key, what string // of [routes], and one of the list in words
	names     []string
}

// ownFunctions lists the functions that the file itself names.
func (c *Config) ownFunctions() []functionList {
	return []functionList{
		{"guards", "guard", c.routing.guards[c.inherited.guards:]},
		{"logins", "login", c.routing.logins[c.inherited.logins:]},
	}
}

// CheckGuards reports the first guard, or login, that its package does not have:
// what it guards is taken for unguarded or unproven, and nothing is compared with
// it.
// Files gives the contents of a package's Go files, whatever build they are
// for, and is not ok if that cannot be known.
func (c *Config) CheckGuards(files func(path string) (contents [][]byte, ok bool)) error {
	for _, list := range c.ownFunctions() {
		for _, name := range list.names {
			if err := c.checkFunction(list, name, files); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Config) checkFunction(list functionList, name string, files func(path string) (contents [][]byte, ok bool)) error {
	path := guardPackage(name)
	contents, ok := files(path)
	if !ok {
		return nil
	}
	names := functionNames(path, contents)
	if slices.Contains(names, withoutTypes(name)) {
		return nil
	}
	what := "no package " + path + " is here"
	if len(contents) > 0 {
		what = "package " + path + " has no such function"
	}
	hint := guardForm
	if meant, ok := near.Best(name, names); ok {
		hint = "did you mean \"" + meant + "\"?"
	}
	return c.doc.Errorf(toml.Key{"routes", list.key}, 0, "%s %q: %s: %s", list.what, name, what, hint)
}

// withoutTypes leaves out the type arguments of a receiver.
func withoutTypes(guard string) string {
	before, after, generic := strings.Cut(guard, "[")
	if i := strings.LastIndexByte(after, ']'); generic && i >= 0 {
		return before + after[i+1:]
	}
	return guard
}

// functionNames lists the functions, the methods and the methods of interfaces
// that files declare, each as a guard is written.
func functionNames(path string, contents [][]byte) []string {
	var names []string
	for _, data := range contents {
		file, _ := parser.ParseFile(token.NewFileSet(), "", data, parser.SkipObjectResolution)
		if file == nil {
			continue
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv == nil {
					names = append(names, path+"."+decl.Name.Name)
				} else if len(decl.Recv.List) > 0 {
					names = append(names, "("+receiver(path, decl.Recv.List[0].Type)+")."+decl.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					names = append(names, interfaceMethods(path, spec)...)
				}
			}
		}
	}
	return names
}

// receiver writes the type of a receiver.
func receiver(path string, typ ast.Expr) string {
	switch typ := ast.Unparen(typ).(type) {
	case *ast.StarExpr:
		return "*" + receiver(path, typ.X)
	case *ast.IndexExpr:
		return receiver(path, typ.X)
	case *ast.IndexListExpr:
		return receiver(path, typ.X)
	case *ast.Ident:
		return path + "." + typ.Name
	}
	return ""
}

func interfaceMethods(path string, spec ast.Spec) []string {
	typ, ok := spec.(*ast.TypeSpec)
	if !ok {
		return nil
	}
	iface, ok := typ.Type.(*ast.InterfaceType)
	if !ok {
		return nil
	}
	var names []string
	for _, method := range iface.Methods.List {
		for _, name := range method.Names {
			names = append(names, "("+path+"."+typ.Name.Name+")."+name.Name)
		}
	}
	return names
}
