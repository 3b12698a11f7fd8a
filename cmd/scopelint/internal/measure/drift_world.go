package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// A world is some modules whose packages are dense with constants that cross
// them. It knows what stands in its files, so that edits leave it compiling
// unless they mean not to.
type world struct {
	rnd     *rand.Rand
	pkgs    []*pkg // each imports those before it alone
	symbols []*symbol
	other   map[string]string // the text of files that are no Go files
	without map[string]bool   // some of those that are not there
	real    bool              // the modules are those of strangers
	named   int               // how many names are given
	vendor  map[string]string // the text of the files in the directory vendor; nil if there is none
	up      string            // the version of upModule that is needed
	sums    string            // the file go.sum
}

// A pkg is a package. Its files are those that the world writes; what it has
// beside these, in a module of strangers, stays as it is.
type pkg struct {
	module, dir, path string // path is that of the import
	name              string
	files             []*goFile
	absent            bool
	elsewhere         bool // its files are in the module cache
}

type goFile struct {
	stem, suffix string // "a" and "_test" of a_test.go
	external     bool   // of the external tests
	constraint   string
	alias        string // of what it imports: "", "." or a prefix
	broken       int    // in which way, 0 for none
	absent       bool
	text         string // of a file that was there, or is the same in all worlds
	decls        []*decl
}

func (f *goFile) base() string { return f.stem + f.suffix + ".go" }
func (f *goFile) test() bool   { return strings.HasSuffix(f.suffix, "_test") }

// A decl is a top-level declaration. Its text has {12} for symbol 12.
type decl struct {
	text     string
	declares []*symbol
}

// A symbol is something that other declarations name.
type symbol struct {
	id   int
	name string
	kind kind
	in   *goFile
	pkg  *pkg
	gone bool
	leaf bool // its value is a literal, for an older constant has it
}

type kind string

const (
	constKind  kind = "const"
	typedKind  kind = "constant of a type"
	typeKind   kind = "type of a scope"
	listKind   kind = "type of a list"
	structKind kind = "struct"
	funcKind   kind = "func(...string)"
	guardKind  kind = "middleware"
	routerKind kind = "router"
	clientKind kind = "client"
)

func (w *world) one(list ...string) string { return list[w.rnd.IntN(len(list))] }
func (w *world) chance(n int) bool         { return w.rnd.IntN(100) < n }

func pick[T any](w *world, list []T) T { return list[w.rnd.IntN(len(list))] }

// newWorld makes a world: a module, one that stands in its directory, one
// beside it, and a router. One world in four has a client of the API.
func newWorld(rnd *rand.Rand, sums string) *world {
	w := &world{rnd: rnd, other: make(map[string]string), without: make(map[string]bool), sums: sums}
	w.fixed("github.com/go-chi/chi/v5", "chi", "chi", chiSource, map[string]kind{"Router": routerKind})
	if w.chance(25) {
		w.fixed("github.com/digitalocean/godo", "godo", "godo", godoSource, map[string]kind{"Client": clientKind})
	}
	if sums != "" {
		w.addUp()
	}
	for _, p := range []*pkg{
		{module: "example.com/dep", dir: "dep", name: "dep"},
		{module: "example.com/dep", dir: "dep/names", name: "names"},
		{module: "example.com/m/lib", dir: "lib", name: "lib"},
		{module: "example.com/m/lib", dir: "lib/perms", name: "perms"},
		{module: "example.com/m", dir: "a", name: "a"},
		{module: "example.com/m", dir: "in/b", name: "b"},
		{module: "example.com/m", dir: "c", name: "c"},
		{module: "example.com/m", dir: "cmd/run", name: "main"},
	} {
		p.setPath()
		w.pkgs = append(w.pkgs, p)
		for range 1 + rnd.IntN(2) {
			w.addFile(p)
		}
	}
	w.tie()
	w.other["go.work"], w.without["go.work"] = "go 1.24\n\nuse (\n\t.\n\t./lib\n)\n", w.chance(60)
	w.other["orders.toml"], w.other["lib/orders.toml"] = ordersCatalog, ordersCatalog
	for range 45 {
		w.addDecl()
	}
	return w
}

// setPath gives a package the import path of its directory.
func (p *pkg) setPath() {
	root := map[string]string{"example.com/m": "", "example.com/m/lib": "lib", "example.com/dep": "dep"}[p.module]
	p.path = path.Join(p.module, strings.TrimPrefix(strings.TrimPrefix(p.dir, root), "/"))
}

// worldIn makes a world of a module of strangers: some of its packages, to which
// files are added.
func worldIn(rnd *rand.Rand, dir string) (*world, error) {
	w := &world{rnd: rnd, other: make(map[string]string), without: map[string]bool{".scopelint.toml": true}, real: true}
	cmd := exec.Command("go", "list", "-e", "-deps", "-f", "{{with .Module}}{{if .Main}}{{.Path}} {{$.ImportPath}} {{$.Name}} {{join $.GoFiles \",\"}}{{end}}{{end}}", "./...")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", dir, err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		if len(words) < 4 || words[2] == "main" && rnd.IntN(4) > 0 || rnd.IntN(2) == 0 {
			continue
		}
		p := &pkg{module: words[0], path: words[1], name: words[2]}
		p.dir = strings.TrimPrefix(strings.TrimPrefix(p.path, p.module), "/")
		for _, name := range strings.Split(words[3], ",") {
			text, err := os.ReadFile(filepath.Join(dir, p.dir, name))
			if err != nil {
				return nil, err
			}
			p.files = append(p.files, &goFile{stem: strings.TrimSuffix(name, ".go"), text: string(text)})
		}
		w.pkgs = append(w.pkgs, p)
		w.addFile(p)
	}
	if len(w.pkgs) == 0 {
		return nil, fmt.Errorf("no packages in %s", dir)
	}
	for range 4 * len(w.pkgs) {
		w.addDecl()
	}
	return w, nil
}

// fixed adds a package whose text is that of strangers.
func (w *world) fixed(module, dir, name, text string, symbols map[string]kind) {
	p := &pkg{module: module, dir: dir, path: module, name: name}
	f := &goFile{stem: name, text: text}
	p.files, w.pkgs = []*goFile{f}, append(w.pkgs, p)
	for _, name := range slices.Sorted(maps.Keys(symbols)) {
		s := w.symbol(symbols[name], f, p)
		s.name = name
	}
	w.other[dir+"/go.mod"] = "module " + module + "\n\ngo 1.24\n"
}

// addUp adds the package of a module in the module cache.
func (w *world) addUp() {
	w.up = upVersions[0]
	p := &pkg{module: upModule, path: upModule, name: "up", elsewhere: true}
	f := &goFile{stem: "up", text: upSource(w.up)}
	p.files, w.pkgs = []*goFile{f}, append(w.pkgs, p)
	for _, s := range []struct {
		name string
		kind kind
	}{{"Scope", constKind}, {"Res", constKind}, {"Check", funcKind}} {
		w.symbol(s.kind, f, p).name = s.name
	}
}

const chiSource = `package chi

type Handler func()

type Router interface {
	With(...func(Handler) Handler) Router
	Get(pattern string, h Handler)
	Delete(pattern string, h Handler)
}
`

const godoSource = `package godo

import (
	"context"
	"net/http"
)

type Client struct{}

func (*Client) Delete(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, "DELETE", "https://api.digitalocean.com/v2/droplets/"+id, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}
`

// tie writes the go.mod files that tie the modules together.
func (w *world) tie() {
	if w.real {
		return
	}
	mod := func(path, up string, needs ...string) string {
		text := "module " + path + "\n\ngo 1.24\n"
		for _, p := range w.pkgs {
			if !slices.Contains(needs, p.module) || p.path != p.module {
				continue
			}
			text += "\nrequire " + p.module + " " + w.version(p.module) + "\n"
			if to := w.replacement(p.module); to != "" {
				text += "\nreplace " + p.module + " => " + up + strings.TrimPrefix(to, "./") + "\n"
			}
		}
		return text
	}
	w.other["go.mod"] = mod("example.com/m", "./", "github.com/go-chi/chi/v5", "github.com/digitalocean/godo", upModule, "example.com/dep", "example.com/m/lib")
	w.other["lib/go.mod"] = mod("example.com/m/lib", "../", "github.com/go-chi/chi/v5", "github.com/digitalocean/godo", upModule, "example.com/dep")
	w.other["dep/go.mod"] = mod("example.com/dep", "../", "github.com/go-chi/chi/v5", "github.com/digitalocean/godo", upModule)
	if w.sums != "" {
		w.other["go.sum"], w.other["lib/go.sum"], w.other["dep/go.sum"] = w.sums, w.sums, w.sums
	}
}

// version is that in which modules need another one.
func (w *world) version(module string) string {
	switch {
	case module == upModule:
		return w.up
	case strings.HasSuffix(module, "/v5"):
		return "v5.0.0"
	}
	return "v0.0.0"
}

// replacement is the directory, below that of all, in which a module stands; ""
// for one in the module cache.
func (w *world) replacement(module string) string {
	for _, p := range w.pkgs {
		if p.path == module && !p.elsewhere {
			return "./" + p.dir
		}
	}
	return ""
}

const ordersCatalog = "name = \"Orders\"\ngrammar = [\"resource:action\"]\n[scopes]\n\"orders:read\" = \"\"\n\"orders:cancel\" = \"\"\n"

func (w *world) number() int { w.named++; return w.named }

func (w *world) symbol(k kind, f *goFile, p *pkg) *symbol {
	s := &symbol{id: len(w.symbols), kind: k, in: f, pkg: p}
	w.symbols = append(w.symbols, s)
	s.name = w.nameFor(s)
	return s
}

// nameFor makes up a name, which may be for scopes.
func (w *world) nameFor(s *symbol) string {
	var name string
	switch s.kind {
	case constKind, typedKind:
		name = w.one("Scope", "Res", "C", "Perm")
	case funcKind:
		name = w.one("RequireScopes", "NeedScopes", "Check")
	case guardKind:
		name = w.one("RequireScope", "Guard")
	default:
		name = w.one("Scopes", "Names")
	}
	if s.pkg.name == "main" || w.chance(12) {
		name = strings.ToLower(name[:1]) + name[1:]
	}
	return fmt.Sprint(name, w.number())
}

func (w *world) addFile(p *pkg) *goFile {
	f := &goFile{stem: fmt.Sprint(strings.TrimSuffix(p.name, "_test"), w.number()), alias: w.one("", "", "", "", "x", ".")}
	switch {
	case w.chance(10):
		f.suffix = "_test"
	case w.chance(6):
		f.suffix, f.external = "_test", p.name != "main"
	}
	p.files = append(p.files, f)
	return f
}

// ours lists the files that the world writes declarations into, with their
// packages.
func (w *world) ours() (list []place) {
	for _, p := range w.pkgs {
		for _, f := range p.files {
			if f.text == "" && !f.absent && !p.absent {
				list = append(list, place{p, f})
			}
		}
	}
	return list
}

// A place is where a declaration stands.
type place struct {
	*pkg
	*goFile
}

// sees reports whether a declaration in a place can name a symbol.
func (w *world) sees(at place, s *symbol) bool {
	if s.gone {
		return false
	}
	exported := unicode.IsUpper(rune(s.name[0]))
	if s.pkg == at.pkg && s.in.external == at.external {
		return at.test() || !s.in.test()
	}
	if s.in.test() || !exported || s.pkg.name == "main" {
		return false
	}
	return s.pkg == at.pkg || slices.Index(w.pkgs, s.pkg) < slices.Index(w.pkgs, at.pkg) && s.pkg.visibleTo(at.pkg)
}

// visibleTo reports whether a package may be imported by another one.
func (p *pkg) visibleTo(q *pkg) bool {
	above, _, ok := strings.Cut(p.path+"/", "/internal/")
	return !ok || q.path == above || strings.HasPrefix(q.path, above+"/")
}

// visible lists the symbols of some kinds that can be named in a place, older
// than limit so that constants do not depend on themselves.
func (w *world) visible(at place, limit int, kinds ...kind) []*symbol {
	var list []*symbol
	for _, s := range w.symbols[:limit] {
		if slices.Contains(kinds, s.kind) && w.sees(at, s) {
			list = append(list, s)
		}
	}
	return list
}
