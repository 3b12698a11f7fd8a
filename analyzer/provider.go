package analyzer

import (
	_ "embed"
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/catalog"
)

//go:embed providers.tsv
var providerTable string

// A sign shows whose scopes code asks for.
type sign struct {
	catalog string // its name among the ready-made ones
	tokens  string // the kind of tokens that is asked for, "bot" say; "" if it does not tell
}

// providerSigns are the signs of the table.
type providerSigns struct {
	addresses []address
	names     map[string]sign // by import path and name
	ones      map[string]bool // credentials that take one scope, likewise
}

type address struct {
	host, path string
	sign
}

var signs = sync.OnceValue(func() *providerSigns {
	s := &providerSigns{names: make(map[string]sign), ones: make(map[string]bool)}
	for line := range strings.Lines(providerTable) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 4 {
			continue // a test reads every line
		}
		of := sign{f[1], strings.TrimPrefix(f[3], "-")}
		switch f[0] {
		case "name":
			s.names[f[2]] = of
			continue
		case "one":
			s.ones[f[2]] = true
			continue
		}
		host, path, _ := strings.Cut(f[2], "/")
		s.addresses = append(s.addresses, address{host, path, of})
	}
	return s
})

// inURL returns the sign that a text has in it as a URL.
func (s *providerSigns) inURL(text string) (sign, bool) {
	_, rest, ok := strings.Cut(text, "://")
	if !ok {
		return sign{}, false
	}
	rest, _, _ = strings.Cut(rest, "?")
	host, path, _ := strings.Cut(rest, "/")
	i := slices.IndexFunc(s.addresses, func(a address) bool {
		sameHost := host == a.host
		if below, any := strings.CutPrefix(a.host, "*"); any {
			sameHost = strings.HasSuffix(host, below)
		}
		return sameHost && strings.HasPrefix(path, a.path)
	})
	if i < 0 {
		return sign{}, false
	}
	return s.addresses[i].sign, true
}

// majorVersion matches the element of an import path that is a major version.
var majorVersion = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`/v[0-9]+(/|$)`) })

// of returns the sign that an object of a package is.
func (s *providerSigns) of(obj types.Object) (sign, bool) {
	if obj == nil || obj.Pkg() == nil {
		return sign{}, false
	}
	name := obj.Name()
	if obj.Parent() != obj.Pkg().Scope() {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Signature().Recv() == nil {
			return sign{}, false
		}
		of := typeObject(fn.Signature().Recv().Type())
		if of == nil {
			return sign{}, false
		}
		name = of.Name() + "." + name
	}
	found, ok := s.names[obj.Pkg().Path()+"."+name]
	if !ok {
		found, ok = s.names[majorVersion().ReplaceAllString(obj.Pkg().Path(), "/vN$1")+"."+name]
	}
	return found, ok
}

// takesOne reports whether a credential of a type takes no more than one scope.
func (s *providerSigns) takesOne(of types.Object) bool {
	return of.Pkg() != nil && s.ones[of.Pkg().Path()+"."+of.Name()]
}

// A providerReader finds out whose scopes the code of a package asks for, by
// signs that stand in the expression that holds them or in what it is made of.
type providerReader struct {
	*providerSigns
	pass       *analysis.Pass
	configured *likelyReader // nil if the configuration names no ready-made catalog
	*flow
	marks map[ast.Expr]*requested // whose scopes constants are, by where they stand
	nodes map[ast.Node]sign       // the only sign in a node

	anyHost bool // an endpoint without a ready-made catalog is a sign, too: its site
}

// newProviderReader returns nil for a package without any sign.
func newProviderReader(pass *analysis.Pass, all *constants, cfg *Config) *providerReader {
	p := &providerReader{providerSigns: signs(), pass: pass, nodes: make(map[ast.Node]sign)}
	if len(cfg.ready) > 0 {
		p.configured = newLikelyReader(pass, all, cfg.ready)
	}
	imported := slices.ContainsFunc(pass.Pkg.Imports(), func(pkg *types.Package) bool { return p.imports(pkg.Path()) })
	inText := func(c *stringConst) bool {
		_, ok := p.inURL(c.value)
		_, command := commands[c.value]
		_, shell := inCommand(c.value)
		return ok || command || shell || slices.ContainsFunc(p.addresses, func(a address) bool { return a.host == c.value }) // of a url.URL
	}
	if p.configured == nil && !imported && !slices.ContainsFunc(all.all, inText) {
		return nil
	}
	p.flow = newFlow(pass)
	p.findRequests(all)
	return p
}

// imports reports whether a package has one of the names.
func (s *providerSigns) imports(path string) bool {
	path = majorVersion().ReplaceAllString(path, "/vN$1") + "."
	for name := range s.names {
		if strings.HasPrefix(name, path) && !strings.Contains(name[len(path):], "/") {
			return true
		}
	}
	return false
}

// asked returns whose scopes a value is that stands at a place, if the code
// around it tells, and whether they are only a part of the value.
func (p *providerReader) asked(c *stringConst, use ast.Expr, at *place) (of *requested, embedded, ok bool) {
	if of, ok := p.marks[use]; ok {
		return of, false, of != nil
	}
	if s, ok := p.inText(c.value); ok {
		of, ok = p.request(s, nil)
		return of, true, ok
	}
	if p.configured == nil || at.label || at.compared || at.key {
		return nil, false, false
	}
	return p.configured.likely(c, at)
}

func (p *providerReader) request(s sign, lit *ast.CompositeLit) (*requested, bool) {
	c, ok := catalog.Ready(s.catalog)
	if !ok && !p.anyHost {
		return nil, false
	}
	r := &requested{sign: s, catalog: c}
	if lit != nil {
		r.is(p.pass.TypesInfo.TypeOf(lit))
	}
	return r, true
}

// The types of golang.org/x/oauth2 that join their scopes with blanks.
const (
	oauth2Config      = "golang.org/x/oauth2.Config"
	clientCredentials = "golang.org/x/oauth2/clientcredentials.Config"
)

// is notes the type of the struct that holds what is asked for.
func (r *requested) is(t types.Type) {
	if obj := typeObject(t); obj != nil && obj.Pkg() != nil {
		r.typ = obj.Pkg().Path() + "." + obj.Name()
	}
	if r.typ == oauth2Config || r.typ == clientCredentials {
		r.joiner = " "
	}
}

// typeObject is the name of a declared type, or nil.
func typeObject(t types.Type) types.Object {
	if t == nil {
		return nil
	}
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// isSignType reports whether the type of a literal is a sign by itself.
func (p *providerReader) isSignType(lit *ast.CompositeLit) bool {
	_, ok := p.of(typeObject(p.pass.TypesInfo.TypeOf(lit)))
	return ok
}

// A structField is the field of a struct literal, or the key of a map's, that
// holds a value.
type structField struct {
	lit   *ast.CompositeLit
	elem  ast.Expr // the literal's element
	field string
}

// inLiteral returns the sign of a struct literal: its type, or what the fields
// beside the scopes are made of.
func (p *providerReader) inLiteral(in structField) (sign, bool) {
	if s, ok := p.of(typeObject(p.pass.TypesInfo.TypeOf(in.lit))); ok {
		switch {
		case hasWord(in.field, []string{"bot"}):
			s.tokens = "bot"
		case hasWord(in.field, []string{"user"}):
			s.tokens = "user"
		}
		return s, true
	}
	return p.only(slices.DeleteFunc(slices.Clone(in.lit.Elts), func(e ast.Expr) bool {
		return e == in.elem || p.anyHost && !hasWord(keyName(e), endpointWords)
	}), 0)
}

// only returns the sign that some expressions have, if all that have one have
// the same.
func (p *providerReader) only(list []ast.Expr, depth int) (sign, bool) {
	var found sign
	for _, e := range list {
		if s, ok := p.sign(e, depth); ok {
			if found.catalog != "" && found.catalog != s.catalog {
				return sign{}, false
			}
			if found.tokens == "" {
				found = s
			}
		}
	}
	return found, found.catalog != ""
}

// maxSigns is how many variables and literals deep a sign is looked for.
const maxSigns = 6

// sign returns the sign in an expression.
func (p *providerReader) sign(e ast.Expr, depth int) (sign, bool) {
	if depth > maxSigns {
		return sign{}, false
	}
	if v := p.pass.TypesInfo.Types[e].Value; v != nil && v.Kind() == constant.String {
		return p.inURL(constant.StringVal(v))
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return p.signOf(p.pass.TypesInfo.Uses[e], depth)
	case *ast.SelectorExpr:
		if s, ok := p.signOf(p.pass.TypesInfo.Uses[e.Sel], depth); ok {
			return s, true
		}
		return p.sign(e.X, depth+1)
	case *ast.CallExpr: // endpoints.AzureAD(tenant), mustParse("https://…")
		fn := callee(p.pass.TypesInfo, e)
		if s, ok := p.of(fn); ok {
			return s, true
		}
		if s, ok := p.only(p.results(fn, 0), depth+1); ok {
			return s, true
		}
		made := e.Args
		if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok { // provider.Endpoint()
			made = append([]ast.Expr{sel.X}, made...)
		}
		return p.only(made, depth+1)
	case *ast.IndexExpr: // endpoints["github"]
		return p.sign(p.elementAt(e), depth+1)
	case *ast.CompositeLit:
		if s, ok := p.inURL(p.urlText(e)); ok {
			return s, true
		}
		return p.only(e.Elts, depth+1)
	case *ast.KeyValueExpr:
		return p.sign(e.Value, depth+1)
	case *ast.UnaryExpr:
		return p.sign(e.X, depth+1)
	case *ast.StarExpr:
		return p.sign(e.X, depth+1)
	case *ast.BinaryExpr: // "https://…/" + tenant
		return p.sign(e.X, depth+1)
	}
	return sign{}, false
}

// inURL returns the sign that a text has in it as a URL.
func (p *providerReader) inURL(text string) (sign, bool) {
	if s, ok := p.providerSigns.inURL(text); ok || !p.anyHost {
		return s, ok
	}
	site := siteOf(text)
	return sign{catalog: site}, site != ""
}

// endpointWords are in the names of fields that hold an endpoint.
var endpointWords = []string{"endpoint", "endpoints", "auth", "token", "authorize", "issuer", "authority", "provider"}
