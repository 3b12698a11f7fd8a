package routes_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/routes"
)

var (
	seeds = flag.Int("seeds", 6, "random services for each router")
	first = flag.Uint64("seed", 1, "the first of them")
	heavy = flag.Bool("heavy", false, "with routers that take long to compile")
)

// TestRandomServices writes services of random registrations, groups, mounts
// and orders for each router, reads their source, and serves them: each route
// that is read must answer with its handler once its scopes are there and not
// before, and whatever answers must have been read.
func TestRandomServices(t *testing.T) {
	for name, d := range dialects {
		t.Run(name, func(t *testing.T) {
			skipHeavy(t, name)
			t.Parallel()
			dir := writeServices(t, name, d)
			p := loadPattern(t, dir, ".")[0]
			services := make([]service, *seeds)
			for _, r := range routes.Gather(passOf(p), routes.Options{IsScope: word.MatchString}).Routes {
				var n int
				if _, err := fmt.Sscanf(filepath.Base(p.Fset.Position(r.Call.Pos()).Filename), "service%d.go", &n); err != nil {
					t.Fatalf("%s %s: %v", r.Method, r.Path, err)
				}
				services[n].rows = append(services[n].rows, r)
			}
			var asked []request
			for n := range services {
				asked = append(asked, services[n].requests(n)...)
			}
			answers := ask(t, dir, asked)
			refused := make(map[int]bool) // services that the router does not take
			for i, q := range asked {
				if answers[i].status == 0 {
					refused[q.service] = true
				}
			}
			rows, unproven, answered := 0, 0, 0
			for n, s := range services {
				for _, r := range s.rows {
					if !refused[n] && handled(r) {
						rows++
					}
				}
			}
			for i, q := range asked {
				a := answers[i]
				if refused[q.service] {
					continue
				}
				if a.status == 200 {
					answered++
				}
				diff, doubt := services[q.service].differs(q, a)
				if doubt && q.row != nil {
					unproven++
				}
				if diff != "" {
					t.Errorf("seed %d: %s %s: %s", *first+uint64(q.service), q.method, q.path, diff)
				}
			}
			t.Logf("%d services, %d of them refused by the router; %d rows, %d unproven; %d requests, %d answered", len(services), len(refused), rows, unproven, len(asked), answered)
			if len(refused)*2 > len(services) {
				t.Errorf("the router refuses %d of %d services", len(refused), len(services))
			}
			if unproven*4 > rows {
				t.Errorf("%d of %d rows are unproven", unproven, rows)
			}
			if t.Failed() {
				t.Logf("the services are in %s", keep(t, dir, name))
			}
		})
	}
}

// skipHeavy skips routers that take long to compile, unless a flag asks for
// them.
func skipHeavy(t *testing.T, name string) {
	t.Helper()
	if name == "hertz" && !*heavy {
		t.Skip("it takes long to compile; -heavy has it")
	}
}

// A service is what was read of one.
type service struct{ rows []*routes.Route }

// A request is sent to a service: for a row, or to see what else answers.
type request struct {
	service      int
	method, path string
	row          *routes.Route
}

type response struct {
	status  int
	handler string
	scopes  []string
}

var methods = []string{"GET", "POST", "DELETE"}

// requests lists one request for each row, and others for paths nearby.
func (s *service) requests(n int) []request {
	var all []request
	paths := make(map[string]bool)
	for _, r := range s.rows {
		if !handled(r) {
			continue
		}
		method := r.Method
		if method == "*" { // one that no other row has
			method = "PUT"
		}
		path := concrete(r)
		all = append(all, request{n, method, path, r})
		paths[path] = true
		parts := strings.Split(strings.Trim(path, "/"), "/")
		for i := range parts {
			for _, other := range []string{"a", "b", "zz"} {
				changed := slices.Clone(parts)
				changed[i] = other
				paths["/"+strings.Join(changed, "/")] = true
			}
			paths["/"+strings.Join(parts[i:], "/")] = true
			paths["/"+strings.Join(parts[:i], "/")] = true
		}
		paths[strings.TrimRight(path, "/")+"/a"] = true
	}
	for _, path := range slices.Sorted(keys(paths)) {
		for _, m := range methods {
			all = append(all, request{n, m, path, nil})
		}
	}
	return all
}

// handled reports whether a row has a handler: fiber's All and Get may have
// guards alone.
func handled(r *routes.Route) bool { return strings.HasPrefix(nameOf(r), "h") }

func keys(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

var (
	manyMore = regexp.MustCompile(`\{[^}]*\.\.\.\}`)
	oneMore  = regexp.MustCompile(`\{[^}]*\}`)
)

// concrete is a path that a row's template fits, and no literal.
func concrete(r *routes.Route) string {
	path := oneMore.ReplaceAllString(manyMore.ReplaceAllString(r.Template, "q/q"), "q")
	if r.Router == "net/http" && strings.HasSuffix(path, "/") {
		path += "q"
	}
	return path
}

// fits reports whether a request is one of a row's.
func fits(r *routes.Route, q request) bool {
	if r.Method != "*" && r.Method != q.method {
		return false
	}
	expr := strings.ReplaceAll(regexp.QuoteMeta(r.Template), `\.\.\.\}`, "...}")
	expr = regexp.MustCompile(`/\\\{[^}]*\.\.\.\}`).ReplaceAllString(expr, "(/.*)?")
	segment := "[^/]+"
	if strings.Contains(r.Router, "grpc-gateway") {
		segment = "[^/]*"
	}
	if strings.Contains(r.Router, "echo") { // the last parameter takes all that follows
		expr = regexp.MustCompile(`\\\{[^}]*\\\}$`).ReplaceAllString(expr, ".+")
	}
	expr = regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(expr, segment)
	if r.Router == "net/http" && strings.HasSuffix(expr, "/") {
		expr += ".*"
	}
	return regexp.MustCompile("(?i)^" + strings.TrimSuffix(expr, "/") + "/?$").MatchString(q.path)
}

// differs says how an answer differs from what was read, and whether that was
// left open.
func (s *service) differs(q request, a response) (diff string, doubt bool) {
	if q.row != nil {
		want := fmt.Sprint(nameOf(q.row), " ", scopesOf(q.row))
		got := fmt.Sprint(a.handler, " ", sorted(a.scopes))
		switch {
		case a.status != 200:
			return fmt.Sprintf("listed as %s %s (%s %s), answered with status %d", q.row.Method, q.row.Path, want, q.row.State, a.status), false
		case nameOf(q.row) != a.handler:
			return fmt.Sprintf("listed as %s %s (%s), answered by %s", q.row.Method, q.row.Path, want, got), false
		case q.row.State == routes.Unproven:
			return "", true
		case got != want:
			return fmt.Sprintf("listed as %s %s %s (%s), answered by %s", q.row.Method, q.row.Path, q.row.State, want, got), false
		}
		return "", false
	}
	if a.status != 200 {
		return "", false
	}
	var near []string
	for _, r := range s.rows {
		if nameOf(r) == a.handler && fits(r, q) {
			if r.State == routes.Unproven || within(scopesOf(r), a.scopes) { // part of what a row is for may need more
				return "", false
			}
			near = append(near, fmt.Sprint(r.Method, " ", r.Path, " ", r.State, " ", scopesOf(r)))
		}
	}
	return fmt.Sprintf("answered by %s %s, listed as %q", a.handler, sorted(a.scopes), near), false
}

func within(some string, all []string) bool {
	return !slices.ContainsFunc(strings.Fields(some), func(s string) bool { return !slices.Contains(all, s) })
}

func nameOf(r *routes.Route) string {
	if r.HandlerFn == nil {
		return r.Handler
	}
	return r.HandlerFn.Name()
}

func scopesOf(r *routes.Route) string {
	var scopes []string
	for _, g := range r.Guards {
		scopes = append(scopes, g.Scopes...)
	}
	return sorted(scopes)
}

// ask serves the services and sends them the requests.
func ask(t *testing.T, dir string, asked []request) []response {
	t.Helper()
	cmd := exec.Command("go", "run", "-ldflags=-s -w", ".")
	cmd.Dir = dir
	var in, stderr strings.Builder
	for _, q := range asked {
		fmt.Fprintln(&in, q.service, q.method, q.path)
	}
	cmd.Stdin, cmd.Stderr = strings.NewReader(in.String()), &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("running %s: %v\n%s", keep(t, dir, "failed"), err, &stderr)
	}
	var all []response
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		a := response{handler: words[1], scopes: words[2:]}
		fmt.Sscan(words[0], &a.status)
		all = append(all, a)
	}
	if len(all) != len(asked) {
		t.Fatalf("%d answers to %d requests\n%s", len(all), len(asked), &stderr)
	}
	return all
}

// keep copies the services of a failed test to where they stay.
func keep(t *testing.T, dir, name string) string {
	t.Helper()
	to, err := os.MkdirTemp("", "services-"+name+"-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// writeServices writes a module with random services on a router.
func writeServices(t *testing.T, name string, d dialect) string {
	t.Helper()
	dir := t.TempDir()
	write := func(file, text string) {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	from := filepath.Join("..", "..", "testdata", "routes")
	oracle, err := filepath.Abs(filepath.Join(from, "oracle"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(from, name, file))
		if err != nil && file == "go.mod" {
			t.Fatal(err)
		}
		write(file, strings.ReplaceAll(string(text), "../oracle", oracle))
	}
	var build []string
	handlers := 0
	for n := range *seeds {
		g := &generator{dialect: d, rand: rand.New(rand.NewPCG(*first+uint64(n), 0)), handlers: handlers}
		text := g.service(n)
		handlers = g.handlers
		write(fmt.Sprintf("service%d.go", n), text)
		build = append(build, fmt.Sprintf("service%d", n))
	}
	var hs strings.Builder
	for id := range handlers {
		fmt.Fprintf(&hs, d.handler+"\n", id)
	}
	write("handlers.go", d.file(d.common+allowed+hs.String()))
	write("main.go", d.file("func main() {\n\toracle.Serve([]func() oracle.Service{"+strings.Join(build, ", ")+"})\n}\n"))
	return dir
}
