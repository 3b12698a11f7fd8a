package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog/regular"
	"github.com/scopelint/scopelint/catalog/stem"
)

// A Scope is one entry of a catalog.
type Scope struct {
	Name        string // as it is written, "droplet:read"
	Resource    string // "droplet"; the parts of a longer resource keep their separators
	Action      string // "read"
	Description string
	Status      Status
	Slip        bool     // most likely a mistake of the source; only with Unlisted
	Catalogs    []string // names of the catalogs that have it

	// Source is how the scope is known, Since the date of the source, and Until
	// the date from which on the name is no scope any more. Each may be empty.
	Source, Since, Until string
	Grade                Grade

	Kinds    []string // of tokens that can have it, "bot" and "user" say; empty if that is not told apart
	Needs    []string // scopes that it does nothing without
	Narrower string   // what would do instead, if it is broad; a text
	Instead  string   // what to ask for if it is deprecated or no more; a text
}

// Status tells how official a scope is.
type Status string

const (
	Listed   Status = "listed"   // on the documentation page
	Unlisted Status = "unlisted" // in use by the API, but not on the page

	Current    Status = "current"    // as ready-made tables call it
	Deprecated Status = "deprecated" // still a scope, not for new code
	Retired    Status = "retired"    // no scope any more
	Wrong      Status = "wrong"      // never was one
)

// Grade tells how well a source knows.
type Grade string

const (
	Documented Grade = "documented" // the API's documentation, or a correction that its maker published
	Specified  Grade = "specified"  // the API's specification
	Seen       Grade = "seen"       // drafts, and what others were seen to use
)

// grades are all of them, the best first.
var grades = []Grade{Documented, Specified, Seen}

// status is the status of a scope that is known with a grade.
func (g Grade) status() Status {
	if g == Documented {
		return Listed
	}
	return Unlisted
}

// A Renaming tells what a retired or never valid name is called today.
type Renaming struct {
	From, To string // both resources, or both scopes
	Source   string // how it is known; may be empty

	// Date is when the API's maker renamed it; it is empty for a name that
	// others write by mistake.
	Date string
}

// Official reports whether the API's maker renamed it, so that the two names
// mean one authority.
func (r Renaming) Official() bool { return r.Date != "" }

// A Catalog is an immutable list of scopes and what is known about them.
// Its methods are safe for concurrent use.
type Catalog struct {
	name, source, date string
	merged             bool   // of several catalogs
	free               bool   // names need no form
	incomplete         bool   // there may be more scopes
	prefix             string // that may stand in front of each name
	mark               string // that all names have
	anyCase            bool
	application        string // what a token of the application itself can have
	commas, blanks     bool   // what separates scopes in a request; neither if that is not known

	forms []form
	wild  bool // whether a form has a wildcard

	scopes    []Scope           // in the order of the file
	past      []Scope           // that are no more, likewise
	names     []Name            // of scopes
	index     map[string]int    // by name, into scopes
	folded    map[string]string // by folded name
	actions   map[string][]string
	stems     map[string]string   // from the stem of a resource to the resource
	words     map[string]bool     // every resource and every action, folded
	aliases   map[string][]string // patterns
	implies   map[string][]string
	legacy    map[string]string   // from a name of the OAuth login to the scope
	hints     map[string][]string // what a scope seems to grant by its name
	renamed   map[string]Renaming
	synonyms  map[string]string // from a folded word to the action it means
	distinct  map[[2]string]bool
	twins     map[string]string // from a look-alike to the preferred name
	lookalike []Pair
	evidence  Evidence

	specification origin // of the operations
	servers       []string
	schemes       []string
	paths         map[string]string  // from another prefix of paths to the one of the operations
	operations    func() *operations // read when first asked for
	vocabulary    func() *vocabulary // likewise
}

// Evidence tells what makes code this catalog's.
type Evidence struct {
	Imports   []string `toml:"imports"`   // import paths
	Words     []string `toml:"words"`     // lower case, in identifiers, strings and comments
	Resources []string `toml:"resources"` // distinctive ones
	Commands  []string `toml:"commands"`  // programs that ask the API with the caller's token, "doctl"
}

// Load reads a catalog from a TOML file. Mistakes in it are
// [*tomlfile.Error]s.
func Load(file string) (*Catalog, error) {
	data, err := regular.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return Parse(file, data)
}

// String names the catalog and its date, for messages.
func (c *Catalog) String() string {
	switch {
	case c.merged:
		return "the " + c.name + " catalogs"
	case c.date == "":
		return "the " + c.name + " catalog"
	}
	return fmt.Sprintf("the %s catalog of %s", c.name, c.date)
}

// Name is how messages call the catalog.
func (c *Catalog) Name() string { return c.name }

// Source is where the catalog's list comes from; it may be empty.
func (c *Catalog) Source() string { return c.source }

// Date is when its latest source is of, "2026-05-06" or "2026"; it may be empty.
func (c *Catalog) Date() string { return c.date }

// Evidence tells what makes code this catalog's.
func (c *Catalog) Evidence() Evidence { return c.evidence }

// Complete reports whether the catalog has every scope there is, so that a name
// that it lacks is none.
func (c *Catalog) Complete() bool { return !c.incomplete }

// Separates reports whether a request may have the text between its scopes; it
// is not known where the catalog does not say.
func (c *Catalog) Separates(text string) (ok, known bool) {
	return text == "," && c.commas || text == " " && c.blanks, c.commas || c.blanks
}

// Scopes lists every scope in the order of the source.
func (c *Catalog) Scopes() []Scope { return slices.Clone(c.scopes) }

// AsOf lists the scopes that were on record on a date, "2026-05-06", those
// among them that are no more. Scopes without a date are left out.
func (c *Catalog) AsOf(date string) []Scope {
	return slices.DeleteFunc(slices.Concat(c.scopes, c.past), func(s Scope) bool {
		return s.Since == "" || s.Since > date || s.Until != "" && s.Until <= date
	})
}

// Past finds a name that was a scope once, or was taken for one.
func (c *Catalog) Past(name string) (Scope, bool) {
	i := slices.IndexFunc(c.past, func(s Scope) bool { return s.Name == name })
	if i < 0 {
		return Scope{}, false
	}
	return c.past[i], true
}

// Lookup finds the scope that is spelt exactly like name. Where the catalog
// has wildcards, a name with wildcards is found when it matches a scope, and a
// scope with wildcards is found for every name that it matches.
func (c *Catalog) Lookup(name string) (Scope, bool) {
	if i, ok := c.index[name]; ok {
		return c.scopes[i], true
	}
	if bare, ok := c.bare(name); ok {
		return c.Lookup(bare)
	}
	if !c.wild {
		return Scope{}, false
	}
	for _, s := range c.scopes {
		if c.matches(s.Name, name) || c.matches(name, s.Name) {
			n, _ := c.Split(name)
			return Scope{Name: name, Resource: n.Resource, Action: n.Action, Description: s.Description, Status: s.Status, Catalogs: s.Catalogs}, true
		}
	}
	return Scope{}, false
}

// bare is the catalog's spelling of a name that it takes with a prefix or in
// any case.
func (c *Catalog) bare(name string) (string, bool) {
	if bare, ok := strings.CutPrefix(name, c.prefix); ok && c.prefix != "" {
		return bare, true
	}
	if !c.anyCase {
		return "", false
	}
	right := c.folded[stem.Fold(name)]
	return right, strings.EqualFold(right, name) && right != name
}

// Prefix is what may stand in front of each name; mostly nothing.
func (c *Catalog) Prefix() string { return c.prefix }

// Foreign reports whether a name is of a form that no scope of the catalog has:
// the scope of another API that is asked for at the same place.
func (c *Catalog) Foreign(name string) bool {
	bare := strings.TrimPrefix(name, c.prefix)
	return !strings.Contains(bare, c.mark) || c.prefix != "" && strings.Contains(bare, "/")
}

// Application returns the only scope that a token of the application itself can
// have, without a user: "" if there is none. It is not known for most catalogs.
func (c *Catalog) Application() (scope string, known bool) {
	if c.application == "none" {
		return "", true
	}
	return c.application, c.application != ""
}

// Legacy returns the scope of the catalog that a name of its OAuth login stands
// for, one that no token form has.
func (c *Catalog) Legacy(name string) (string, bool) {
	scope, ok := c.legacy[name]
	return scope, ok
}

// Actions lists the actions of a resource in the order of the source; it is
// empty for an unknown resource.
func (c *Catalog) Actions(resource string) []string {
	return slices.Clone(c.actions[resource])
}

// Resource returns the catalog's name of a resource that may be written in
// another number, case, or with hyphens.
func (c *Catalog) Resource(name string) (string, bool) {
	if len(c.actions[name]) > 0 {
		return name, true
	}
	resource, ok := c.stems[stem.Of(name)]
	return resource, ok
}

// Renamed tells what name, a scope, or its resource is called today. The
// result's From and To are whole scopes.
func (c *Catalog) Renamed(name string) (Renaming, bool) {
	if r, ok := c.renamed[name]; ok && c.has(r.To) {
		return r, true
	}
	for _, n := range c.splits(name, loose) {
		r, ok := c.renamed[n.Resource]
		if !ok {
			continue
		}
		if to := n.withResource(r.To); c.has(to) {
			r.From, r.To = name, to
			return r, true
		}
	}
	return Renaming{}, false
}

// Formerly lists the names, retired or wrong, of a scope and of its resource.
func (c *Catalog) Formerly(scope Scope) []Renaming {
	var list []Renaming
	for _, from := range slices.Sorted(maps.Keys(c.renamed)) {
		if r := c.renamed[from]; r.To == scope.Name || r.To == scope.Resource {
			list = append(list, r)
		}
	}
	return list
}

// RenamedResource tells what a resource is called today.
func (c *Catalog) RenamedResource(resource string) (string, bool) {
	r, ok := c.renamed[resource]
	return r.To, ok && len(c.actions[r.To]) > 0
}

func (c *Catalog) has(name string) bool {
	_, ok := c.index[name]
	return ok
}
