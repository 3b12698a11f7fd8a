package analyzer

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/near"
)

// A likelyReader finds out which of the configured ready-made catalogs a text is
// of where nothing names the provider: by the other texts of its list, those
// that go to the same function or field, or those of the package.
type likelyReader struct {
	pass  *analysis.Pass
	ready []*catalog.Catalog
	lists map[ast.Node]*catalog.Catalog // nil if the elements do not tell
	slots map[slot][]string             // what goes where the code calls it a scope
	seen  map[*catalog.Catalog]bool     // the code has a scope of it
}

func newLikelyReader(pass *analysis.Pass, all *constants, ready []*catalog.Catalog) *likelyReader {
	r := &likelyReader{
		pass: pass, ready: ready, lists: make(map[ast.Node]*catalog.Catalog),
		slots: make(map[slot][]string), seen: make(map[*catalog.Catalog]bool),
	}
	for _, c := range all.all {
		if !r.mayConcern(c.value) {
			continue
		}
		for _, use := range c.uses {
			p := climb(pass.TypesInfo, use)
			if p.label || p.key || !p.named(scopeWords) {
				continue
			}
			for _, s := range p.slots {
				r.slots[s] = append(r.slots[s], textsOf(c.value)...)
			}
			for _, text := range textsOf(c.value) {
				for _, c := range ready {
					r.seen[c] = r.seen[c] || r.tells(c, text)
				}
			}
		}
	}
	return r
}

// mayConcern reports whether a text is not too long for a list of scopes.
func (r *likelyReader) mayConcern(text string) bool { return text != "" && len(text) < 4000 }

// textsOf lists what may be scopes in a text.
func textsOf(value string) []string {
	frags := splitRequest(value, strings.ContainsAny(value, "\n{"))
	texts := make([]string, len(frags))
	for i, f := range frags {
		texts[i] = f.text
	}
	return texts
}

// tells reports whether a text is a scope of a catalog, one with more than one
// word, which no other configured catalog has.
func (r *likelyReader) tells(c *catalog.Catalog, text string) bool {
	return isTelling(text) && knows(c, text) &&
		!slices.ContainsFunc(r.ready, func(other *catalog.Catalog) bool { return other != c && knows(other, text) })
}

func isTelling(text string) bool { return strings.ContainsAny(text, ":./_-") }

func knows(c *catalog.Catalog, text string) bool {
	_, ok := c.Lookup(text)
	return ok
}

// How a text may be like a scope of a catalog.
const (
	exactly  = 4
	closely  = 2 // one edit away, or one that was a scope
	remotely = 1 // with other separators, in another order
)

// resembles tells how a text is like a scope of a catalog, 0 if it is not.
func resembles(c *catalog.Catalog, text string) int {
	if knows(c, text) {
		return exactly
	}
	if _, ok := c.Past(text); ok {
		return closely
	}
	to, ok := c.Spelling(text)
	if !ok {
		to, ok = c.Mistyped(text)
	}
	if !ok && c.Complete() {
		to, ok = c.Suggest(text)
	}
	switch {
	case !ok || !isTelling(to):
		return 0
	case near.Distance(strings.ToLower(text), strings.ToLower(to)) <= 1:
		return closely
	}
	return remotely
}

// likely returns the catalog that a text is most likely of, and whether its
// scopes are only a part of it.
func (r *likelyReader) likely(c *stringConst, at *place) (of *requested, embedded, ok bool) {
	if !r.mayConcern(c.value) {
		return nil, false, false
	}
	if embedded = strings.ContainsAny(c.value, "\n{"); embedded {
		against := r.ofTexts(textsOf(c.value))
		return r.asked(against), true, against != nil
	}
	if !at.named(scopeWords) && !at.named(permissionWords) {
		return nil, false, false
	}
	against := r.ofList(c, at)
	for _, s := range at.slots {
		if against == nil && at.named(scopeWords) {
			against = r.ofTexts(r.slots[s])
		}
	}
	if against == nil && at.named(scopeWords) {
		against = r.ofText(c.value)
	}
	return r.asked(against), false, against != nil
}

func (r *likelyReader) asked(c *catalog.Catalog) *requested {
	return &requested{catalog: c, likely: true, request: &request{open: true}}
}

// ofList returns the catalog that the list of a text is of.
func (r *likelyReader) ofList(c *stringConst, at *place) *catalog.Catalog {
	var elems []ast.Expr
	switch list := at.list.(type) {
	case *ast.CompositeLit:
		elems = list.Elts
	case *ast.CallExpr:
		if !at.variadic {
			return r.ofTexts(textsOf(c.value))
		}
		elems = list.Args[len(list.Args)-min(at.size, len(list.Args)):]
	default:
		return r.ofTexts(textsOf(c.value))
	}
	if known, ok := r.lists[at.list]; ok {
		return known
	}
	var texts []string
	for _, e := range elems {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if text, ok := stringValue(r.pass.TypesInfo, e); ok {
			texts = append(texts, textsOf(text)...)
		}
	}
	if len(texts) == 0 { // a list of structs, say
		return r.ofTexts(textsOf(c.value))
	}
	of := r.ofTexts(texts)
	r.lists[at.list] = of
	return of
}

// ofTexts returns the catalog that at least two texts, and half of them, are
// scopes of or nearly so. One at least must be more than a word.
func (r *likelyReader) ofTexts(texts []string) *catalog.Catalog {
	slices.Sort(texts)
	texts = slices.Compact(texts)
	var best, second int
	var found *catalog.Catalog
	for _, c := range r.ready {
		total, n, telling := 0, 0, false
		for _, text := range texts {
			if like := resembles(c, text); like > 0 {
				total, n = total+like, n+1
				telling = telling || isTelling(text)
			}
		}
		switch {
		case n < 2 || 2*n < len(texts) || !telling || total <= second:
		case total > best:
			best, second, found = total, best, c
		default:
			second = total
		}
	}
	if best == second || best < exactly+remotely { // no scope is among them
		return nil
	}
	return found
}

// ofText returns the catalog that a text by itself is most nearly a scope of, if
// other code of the package has one, too.
func (r *likelyReader) ofText(text string) *catalog.Catalog {
	var best, second int
	var found *catalog.Catalog
	for _, c := range r.ready {
		switch like := resembles(c, text); {
		case like == exactly || !isTelling(text):
			return nil
		case like > best:
			best, second, found = like, best, c
		default:
			second = max(second, like)
		}
	}
	switch {
	case best < closely || best == second || r.isWordOfOther(text, found):
		return nil
	case !r.seen[found] && len(r.ready) > 1 && !strings.Contains(text, "://"):
		return nil
	}
	return found
}

// isWordOfOther reports whether the words of a text that a catalog lacks are those
// of another one that the code has scopes of.
func (r *likelyReader) isWordOfOther(text string, of *catalog.Catalog) bool {
	odd := strings.Join(of.Odd(text), " ")
	return odd != "" && slices.ContainsFunc(r.ready, func(other *catalog.Catalog) bool {
		return other != of && r.seen[other] && len(other.Odd(odd)) == 0
	})
}
