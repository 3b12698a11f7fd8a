package analyzer

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/catalog"
)

// A mention is one text in the source that may be a scope.
type mention struct {
	text     string
	pos, end token.Pos
	source   string // what stands between pos and end, if that is the text, in whatever spelling; or ""

	catalog  *catalog.Catalog // that it is compared with
	decided  bool             // the configuration says that it is that one
	constant *stringConst
	refs     []*reference // where it is used: in place, or through its constant
	proved   *reference   // the first of refs that is proved to be a scope, or nil
	judged   bool         // where its constant is declared, in another package
}

// A reference is one use of a mention.
type reference struct {
	*mention
	*place
	jsonKey string    // that the text is the value of
	at      token.Pos // of the expression used
	atEnd   token.Pos
	in      *ast.File // that uses it
	scope   bool      // context S: the code calls it a scope
	taken   bool      // goes where little but scopes of the catalog goes
	perm    bool      // context P: the code calls it a permission
	set     *set      // the references that stand beside it

	asked *requested // whose scope the code around it says it is; nil if it does not
}

// A set is the references of one list: of a literal, a call, a separated
// string or a JSON array.
type set struct {
	refs     []*reference // in the order of the source
	lit      *ast.CompositeLit
	inString bool // a list within one string
	counted  bool
	known    int // how many of them are scopes of the catalog, once counted
}

// references are the mentions of a package and what is known about them
// together.
type references struct {
	pass     *analysis.Pass
	catalog  *catalog.Catalog // of the configuration
	mentions []*mention
	sets     []*set

	providers *providerReader // nil if nothing says whose scopes are asked for

	affinity float64 // how much the package's scopes are the catalog's: 0 to 1
	speaks   map[*ast.File]bool
}

// newReferences finds the mentions of scopes among a package's constants.
func newReferences(pass *analysis.Pass, all *constants, cfg *Config) *references {
	r := &references{pass: pass, speaks: make(map[*ast.File]bool)}
	b := setBuilder{sets: make(map[setKey]*set)}
	r.providers = newProviderReader(pass, all, cfg)
	for _, c := range all.all {
		if r.providers == nil && !cfg.mayHoldScope(c.value) && !cfg.hasCatalogs() {
			continue
		}
		r.add(c, cfg, &b)
	}
	r.sets = b.order
	for _, s := range r.sets {
		slices.SortStableFunc(s.refs, func(a, b *reference) int { return cmp.Compare(a.at, b.at) })
	}
	r.learn()
	r.measure()
	for _, m := range r.mentions {
		if i := slices.IndexFunc(m.refs, func(ref *reference) bool { return r.isScope(ref, cfg) }); i >= 0 {
			m.proved = m.refs[i]
		}
	}
	return r
}

// add splits a constant into mentions and reads the places that use them.
func (r *references) add(c *stringConst, cfg *Config, b *setBuilder) {
	places, asked := make([]*place, len(c.uses)), make([]*requested, len(c.uses))
	inScope, embedded := false, false
	against, named := cfg.catalogAt(r.pass.Fset.Position(c.expr.Pos()).Filename), false
	overridden := against != nil
	for i, cur := range c.uses {
		p := climb(r.pass.TypesInfo, cur)
		if c.obj != nil && i > 0 {
			p.names = append(p.names, c.obj.Name())
		}
		if c.other != nil {
			p.names = append(p.names, c.other.Name())
		}
		if c.obj != nil && c.obj.Parent() == r.pass.Pkg.Scope() {
			p.names = append(p.names, r.pass.Pkg.Name()) // package scopes; const Read = "…"
		}
		places[i] = p
		inScope = inScope || p.named(scopeWords) && !p.label
		if r.providers == nil || overridden {
			continue
		}
		if of, part, ok := r.providers.asked(c, cur.Node().(ast.Expr), p); ok && (against == nil || against == of.catalog) {
			asked[i], against, embedded = of, of.catalog, part
		}
	}
	pieced := slices.ContainsFunc(places, func(p *place) bool { return p.pieced }) || hasLines(c.expr)
	var frags []fragment
	switch {
	case overridden:
		frags, named = split(against, c.value, inScope, pieced), true
	case against != nil:
		frags = splitRequest(c.value, embedded)
	case cfg.mayHoldScope(c.value):
		r.catalog, named = cfg.Catalog(), cfg.named
		against = r.catalog
		frags = split(against, c.value, inScope, pieced)
	}
	if len(frags) == 0 {
		return
	}
	where := newSpans(r.pass.Fset, r.pass.TypesInfo, c.expr)
	stands := make([]reference, len(places)) // what all references from one place have in common
	for i, p := range places {
		at := c.uses[i].Node()
		stands[i] = reference{place: p, at: at.Pos(), atEnd: at.End(), in: fileAt(r.pass, at.Pos()), asked: asked[i], scope: p.named(scopeWords) && !p.label, perm: p.named(permissionWords) && !p.label}
	}
	for _, f := range frags {
		m := &mention{text: f.text, catalog: against, decided: named, constant: c, judged: named && r.declaredAsScope(c.other)}
		m.pos, m.end, m.source = where.of(f.off, f.to)
		if f.glued || c.value[f.off:f.to] != f.text {
			m.source = ""
		}
		for i, p := range places {
			ref := stands[i]
			ref.mention, ref.jsonKey, ref.scope = m, f.key, f.scope || ref.scope
			if len(frags) > 1 || f.scope { // a list within the string
				b.add(setKey{c, f.group, i}, &ref, nil)
				ref.set.inString = true
			} else if p.list != nil && f.whole {
				lit, _ := p.list.(*ast.CompositeLit)
				b.add(setKey{p.list, 0, 0}, &ref, lit)
			}
			m.refs = append(m.refs, &ref)
		}
		r.mentions = append(r.mentions, m)
	}
}

// hasLines reports whether an expression is a raw string of several lines, whose
// breaks are those of the source.
func hasLines(e ast.Expr) bool {
	lit, ok := ast.Unparen(e).(*ast.BasicLit)
	return ok && strings.HasPrefix(lit.Value, "`") && strings.Contains(lit.Value, "\n")
}

// declaredAsScope reports whether a constant of another package of the module
// is called a scope where it is declared. With a configured catalog that is
// proof enough, so a mistake in it is found there, and only there.
func (r *references) declaredAsScope(c *types.Const) bool {
	if c == nil || r.pass.Module == nil || !strings.HasPrefix(c.Pkg().Path()+"/", r.pass.Module.Path+"/") {
		return false
	}
	p := placeReader{info: r.pass.TypesInfo, place: new(place)}
	p.name(c.Name())
	p.name(c.Pkg().Name())
	p.typeName(c.Type())
	return p.named(scopeWords) || p.named(permissionWords)
}

// fileAt returns the file of the pass that contains a position.
func fileAt(pass *analysis.Pass, pos token.Pos) *ast.File {
	i := slices.IndexFunc(pass.Files, func(f *ast.File) bool { return f.FileStart <= pos && pos <= f.FileEnd })
	if i < 0 {
		panic(fmt.Sprintf("no file for position %d", pos))
	}
	return pass.Files[i]
}

// A setBuilder collects references into sets.
type setBuilder struct {
	sets  map[setKey]*set
	order []*set
}

type setKey struct {
	list  any // *stringConst or ast.Node
	group int
	use   int
}

func (b *setBuilder) add(key setKey, ref *reference, lit *ast.CompositeLit) {
	s, ok := b.sets[key]
	if !ok {
		s = &set{lit: lit}
		b.sets[key] = s
		b.order = append(b.order, s)
	}
	ref.set = s
	s.refs = append(s.refs, ref)
}
