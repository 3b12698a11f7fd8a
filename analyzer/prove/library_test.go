package prove

import (
	"go/types"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// TestLibraryFits holds each row of library.toml against the package that it
// is about, of the version that a module below testdata/routes requires.
func TestLibraryFits(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles routers")
	}
	var doc libraryDoc
	if _, err := tomlfile.Decode("library.toml", libraryTOML, &doc); err != nil {
		t.Fatal(err)
	}
	modules := map[string]string{
		"github.com/gin-gonic/gin":                     "gin",
		"github.com/labstack/echo/v4":                  "echo4",
		"github.com/labstack/echo/v5":                  "echo5",
		"github.com/gofiber/fiber/v2":                  "fiber2",
		"github.com/gofiber/fiber/v3":                  "fiber3",
		"github.com/danielgtaylor/huma/v2":             "huma",
		"github.com/uptrace/bunrouter":                 "bunrouter",
		"connectrpc.com/connect":                       "connect",
		"github.com/emicklei/go-restful/v3":            "restful",
		"github.com/cloudwego/hertz/pkg/app":           "",
		"github.com/cloudwego/hertz/pkg/protocol":      "",
		"github.com/gorilla/mux":                       "gorilla",
		"github.com/go-chi/chi":                        "chi1",
		"github.com/go-chi/chi/v5":                     "chi",
		"github.com/go-chi/render":                     "",
		"github.com/valyala/fasthttp":                  "fasthttp",
		"github.com/labstack/echo/v4/middleware":       "echo4",
		"github.com/labstack/echo/v5/middleware":       "echo5",
		"github.com/getkin/kin-openapi/openapi3filter": "",
		"github.com/go-kit/kit/endpoint":               "",
		"github.com/go-kit/kit/transport/http":         "",
		"github.com/casbin/casbin/v2":                  "", // no module requires these
		"github.com/lestrrat-go/jwx/v2/jwt":            "",
		"github.com/lestrrat-go/jwx/v3/jwt":            "",
	}
	for _, lib := range doc.Library {
		t.Run(lib.Package, func(t *testing.T) {
			first, _, _ := strings.Cut(lib.Package, "/")
			module, known := modules[lib.Package]
			switch {
			case !strings.Contains(first, "."):
				module = "nethttp"
			case !known:
				t.Fatal("say which module below testdata/routes requires it")
			case module == "":
				t.Skip("no module below testdata/routes requires it")
			}
			dir := filepath.Join("..", "..", "testdata", "routes", module)
			pkgs, err := packages.Load(&packages.Config{Dir: dir, Mode: packages.NeedName | packages.NeedTypes | packages.NeedExportFile | packages.NeedImports}, lib.Package)
			if err != nil || len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
				t.Fatal(err, pkgs)
			}
			pkg := pkgs[0].Types
			declared := declarations(pkg)
			for _, name := range lib.Contexts {
				if _, ok := pkg.Scope().Lookup(name).(*types.TypeName); !ok {
					t.Errorf("no type %s", name)
				}
			}
			checkComplete(t, pkg, lib.Package, lib.Contexts)
			for typ, rows := range lib.Calls {
				for _, text := range rows {
					names, row, err := parseLibraryRow(text)
					if err != nil {
						t.Errorf("%q: %v", text, err)
					}
					for name := range strings.FieldsSeq(names) {
						fn := declared[fullName(lib.Package, typ, name)]
						if fn == nil {
							t.Errorf("%q: no %s", text, fullName(lib.Package, typ, name))
							continue
						}
						for i, role := range row.roles {
							if role != "_" && i >= fn.Signature().Params().Len() {
								t.Errorf("%q: %s has no argument for %s", text, name, role)
							}
						}
					}
				}
			}
		})
	}
}

// checkComplete expects a row for each method of a type that carries a request:
// one that is left out would count as code that is not read.
func checkComplete(t *testing.T, pkg *types.Package, path string, contexts []string) {
	known := builtin().rows
	for _, name := range contexts {
		typ := pkg.Scope().Lookup(name).Type()
		prefix := name
		if !types.IsInterface(typ) {
			typ, prefix = types.NewPointer(typ), "*"+name
		}
		for sel := range types.NewMethodSet(typ).Methods() {
			fn := sel.Obj().(*types.Func)
			if !fn.Exported() || sel.Obj().Pkg() != pkg {
				continue
			}
			_, pointer := known[fullName(path, prefix, fn.Name())]
			_, value := known[fullName(path, name, fn.Name())]
			if !pointer && !value {
				t.Errorf("no row for %s.%s%s", prefix, fn.Name(), strings.TrimPrefix(types.TypeString(fn.Type(), types.RelativeTo(pkg)), "func"))
			}
		}
	}
}

// declarations lists a package's exported functions and methods by the names
// that the library has for them.
func declarations(pkg *types.Package) map[string]*types.Func {
	all := make(map[string]*types.Func)
	add := func(fn *types.Func) {
		if fn.Exported() {
			all[typeParams.ReplaceAllString(fn.FullName(), "")] = fn
		}
	}
	for _, name := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(name).(type) {
		case *types.Func:
			add(obj)
		case *types.TypeName:
			t := obj.Type()
			if !types.IsInterface(t) {
				t = types.NewPointer(t)
			}
			for sel := range types.NewMethodSet(t).Methods() {
				add(sel.Obj().(*types.Func))
			}
		}
	}
	return all
}

// TestLibraryVerbs expects an executor for each verb that a row may have.
func TestLibraryVerbs(t *testing.T) {
	for _, verb := range libraryVerbs {
		if verbs[verb] == nil {
			t.Errorf("%q does nothing", verb)
		}
	}
	if len(verbs) != len(libraryVerbs) {
		t.Errorf("%d verbs do something, and %d may be written", len(verbs), len(libraryVerbs))
	}
}
