package routes_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// importedFrom gives packages of source texts, and the standard library's.
type importedFrom map[string]*types.Package

func (m importedFrom) Import(path string) (*types.Package, error) {
	if pkg := m[path]; pkg != nil {
		return pkg, nil
	}
	return importer.Default().Import(path)
}

func TestUnreadRouters(t *testing.T) {
	const web = `package web
type Handler func()
type Router struct{}
type App struct{ Router }
func (*Router) Get(path string, handlers ...Handler) {}
func (*Router) Post(path string, handlers ...Handler) {}
func (*Router) Delete(path string, handlers ...Handler) {}
func New() *App { return nil }`
	const generic = `package generic
func GET[T any](s *int, path string, h func(T)) {}
func POST[T any](s *int, path string, h func(T)) {}
func DELETE[T any](s *int, path string, h func(T)) {}`
	const client = `package client
type Client struct{}
func (*Client) Get(path string, into any) error { return nil }
func (*Client) Post(path string, into any) error { return nil }
func (*Client) Delete(path string, into any) error { return nil }`
	const bot = `package bot
type Bot struct{}
func (*Bot) Handle(command string, f func()) {}`
	for _, test := range []struct {
		name, code string
		want       []string
	}{
		{"methods", `import "acme.example/web"; func main() { web.New().Get("/a") }`, []string{"acme.example/web"}},
		{"methods of a variable", `import "acme.example/web"; func main() { r := web.New(); r.Post("/a", func() {}); r.Delete("/b") }`, []string{"acme.example/web"}},
		{"functions", `import "acme.example/generic"; func main() { generic.GET(nil, "/a", func(int) {}) }`, []string{"acme.example/generic"}},
		{"made and not used", `import "acme.example/web"; var _ = web.New()`, nil},
		{"a client", `import "acme.example/client"; func main() { new(client.Client).Get("/a", nil) }`, nil},
		{"no HTTP", `import "acme.example/bot"; func main() { new(bot.Bot).Handle("/start", nil) }`, nil},
		{"listed", `import _ "github.com/twitchtv/twirp"`, []string{"github.com/twitchtv/twirp"}},
		{"listed with what lies below", `import _ "encore.dev/beta/auth"`, []string{"encore.dev/beta/auth"}},
		{"described", `import _ "net/http"`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			fset := token.NewFileSet()
			known := importedFrom{}
			check := func(path, code string) (*types.Package, *ast.File, *types.Info) {
				file, err := parser.ParseFile(fset, path+".go", code, 0)
				if err != nil {
					t.Fatal(err)
				}
				info := &types.Info{
					Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object),
					Selections: make(map[*ast.SelectorExpr]*types.Selection), Implicits: make(map[ast.Node]types.Object), Instances: make(map[*ast.Ident]types.Instance),
				}
				pkg, err := (&types.Config{Importer: known}).Check(path, fset, []*ast.File{file}, info)
				if err != nil {
					t.Fatal(err)
				}
				return pkg, file, info
			}
			for path, code := range map[string]string{
				"acme.example/web": web, "acme.example/generic": generic, "acme.example/client": client, "acme.example/bot": bot,
				"github.com/twitchtv/twirp": "package twirp", "encore.dev/beta/auth": "package auth",
			} {
				known[path], _, _ = check(path, code)
			}
			pkg, file, info := check("service.example/main", "package main\n"+test.code)
			c := routes.Gather(&analysis.Pass{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info}, routes.Options{}).Coverage
			var got []string
			for _, m := range c.Unread {
				got = append(got, m.Name)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("not read: %q, want %q", got, test.want)
			}
		})
	}
}
