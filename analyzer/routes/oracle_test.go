package routes_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/analyzer/source"
)

// services are modules below testdata/routes, each a small service on a real
// router that prints its routes and what they demand when it runs. The router
// itself lists the routes, but for those that can list none: net/http,
// httprouter, bunrouter, connect and grpc-gateway. Their services do so by
// hand: a route that the list lacks, or has and the router has not, makes a
// difference all the same.
var services = map[string]string{
	"nethttp":    "net/http",
	"gorilla":    "github.com/gorilla/mux",
	"chi":        "github.com/go-chi/chi/v5",
	"gin":        "github.com/gin-gonic/gin",
	"echo4":      "github.com/labstack/echo/v4",
	"echo5":      "github.com/labstack/echo/v5",
	"fiber2":     "github.com/gofiber/fiber/v2",
	"fiber3":     "github.com/gofiber/fiber/v3",
	"httprouter": "github.com/julienschmidt/httprouter",
	"bunrouter":  "github.com/uptrace/bunrouter",
	"huma":       "github.com/danielgtaylor/huma/v2",
	"restful":    "github.com/emicklei/go-restful/v3",
	"connect":    "connectrpc.com/connect",
	"gateway":    "github.com/grpc-ecosystem/grpc-gateway/v2/runtime",
	"chains":     "net/http",
	"policies":   "net/http",
	"validator":  "net/http",
	"chi1":       "github.com/go-chi/chi",
	"treemux":    "github.com/dimfeld/httptreemux/v5",
	"fasthttp":   "github.com/fasthttp/router",
	"hertz":      "github.com/cloudwego/hertz/pkg/app/server",
}

var word = regexp.MustCompile(`^[a-z_]+:[a-z_]+$`)

// TestAgainstRunningServices holds the reading of each service's source
// against the service itself: every route that it serves, and every scope that
// it demands before it answers.
func TestAgainstRunningServices(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a service for each router")
	}
	for name, router := range services {
		t.Run(name, func(t *testing.T) {
			skipHeavy(t, name)
			t.Parallel() // most of the time goes by in linkers
			dir := filepath.Join("..", "..", "testdata", "routes", name)
			var want []string
			for line := range strings.Lines(run(t, dir)) {
				method, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
				path, scopes, _ := strings.Cut(rest, " ")
				want = append(want, method+" "+routes.Default().Template(router, path)+" "+sorted(strings.Fields(scopes)))
			}
			res := gather(t, dir, routes.Options{IsScope: word.MatchString, Guards: []string{"oracle.Allowed", "oracle.Has"}})
			var got []string
			for _, r := range res.Routes {
				var scopes []string
				for _, g := range r.Guards {
					scopes = append(scopes, g.Scopes...)
				}
				got = append(got, r.Method+" "+r.Template+" "+sorted(scopes))
				if guarded := len(r.Guards) > 0; guarded != (r.State == routes.Guarded) || r.Outside.IsValid() {
					t.Errorf("%s %s: state %s with guards %v", r.Method, r.Template, r.State, r.Guards)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("routes and scopes (-running +read):\n%s", diff)
			}
			c := res.Coverage
			if c.Registered == 0 || c.Understood != c.Registered {
				t.Errorf("understood %d of %d registrations; dynamic %v, missed %v, unknown %v", c.Understood, c.Registered, c.Dynamic, c.Missed, c.Unknown)
			}
		})
	}
}

func sorted(scopes []string) string {
	slices.Sort(scopes)
	return strings.Join(slices.Compact(scopes), " ")
}

func run(t *testing.T, dir string) string {
	t.Helper()
	cmd := exec.Command("go", "run", "-ldflags=-s -w", ".")
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("running %s: %v\n%s", dir, err, &stderr)
	}
	return string(out)
}

// TestMain keeps a go.work of somebody away from the modules below testdata.
func TestMain(m *testing.M) {
	os.Setenv("GOWORK", "off")
	os.Exit(m.Run())
}

var loaded sync.Map // the packages that load has loaded, by directory

// load loads the package of a directory, a module of its own.
func load(t *testing.T, dir string) *packages.Package {
	t.Helper()
	if p, ok := loaded.Load(dir); ok {
		return p.(*packages.Package)
	}
	p := loadPattern(t, dir, ".")[0]
	loaded.Store(dir, p)
	return p
}

// loadAll loads every package below a directory, a module of its own.
func loadAll(t *testing.T, dir string) []*packages.Package {
	t.Helper()
	return loadPattern(t, dir, "./...")
}

func loadPattern(t *testing.T, dir string, patterns ...string) []*packages.Package {
	t.Helper()
	list := exec.Command("go", append([]string{"list", "-deps"}, patterns...)...) // and download
	list.Dir = dir
	if out, err := list.CombinedOutput(); err != nil {
		t.Fatalf("listing %s: %v\n%s", dir, err, out)
	}
	build, err := source.NewBuild("")
	if err != nil {
		t.Fatal(err)
	}
	ws, err := source.Open(dir, build, nil)
	if err != nil {
		t.Fatal(err)
	}
	dirs, err := ws.Directories(dir, patterns)
	if err != nil {
		t.Fatal(err)
	}
	var units []*source.Unit
	for _, d := range dirs {
		us, err := ws.Units(d, false)
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, us...)
	}
	pkgs := make([]*packages.Package, len(units))
	ws.Check(units, source.Exact, func(c *source.Checked) { pkgs[slices.Index(units, c.Unit)] = c.Package })
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			t.Fatalf("loading %s: %v", dir, p.Errors)
		}
	}
	return pkgs
}

func gather(t *testing.T, dir string, opts routes.Options) *routes.Result {
	t.Helper()
	return routes.Gather(passOf(load(t, dir)), opts)
}

func passOf(p *packages.Package) *analysis.Pass {
	pass := &analysis.Pass{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, TypesInfo: p.TypesInfo}
	if p.Module != nil {
		pass.Module = &analysis.Module{Path: p.Module.Path}
	}
	return pass
}

// TestTableFitsRouters holds the table against the exported methods of the
// routers, so that a new one cannot stay unnoticed.
func TestTableFitsRouters(t *testing.T) {
	seen := make(map[string]bool)
	for name, router := range services {
		if name == "hertz" && !*heavy {
			continue
		}
		p := load(t, filepath.Join("..", "..", "testdata", "routes", name))
		for _, imp := range p.Types.Imports() {
			seen[imp.Path()] = true
			for _, misfit := range routes.Default().Misfits(imp) {
				t.Errorf("%s: %s", imp.Path(), misfit)
			}
		}
		if !seen[router] {
			t.Errorf("testdata/routes/%s does not import %s", name, router)
		}
	}
}
