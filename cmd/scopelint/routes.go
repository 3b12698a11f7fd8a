package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/kept"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/visible"
)

const routesUsage = `
Routes lists the HTTP routes of the packages, and the scopes that each asks for.

	scopelint routes [flags] [packages]    packages default to ./...

The state of a route is "guarded" if every request to it meets a check that
names a scope, "unguarded" if the code shows that there is none, "unguarded
(login)" if every request is authenticated all the same, "unproven" if something
on the way cannot be seen through, and "public" if it is not guarded and the
configuration says why. The scopes of one check are joined by "|" if
one of them is enough, and by "+" if all are needed; of several checks each
must be met. Where that is not known they are separated by commas.

Routes of test files and of files that the configuration excludes are left
out; those of generated files are listed. What was not understood, because a
method or a path is computed or a router is not known, is listed behind the
table, and then what only tests call, or nothing, which is counted apart. The
configuration describes a team's own routers and guards.

-format openapi prints an OpenAPI document of the paths, methods and scopes, which
"scopelint catalog import" reads. It lists what it leaves out under x-left-out: routes
that are not proved among them.

-diff is for pull requests: it prints the routes that ask for less or for more
than they did at a revision of the repository, those that are new and those that
are gone, and the status is 1 if one asks for less. A route whose guard is no
longer proved asks for less.

The exit status is otherwise 0, or 2 if there is no route, if fewer registrations are
understood than the configuration's floor, if a router cannot be read where the
configuration has a floor or requires guards, if a guard, a login, a router or a
public route of the configuration matches nothing, or if packages do not load. What the
configuration matches is told by ./... at or above the root of a module only.
Whether routes are guarded rightly is judged by "scopelint" itself.
`

// runRoutes is the command that lists routes.
func runRoutes(args []string, stdout, stderr io.Writer) (int, error) {
	var o common
	flags := flag.NewFlagSet("scopelint routes", flag.ContinueOnError)
	formats := sortedKeys(routePrinters)
	o.register(flags, formats)
	noCache := flags.Bool("no-cache", false, noCacheUsage)
	diff := flags.String("diff", "", "compare with the `revision` of the repository: routes that ask for less or more")
	if err := o.parse(flags, routesUsage, formats, args, stdout); err != nil {
		return exitFailure, err
	}
	if !*noCache {
		o.store = userCache{}
	}
	if *diff != "" {
		return diffRoutes(&o, *diff, stdout)
	}
	stage := stages(stderr)
	stage("loading packages")
	answer, err := findRoutes(&o, !*noCache)
	stage("")
	if err != nil {
		return exitFailure, err
	}
	r := answer.Report
	r.quiet = o.quiet
	if err := o.print(stdout, func(format string, w io.Writer) error { return routePrinters[format](w, r) }); err != nil {
		return exitFailure, err
	}
	if !o.quiet && (o.format != "text" || o.output != "") {
		visible.Fprintf(stderr, "scopelint: %s\n", r.Coverage)
	}
	if len(answer.Failures) == 0 {
		return exitClean, nil
	}
	tellProblems(stderr, r.Problems, inJSON)
	for _, text := range answer.Failures {
		fmt.Fprintf(stderr, "scopelint: %s\n", visible.Lines(text))
	}
	return exitFailure, nil
}

// A routesAnswer is what the command has to say.
type routesAnswer struct {
	Report   *routesReport
	Failures []string // what is wrong with the run
}

// findRoutes reads the packages, or remembers what they said when they were
// read last. Where something does not load nothing is remembered: what is
// missing may come from anywhere.
func findRoutes(o *common, remember bool) (*routesAnswer, error) {
	loads, _, err := prepare(o, nil)
	if err != nil {
		return nil, err
	}
	dir, err := o.here()
	if err != nil {
		return nil, err
	}
	var memory *kept.Answer
	if remember {
		if memory, err = o.answerAbout(loads, fmt.Sprintf("routes of %q in %s", o.patterns, dir)); err != nil {
			return nil, err
		}
	}
	answer := new(routesAnswer)
	if memory != nil {
		if data, ok := memory.Get(); ok && json.Unmarshal(data, answer) == nil {
			answer.Report.dir = dir
			return answer, nil
		}
	}
	g, err := gatherLoads(o, loads)
	if err != nil {
		return nil, err
	}
	answer.Report = g.report()
	answer.Failures = g.failures(o, answer.Report)
	if memory != nil && len(answer.Report.Problems) == 0 {
		data, err := json.Marshal(answer)
		if err != nil {
			return nil, err
		}
		memory.Put(data)
	}
	return answer, nil
}

// gathered is what the packages say, before it is put together.
type gathered struct {
	common   *common
	dir      string
	asked    func(path string) bool // whether a package is among those to tell of; nil for all
	mu       sync.Mutex
	packages []*inventoried
	others   []*inventoried // of their modules, which they may depend on
	problems []problem
	broken   bool // a package does not load, maybe one of the others
}

// inventoried is one package; its syntax and types are the inventory's alone.
type inventoried struct {
	*analyzer.Inventory
	id, path string // of the package
	root     string // of its module; "" if there is none
	files    int
	fset     *token.FileSet
	config   *analyzer.Config
}

func gatherRoutes(o *common) (*gathered, error) {
	loads, _, err := prepare(o, nil)
	if err != nil {
		return nil, err
	}
	return gatherLoads(o, loads)
}

func gatherLoads(o *common, loads []load) (*gathered, error) {
	g, err := newGathered(o)
	if err != nil {
		return nil, err
	}
	asked := make(map[string]bool)
	g.asked = func(path string) bool { return asked[path] }
	complete := true
	for _, l := range loads {
		for _, d := range l.dirs {
			asked[d.ImportPath()] = true
		}
		wide, whole, err := l.widen()
		if err != nil {
			return nil, err
		}
		units, err := wide.units(false)
		if err != nil {
			return nil, err
		}
		wide.Check(units, source.Exact, g.take)
		if o.cancelled != nil && o.cancelled() {
			return nil, context.Canceled
		}
		complete = complete && whole
	}
	g.follow(complete)
	return g, nil
}

func newGathered(o *common) (*gathered, error) {
	dir, err := o.here()
	return &gathered{common: o, dir: dir}, err
}

// take takes over one package; several may be taken at a time.
func (g *gathered) take(c *source.Checked) {
	if c := g.common.cancelled; c != nil && c() {
		return
	}
	inv, err := g.common.inventory(c.Package)
	g.mu.Lock()
	defer g.mu.Unlock()
	wrong := problems(c)
	if err != nil {
		wrong = append(wrong, problem{Package: c.PkgPath, Message: err.Error()})
	}
	g.broken = g.broken || len(wrong) > 0
	asked := g.asked == nil || g.asked(c.PkgPath)
	if asked {
		g.problems = append(g.problems, wrong...)
	}
	switch {
	case err != nil || inv == nil:
	case asked:
		g.packages = append(g.packages, inv)
	default:
		g.others = append(g.others, inv)
	}
}

// follow finds the routes of the packages that were taken. They are complete if
// these are all that could call one of them.
func (g *gathered) follow(complete bool) {
	byID := func(a, b *inventoried) int { return strings.Compare(a.id, b.id) }
	slices.SortFunc(g.packages, byID)
	all := g.all()
	slices.SortFunc(all, byID)
	inventories := make([]*analyzer.Inventory, len(all))
	for i, inv := range all {
		inventories[i] = inv.Inventory
		complete = complete && inv.root != ""
	}
	analyzer.FindRoutes(inventories, complete && !g.broken)
}

func (g *gathered) all() []*inventoried { return slices.Concat(g.packages, g.others) }

// inventory reads one package; it is nil for one without files.
func (o *common) inventory(pkg *packages.Package) (*inventoried, error) {
	if len(pkg.Syntax) == 0 {
		return nil, nil
	}
	cfg, err := o.findConfig(filepath.Dir(pkg.GoFiles[0]))
	if err != nil {
		return nil, err
	}
	a := analyzer.RouteAnalyzer
	if o.configs != nil {
		a = o.configs.RouteAnalyzer()
	}
	inv, err := resultOf[*analyzer.Inventory](a, pkg)
	if err != nil {
		return nil, err
	}
	root, _ := analyzer.ModuleRoot(filepath.Dir(pkg.GoFiles[0]))
	return &inventoried{inv, pkg.ID, pkg.PkgPath, root, len(pkg.Syntax), pkg.Fset, cfg}, nil
}

// failures tells what is wrong with the run.
func (g *gathered) failures(o *common, r *routesReport) []string {
	var list []string
	fail := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if len(r.Problems) > 0 {
		fail("the packages above do not load or type-check; routes of them may be missing")
	}
	if len(r.Routes) == 0 && len(r.Problems) == 0 {
		fail("no route is registered in %s; a router of your own needs a [[routes.router]] in the configuration", count(r.Coverage.Packages, "package"))
	}
	for _, m := range g.modules() {
		if m.understood < m.config.Floor() {
			fail("%s: %d registrations were understood, fewer than floor = %d", m.config.File(), m.understood, m.config.Floor())
		}
		for _, router := range m.unread {
			if m.config.Floor() > 0 || m.config.Requires() {
				fail("%s: the routes of %s cannot be read, so nobody knows whether they are guarded: describe its methods in [[routes.router]]", m.config.File(), router)
			}
		}
		if !m.whole(o, g.dir) || len(r.Problems) > 0 {
			continue
		}
		for _, err := range m.config.CheckRoutes(m.packages) {
			fail("%v", err)
		}
	}
	return list
}

// A configured is the packages of one configuration.
type configured struct {
	config     *analyzer.Config
	root       string // of the module
	packages   []*analyzer.Inventory
	understood int
	unread     []string // routers whose routes are not read
}

func (g *gathered) modules() []*configured {
	var all []*configured
	for _, inv := range g.all() {
		if inv.config.File() == "" {
			continue
		}
		i := slices.IndexFunc(all, func(m *configured) bool { return m.config == inv.config })
		if i < 0 {
			i, all = len(all), append(all, &configured{config: inv.config, root: inv.root})
		}
		all[i].packages = append(all[i].packages, inv.Inventory)
		all[i].understood += inv.Coverage.Understood
		for _, r := range inv.Coverage.Unread {
			if !slices.Contains(all[i].unread, r.Name) {
				all[i].unread = append(all[i].unread, r.Name)
			}
		}
	}
	return all
}

// whole reports whether all packages of the module were read: a part of it
// cannot tell that something matches nothing.
func (m *configured) whole(o *common, dir string) bool {
	below, err := filepath.Rel(dir, m.root)
	return err == nil && filepath.IsLocal(below) && slices.Contains(o.patterns, "./...")
}
