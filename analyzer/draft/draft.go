// Package draft chooses a module's own scopes from the texts that its code
// calls scopes, for a first catalog. It doubts: a text that guards and requests
// use is a scope, what stands beside such texts may be one, and what merely
// looks like one is left out, with the reason. A scope that looks like a slip of
// another one is marked, not made law.
package draft

import (
	"cmp"
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
)

// A Naming is one constant in the code that may be a scope, and what the code
// around it says.
type Naming struct {
	Text string
	At   token.Position

	Called Called
	Const  string   // the name of the constant that it declares; "" for a literal in place
	Groups []string // the const groups and lists it stands in, by any names that tell them apart
	Valid  bool     // one of these lists is called the valid, known or all scopes
	Guard  string   // the function that takes it as a scope, and a handler, as go doc would find it
	Asked  string   // a ready-made catalog, or the host of an endpoint, that the scope is asked of
	Not    Reason   // why it is no scope, whatever it is called
}

// Called is what the code calls a text.
type Called int

const (
	Nothing Called = iota
	APermission
	AScope
)

// A Scope is a text that was chosen, or left out.
type Scope struct {
	Name string
	At   token.Position // the first place that names it
	Why  Reason         // it is left out
	Of   string         // what it looks like a slip of
}

// A Reason says why a text that the code calls a scope, or a permission, got
// into no catalog.
type Reason string

const (
	URN      Reason = "URNs, as of OAuth's grant types"
	Path     Reason = "import paths and the like"
	Observer Reason = "names of loggers, tracers and meters"
	Handled  Reason = "names of workers, topics, keys and the like"

	OneWord   Reason = "single words that no guard was seen to ask for"
	OpenID    Reason = "OpenID Connect's own, which providers have in common"
	OtherForm Reason = "of another form than the scopes that guards and requests use"
	TooFew    Reason = "too few to tell, and no guard was seen to ask for them"
)

// Sure reports whether a reason speaks of the text itself, so that nobody will
// look for it in the catalog.
func (r Reason) Sure() bool { return r == URN || r == Path || r == Observer }

// A Result is what is drafted from the namings of a module.
type Result struct {
	Own       []Scope    // of the module's own API
	Slips     []Scope    // what looks like a slip of one of these
	Providers []Provider // whose scopes the module asks for
	Left      []Scope    // what the code calls a scope and no catalog got
	Guards    []string   // functions that take scopes of the module's own and a handler, the most used first
}

// A Provider is an API of others whose scopes the module asks for.
type Provider struct {
	Name   string // of the ready-made catalog, or the host of the endpoint
	Ready  bool   // there is a ready-made catalog
	Scopes []Scope
	Slips  []Scope
}

// Choose drafts from namings. Guarded tells whether a guard of a route was proved
// to ask for a text; what is handed as a scope to a function that has to do with
// handlers counts as much here.
func Choose(namings []Naming, guarded func(text string) bool) *Result {
	c := chooser{byText: make(map[string]*candidate), groups: make(map[string][]*candidate)}
	for _, n := range namings {
		c.add(n)
	}
	for _, t := range c.all {
		t.guarded = guarded(t.name) || t.any(func(n Naming) bool { return n.Guard != "" && n.Not == "" })
	}
	c.separate()
	c.seed()
	c.spread()
	return c.result()
}

// A candidate is all that is said about one text.
type candidate struct {
	name    string
	namings []Naming
	guarded bool
	chosen  bool
	asked   string // whose scope it is, if it is another API's
	why     Reason // it is left out
}

func (t *candidate) any(is func(n Naming) bool) bool { return slices.ContainsFunc(t.namings, is) }

func (t *candidate) called(as Called) bool {
	return t.any(func(n Naming) bool { return n.Called >= as && n.Not == "" })
}

// count is how many places name the text.
func (t *candidate) count() int { return len(t.namings) }

// vouched reports whether a constant is named as the scope is spelt, so that
// the spelling is meant: ItemsArchive for "items:archive".
func (t *candidate) vouched(word string) bool {
	return t.any(func(n Naming) bool {
		return n.Const != "" && strings.Contains(fold(n.Const), fold(word))
	})
}

func fold(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
}

type chooser struct {
	all    []*candidate // in the order of the source
	byText map[string]*candidate
	groups map[string][]*candidate
}

func (c *chooser) add(n Naming) {
	t := c.byText[n.Text]
	if t == nil {
		t = &candidate{name: n.Text}
		c.byText[n.Text] = t
		c.all = append(c.all, t)
	}
	t.namings = append(t.namings, n)
	for _, g := range n.Groups {
		if !slices.Contains(c.groups[g], t) {
			c.groups[g] = append(c.groups[g], t)
		}
	}
}

// separate sets apart what is asked of other APIs, and what is no scope.
func (c *chooser) separate() {
	for _, t := range c.all {
		if t.guarded {
			continue // whatever else it is
		}
		if i := slices.IndexFunc(t.namings, func(n Naming) bool { return n.Asked != "" }); i >= 0 {
			t.asked = t.namings[i].Asked
			continue
		}
		if i := slices.IndexFunc(t.namings, func(n Naming) bool { return n.Not != "" }); i >= 0 && !t.called(AScope) {
			t.why = t.namings[i].Not
		}
	}
}

// open lists the candidates that nothing is decided about.
func (c *chooser) open() []*candidate {
	return slices.DeleteFunc(slices.Clone(c.all), func(t *candidate) bool { return t.chosen || t.asked != "" || t.why != "" })
}

// A kind is a form of scopes by what separates their words: ":", ".", "" for
// one word, "://" for URLs.
func kind(name string) string {
	if strings.Contains(name, "://") {
		return "://"
	}
	grammar, _ := catalog.InferGrammar([]string{name})
	if len(grammar) == 0 {
		return ""
	}
	i := strings.IndexFunc(grammar[0], func(r rune) bool { return (r|0x20 < 'a' || r|0x20 > 'z') })
	return grammar[0][i : i+1]
}

// fewest is how many texts of a form are a module's scopes though no guard was
// seen to ask for one: file names and host names have dots, hyphens and
// slashes, and one word may be anything.
func fewest(kind string) int {
	if kind == ":" {
		return 3
	}
	return 6
}

// seed chooses what guards ask for, and where none is read what most of the
// code calls scopes.
func (c *chooser) seed() {
	byKind := make(map[string][]*candidate)
	proven := false
	for _, t := range c.open() {
		if t.guarded {
			t.chosen, proven = true, true
		}
		if t.guarded || t.called(AScope) || t.called(APermission) && kind(t.name) == ":" {
			k := kind(t.name)
			byKind[k] = append(byKind[k], t)
		}
	}
	best := ""
	for _, k := range slices.Sorted(maps.Keys(byKind)) {
		list := byKind[k]
		switch {
		case slices.ContainsFunc(list, func(t *candidate) bool { return t.guarded }):
			c.choose(list, k)
		case k != "" && k != "://" && !proven && len(list) >= fewest(k) && (best == "" || len(list) > len(byKind[best])):
			best = k
		}
	}
	if best != "" {
		c.choose(byKind[best], best)
	}
}

// choose chooses the candidates of one form. Single words beside those that
// guards ask for are chosen by spread alone.
func (c *chooser) choose(list []*candidate, kind string) {
	for _, t := range list {
		t.chosen = t.chosen || kind != ""
	}
}

// spread chooses what stands beside chosen texts: in one group of constants with
// the same form, or in a list of all scopes.
func (c *chooser) spread() {
	for again := true; again; {
		again = false
		for _, group := range c.groups {
			kinds := make(map[string]bool)
			for _, t := range group {
				if t.chosen {
					kinds[kind(t.name)] = true
				}
			}
			for _, t := range group {
				if t.chosen || t.why != "" || t.asked != "" || len(kinds) == 0 {
					continue
				}
				if kinds[kind(t.name)] || t.any(func(n Naming) bool { return n.Valid }) {
					t.chosen, again = true, true
				}
			}
		}
	}
}

// result sorts the candidates into what is written.
func (c *chooser) result() *Result {
	r := new(Result)
	var own []*candidate
	asked := make(map[string][]*candidate)
	for _, t := range c.all {
		switch {
		case t.chosen:
			own = append(own, t)
		case t.asked != "":
			asked[t.asked] = append(asked[t.asked], t)
		case t.any(func(n Naming) bool { return n.Called > Nothing }):
			r.Left = append(r.Left, Scope{Name: t.name, At: t.namings[0].At, Why: cmp.Or(t.why, c.reason(t))})
		}
	}
	r.Own, r.Slips = split(own)
	r.Guards = guards(own)
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		_, ready := catalog.Ready(name)
		p := Provider{Name: name, Ready: ready}
		if ready {
			for _, t := range asked[name] {
				p.Scopes = append(p.Scopes, t.scope())
			}
		} else {
			own := slices.DeleteFunc(asked[name], func(t *candidate) bool { return catalog.IsOpenID(t.name) })
			p.Scopes, p.Slips = split(own)
		}
		r.Providers = append(r.Providers, p)
	}
	byName := func(a, b Scope) int { return strings.Compare(a.Name, b.Name) }
	slices.SortFunc(r.Left, byName)
	return r
}

// guards lists the functions that take some of the scopes and a handler.
func guards(own []*candidate) []string {
	uses := make(map[string]int)
	for _, t := range own {
		for _, n := range t.namings {
			if n.Guard != "" {
				uses[n.Guard]++
			}
		}
	}
	return slices.SortedFunc(maps.Keys(uses), func(a, b string) int { return cmp.Or(cmp.Compare(uses[b], uses[a]), cmp.Compare(a, b)) })
}

func (t *candidate) scope() Scope { return Scope{Name: t.name, At: t.namings[0].At} }

// reason tells why a text that the code calls a scope is left out.
func (c *chooser) reason(t *candidate) Reason {
	switch chosen := slices.ContainsFunc(c.all, func(t *candidate) bool { return t.chosen }); {
	case catalog.IsOpenID(t.name):
		return OpenID
	case kind(t.name) == "":
		return OneWord
	case chosen:
		return OtherForm
	}
	return TooFew
}
