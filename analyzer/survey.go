package analyzer

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"

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
	// Known are the scopes of the built-in catalog that the code refers to,
	// with proof that they are its, each once.
	Known []string

	// Named are the texts, each once, that the code calls scopes or
	// permissions and that have the form of one, "orders:read" say. Known ones
	// are among them. Test files are left out: they name scopes that are wrong
	// on purpose.
	Named []string

	// Client tells that the package imports the client of the built-in
	// catalog's API.
	Client bool

	// Router describes the routers that the package declares, as far as their
	// methods tell; nil without one.
	Router *routes.Router
}

func takeSurvey(pass *analysis.Pass) *Survey {
	s := &Survey{Router: ownRouter(pass.Pkg)}
	constants := pass.ResultOf[gatherConstants].(*constants)
	for _, m := range newReferences(pass, constants, NewConfig()).mentions {
		if _, ok := catalog.DigitalOcean().Lookup(m.text); ok && m.proved != nil {
			s.Known = append(s.Known, m.text)
		}
	}
	for _, c := range constants.all {
		if strings.HasSuffix(pass.Fset.Position(c.file.Package).Filename, "_test.go") {
			continue
		}
		scope, permission := c.called(pass.TypesInfo, pass.Pkg)
		if scope || permission && strings.Contains(c.value, ":") { // of permissions, API groups and paths are none
			s.Named = append(s.Named, scopesIn(c.value)...)
		}
	}
	for _, f := range pass.Files {
		s.Client = s.Client || imports(f, catalog.DigitalOcean().Evidence().Imports)
	}
	for _, list := range []*[]string{&s.Known, &s.Named} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return s
}

// called reports whether the code around a use of a constant calls it a scope
// or a permission.
func (c *stringConst) called(info *types.Info, pkg *types.Package) (scope, permission bool) {
	for _, cur := range c.uses {
		p := climb(info, cur)
		if c.obj != nil && c.obj.Parent() == pkg.Scope() {
			p.names = append(p.names, c.obj.Name(), pkg.Name())
		}
		if !p.label && !p.pieced {
			scope = scope || p.named(scopeWords)
			permission = permission || p.named(permissionWords)
		}
	}
	return scope, permission
}

// scopesIn lists the scopes of a text that is nothing but scopes.
func scopesIn(text string) []string {
	list := strings.FieldsFunc(text, isSeparator)
	for _, name := range list {
		if strings.Contains(name, "://") || !strings.ContainsAny(name, ":./|-") {
			return nil
		}
		if grammar, _ := catalog.InferGrammar([]string{name}); len(grammar) == 0 {
			return nil
		}
	}
	return list
}
