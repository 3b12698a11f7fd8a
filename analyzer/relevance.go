package analyzer

import (
	"bytes"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/shape"
	"github.com/scopelint/scopelint/catalog"
)

// A Relevance tells from the bytes of a package's files whether a rule can have
// anything to say about the package. A driver may leave the others out without
// parsing them: the analyzer would find nothing there. Its methods are safe for
// concurrent use.
type Relevance struct {
	cfg    *Config
	traits []trait // that count under the configuration
	shape  shape.Finder
	parts  shape.Parts // of scopes that guards put together
}

// A trait is something that the bytes of a package show, without which some
// rules have nothing to say. Each rule of the table names its own.
type trait struct {
	name  string
	when  func(*Config) bool // whether it counts under a configuration; nil for always
	shown func(r *Relevance, files [][]byte) bool
}

var (
	// scopeTrait: what is a scope is written in the package, unless its
	// constants come from another one, see [Relevance.Constants].
	scopeTrait = trait{name: "a text with the form of a scope", shown: (*Relevance).showScope}

	// listTrait: the scopes of a catalog without a form look like any text.
	listTrait = trait{
		name:  "any text, where names of any form are scopes",
		when:  func(cfg *Config) bool { return cfg.named && cfg.Catalog().AnyForm() },
		shown: anything.shown,
	}

	// requestTrait: the scopes of a provider have no form in common.
	requestTrait = trait{name: "a request to a provider", shown: func(r *Relevance, files [][]byte) bool {
		return shape.Asks(files) || (len(r.cfg.ready) > 0 || r.cfg.hasCatalogs()) && anyContains(files, "cope")
	}}

	// waiverTrait: a waiver that excuses nothing is a finding by itself.
	waiverTrait = trait{name: "a waiver", shown: func(_ *Relevance, files [][]byte) bool {
		return anyContains(files, shape.Waiver)
	}}

	// clientTrait: what is held against a grant is calls of the client.
	clientTrait = trait{
		name: "an import of the API's client",
		when: func(cfg *Config) bool { return len(cfg.grants) > 0 },
		shown: func(r *Relevance, files [][]byte) bool {
			return slices.ContainsFunc(r.cfg.Catalog().Evidence().Imports, func(path string) bool { return anyContains(files, path) })
		},
	}

	// routeTrait: with configured guards, or where every route must have one,
	// routes are judged in packages that name no scope.
	routeTrait = trait{
		name:  "a route, which may be registered in any way",
		when:  func(cfg *Config) bool { return len(cfg.routing.guards) > 0 || cfg.routing.require },
		shown: anything.shown,
	}

	anything = trait{name: "anything", shown: func(*Relevance, [][]byte) bool { return true }}
)

// NewRelevance prepares the question for the packages of one configuration, as
// [FindConfig] returns it. Under one that is broken everything is relevant, for
// the analyzer has to tell.
func NewRelevance(cfg *Config, broken error) *Relevance {
	if broken != nil {
		return &Relevance{cfg: NewConfig(), traits: []trait{anything}}
	}
	r := &Relevance{cfg: cfg, shape: shapeOf(cfg), parts: partsOf(cfg)}
	for _, rule := range rules {
		for _, t := range rule.traits {
			known := slices.ContainsFunc(r.traits, func(u trait) bool { return u.name == t.name })
			if !known && (t.when == nil || t.when(cfg)) {
				r.traits = append(r.traits, t)
			}
		}
	}
	return r
}

// Rules is the path of the configuration file if that makes more relevant than
// is without one, and "" otherwise.
func (r *Relevance) Rules() string {
	if r.cfg.named || len(r.cfg.allow) > 0 || len(r.cfg.ready) > 0 || r.cfg.hasCatalogs() {
		return r.cfg.File()
	}
	return ""
}

// Package reports whether a rule can have anything to say about a package with
// these files.
func (r *Relevance) Package(files [][]byte) bool {
	return slices.ContainsFunc(r.traits, func(t trait) bool { return t.shown(r, files) })
}

// Guards reports whether the files of a package, in which no text need have the
// form of a scope, show what guards of routes put scopes together from.
func (r *Relevance) Guards(files [][]byte) bool {
	pairs := false
	for _, data := range files {
		route, pair := r.parts.Guards(data)
		if route {
			return true
		}
		pairs = pairs || pair
	}
	return pairs && r.cfg.routers().ImportedBy(files)
}

// Constants lists the exported constants of a package that are scopes, or what
// one can be put together from, by their values, in the form that
// [Relevance.Names] reads. A package that names one of them is relevant
// whatever is written in it.
func (r *Relevance) Constants(pkg *types.Package) []string {
	var list []string
	for _, name := range pkg.Scope().Names() {
		c, ok := pkg.Scope().Lookup(name).(*types.Const)
		if !ok || !token.IsExported(name) || c.Val().Kind() != constant.String {
			continue
		}
		if name = r.shape.Constant(pkg.Name()+"."+name, constant.StringVal(c.Val())); name != "" {
			list = append(list, name)
		}
	}
	return list
}

// Written lists the constants of a package that is not relevant, as far as the
// bytes of its files show them, in the same form: what is no scope by itself may
// be a part of one.
func (r *Relevance) Written(files [][]byte) []string { return r.shape.Constants(files) }

// Repeats reports whether the files of a package show an exported constant that
// is made of one of another package.
func (r *Relevance) Repeats(files [][]byte) bool { return shape.Repeats(files) }

// Adds reports whether the files of a package show what makes a scope of a
// resource that it is added to, or the constants of those that it imports do.
func (r *Relevance) Adds(files [][]byte, constants []string) bool {
	return shape.AnyAdds(constants) || r.shape.Adds(files)
}

// Names reports whether one of the files imports a package and names one of its
// constants; one that is a part of a scope must be added to something. That can
// hardly be if the package is not adding anything to resources, see
// [Relevance.Adds].
func (r *Relevance) Names(files [][]byte, path string, constants []string, adding bool) bool {
	exports := shape.NewExports(constants)
	return slices.ContainsFunc(files, func(data []byte) bool { return exports.NamedIn(data, path, adding) })
}

// Judges reports whether findings in a file count: it is neither excluded nor
// generated.
func (r *Relevance) Judges(file string, data []byte) bool {
	return !r.cfg.Excludes(file) && !saysGenerated(data)
}

// saysGenerated reports whether a comment in front of the package clause says
// that the file is generated.
func saysGenerated(data []byte) bool {
	for line := range bytes.Lines(data) {
		line = bytes.TrimRight(line, "\r\n")
		switch {
		case bytes.HasPrefix(line, []byte("// Code generated ")) && bytes.HasSuffix(line, []byte(" DO NOT EDIT.")):
			return true
		case bytes.HasPrefix(line, []byte("package ")):
			return false
		}
	}
	return false
}

func anyContains(files [][]byte, text string) bool {
	return slices.ContainsFunc(files, func(data []byte) bool { return bytes.Contains(data, []byte(text)) })
}

func (r *Relevance) showScope(files [][]byte) bool { return r.shape.ShownIn(files) }

// shapeOf tells what may be a scope under a configuration. Unless it says that
// the catalog is the right one, that takes the proofs of [references.isScope]:
// the text is a scope of the catalog, or its resource is a distinctive one, or
// the first word is some resource of the catalog and the package speaks of it.
// The catalog is not read before one of these is in doubt.
func shapeOf(cfg *Config) shape.Finder {
	misspelt := func(text string) bool {
		_, ok := cfg.Catalog().Spelling(text)
		return ok
	}
	if cfg.named || len(cfg.allow) > 0 {
		return shape.Finder{Separators: cfg.Catalog().Separators(), Misspelt: misspelt}
	}
	f := shape.BuiltIn
	f.Misspelt = misspelt
	f.Scope = func(text string) bool { return isDistinct(cfg.Catalog(), text) || isKnown(cfg.Catalog(), text) }
	f.Distinct = func(resource string) bool { return isDistinct(cfg.Catalog(), resource+":read") }
	f.Speaks = func(data []byte) bool { return speaks(cfg.Catalog(), data) }
	return f
}

// partsOf tells what may be a resource under a configuration, and what it is a
// scope with.
func partsOf(cfg *Config) shape.Parts {
	resource := shape.BuiltIn.Resource
	if cfg.named {
		resource = func(word []byte) bool { return len(cfg.Catalog().Actions(string(word))) > 0 }
	}
	return shape.Parts{Resource: resource, Actions: func(resource string) []string { return cfg.Catalog().Actions(resource) }}
}

// isDistinct reports whether the resource of a text with the form of a scope
// can only be the catalog's.
func isDistinct(c *catalog.Catalog, text string) bool {
	resource, ok := resourceOf(c, text)
	return ok && slices.Contains(c.Evidence().Resources, resource)
}

// speaks reports whether a file names the catalog or its client.
func speaks(c *catalog.Catalog, data []byte) bool {
	ev := c.Evidence()
	data = bytes.ToLower(data)
	contains := func(text string) bool { return bytes.Contains(data, []byte(text)) }
	return slices.ContainsFunc(ev.Words, contains) || slices.ContainsFunc(ev.Imports, func(path string) bool { return contains(strings.ToLower(path)) })
}
