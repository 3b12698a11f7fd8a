package analyzer

import (
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"

	"github.com/scopelint/scopelint/analyzer/draft"
	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/catalog"
)

// SurveyAnalyzer takes a [Survey] of every package. It reads no configuration
// and reports nothing: a first configuration is made of what it finds.
var SurveyAnalyzer = &analysis.Analyzer{
	Name:             "scopelintsurvey",
	Doc:              "list the texts that code calls scopes, whatever their form",
	URL:              docURL,
	Requires:         []*analysis.Analyzer{inspect.Analyzer, gatherConstants},
	ResultType:       reflect.TypeFor[*Survey](),
	RunDespiteErrors: true,
	Run:              func(pass *analysis.Pass) (any, error) { return takeSurvey(pass), nil },
}

// A Survey is what one package says about scopes before a catalog is chosen.
type Survey struct {
	Package string // its import path

	// Known are the scopes of the built-in catalog that the code refers to,
	// with proof that they are its, each once.
	Known []string

	// Named are the constants that may be scopes. Test files are left out: they
	// name scopes that are wrong on purpose.
	Named []draft.Naming

	// Client tells that the package imports the client of the built-in
	// catalog's API.
	Client bool

	// Router describes the routers that the package declares, as far as their
	// methods tell; nil without one.
	Router *routes.Router

	pass *analysis.Pass // with syntax and types, for [Guards]
}

func takeSurvey(pass *analysis.Pass) *Survey {
	s := &Survey{Package: pass.Pkg.Path(), Router: ownRouter(pass.Pkg), pass: slim(pass)}
	constants := pass.ResultOf[gatherConstants].(*constants)
	for _, m := range newReferences(pass, constants, NewConfig()).mentions {
		if _, ok := catalog.DigitalOcean().Lookup(m.text); ok && m.proved != nil {
			s.Known = append(s.Known, m.text)
		}
	}
	slices.Sort(s.Known)
	s.Known = slices.Compact(s.Known)
	s.Named = newNamingReader(pass, constants).read()
	for _, f := range pass.Files {
		s.Client = s.Client || imports(f, catalog.DigitalOcean().Evidence().Imports)
	}
	return s
}

// Guards finds what the guards of routes ask for, whatever the code calls it:
// of the texts that may be scopes, those that a request needs, with the functions
// that demand them. The surveys are those of all packages of a module.
func Guards(surveys []*Survey) map[string][]string {
	may := make(map[string]bool)
	var passes []*analysis.Pass
	for _, s := range surveys {
		for _, n := range s.Named {
			may[n.Text] = true
		}
		passes = append(passes, s.pass)
		s.pass = nil
	}
	guards := make(map[string][]string)
	isScope := func(text string) bool { return may[text] }
	for _, r := range routes.GatherAll(passes, routes.Options{IsScope: isScope, Known: isScope, Complete: true}) {
		for _, route := range r.Routes {
			for _, g := range route.Guards {
				if hasWord(g.Name, roleWords) && !hasWord(g.Name, scopeWords) && !hasWord(g.Name, permissionWords) {
					continue
				}
				for _, scope := range g.Scopes {
					if !slices.Contains(guards[scope], g.Name) {
						guards[scope] = append(guards[scope], g.Name)
					}
				}
			}
		}
	}
	return guards
}

// roleWords are in the names of guards that ask who somebody is, not what a
// token may do.
var roleWords = []string{"role", "roles", "group", "groups", "plan", "tier", "tenant", "user", "users", "audience", "issuer", "method", "origin"}
