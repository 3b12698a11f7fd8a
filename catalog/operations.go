package catalog

import (
	"maps"
	"slices"
	"strings"
)

// An Operation is a method and a path of the API, with the scopes it asks for.
type Operation struct {
	Method string // "GET"
	Path   string // as the source writes it, "/v2/droplets/{droplet_id}"
	Server string // "https://inference.example"; empty for the API's own servers
	ID     string // the source's name for it, "droplets_get"; may be empty

	// Scopes are the alternatives: a token needs every scope of one of them.
	// Aliases beside granular scopes are left out. It is empty where the
	// operation asks for no scope.
	Scopes [][]string

	Conditions []Condition

	Source  string // how it is known; may be empty, as Since
	Since   string // from which date on it asks for these scopes
	Grade   Grade
	Before  []Demand // what it asked for earlier, the latest first
	Answers []Answer
}

// A Demand is what an operation asked for until a date.
type Demand struct {
	Scopes       [][]string
	Source       string
	Since, Until string
}

// An Answer is what answers of the API proved of an operation.
type Answer struct {
	Scope   string // that the answer named; may be empty
	Reports int    // how many are known
	Date    string // of the newest one; may be empty
	What    string // "refused for tags"
}

// Draft reports whether only a draft says what the operation asks for.
func (o Operation) Draft() bool { return o.Grade == Seen }

// String is the operation's method and path.
func (o Operation) String() string { return o.Method + " " + o.Server + o.Path }

// Without is the operation without the alternatives that name an unfit scope.
// It is not ok if none is left.
func (o Operation) Without(unfit func(scope string) bool) (Operation, bool) {
	fit := slices.DeleteFunc(slices.Clone(o.Scopes), func(all []string) bool { return slices.ContainsFunc(all, unfit) })
	ok := len(fit) > 0 || len(o.Scopes) == 0
	o.Scopes = fit
	return o, ok
}

// A Condition tells what makes an operation ask for more scopes than it names.
type Condition struct {
	Kind   ConditionKind
	Where  string   // Body: "node_pools[].tags"; Query: "tag_name", "read_write=true"; Action: "type=resize"
	Scopes []string // "<resource>:read" where the request names the resource

	// Doubtful means that the source asks for the scopes, but the API is
	// not known to.
	Doubtful bool
}

// ConditionKind tells what a condition depends on.
type ConditionKind string

const (
	Body    ConditionKind = "body"   // the request body has the field Where
	Query   ConditionKind = "query"  // the URL has the query key Where, with its value if it gives one
	Action  ConditionKind = "action" // a field of the body has the value that Where gives
	Always  ConditionKind = "always" // nothing: the operation asks for them without saying so
	View    ConditionKind = "view"   // the call works without, but the answer lacks something
	Drafted ConditionKind = "draft"  // nothing, but a draft of the specification alone says so
)

// Prerequisite tells what a token form asks for beside a scope. The API itself
// need not ask for any of it.
type Prerequisite struct {
	Scope    string
	Required []string // ticked with the scope
	Offered  []string // offered with the scope
	Date     string   // of the page that says so
}

// operations is what a catalog knows about its API.
type operations struct {
	list          []Operation
	index         map[string]int    // by OperationKey, into list
	paths         map[string]string // as in Catalog
	prerequisites map[string]Prerequisite
}

// Operations lists the API's operations in the order of the source; it is
// empty for a catalog that has none.
func (c *Catalog) Operations() []Operation { return slices.Clone(c.operations().list) }

// Operation finds the operation of an HTTP method and a path. The path's
// parameters are written as {name}, with any name or none; a literal never
// stands for a parameter. A path may begin with another prefix by which the API
// is known, see [Catalog.PathAliases].
func (c *Catalog) Operation(method, path string) (Operation, bool) {
	ops := c.operations()
	i, ok := ops.index[operationKey(method, path)]
	if !ok {
		i, ok = ops.index[operationKey(method, ops.canonical(path))]
	}
	if !ok {
		return Operation{}, false
	}
	return ops.list[i], true
}

// PathAliases are prefixes of paths that mean another one, by which the
// operations are listed.
func (c *Catalog) PathAliases() map[string]string { return maps.Clone(c.paths) }

// canonical is a path with the prefix by which its operation is listed.
func (o *operations) canonical(path string) string {
	for alias, prefix := range o.paths {
		if rest, ok := strings.CutPrefix(path, alias); ok && (rest == "" || rest[0] == '/') {
			return prefix + rest
		}
	}
	return path
}

// Prerequisite tells what the token form asks for beside a scope, if known.
func (c *Catalog) Prerequisite(scope string) (Prerequisite, bool) {
	p, ok := c.operations().prerequisites[scope]
	return p, ok
}

// Servers lists the URLs that the API's paths belong to, without a slash at
// the end; it is empty where the catalog does not say.
func (c *Catalog) Servers() []string { return slices.Clone(c.servers) }

// Schemes lists the schemes of the Authorization header under which the servers
// take tokens, "Bearer" say; it is empty where the catalog does not say.
func (c *Catalog) Schemes() []string { return slices.Clone(c.schemes) }

// operationKey is what two spellings of one operation have in common.
func operationKey(method, path string) string {
	return strings.ToUpper(method) + " " + NormalPath(path)
}

// NormalPath writes every parameter of a path as {}: "/v2/tags/{name}" becomes
// "/v2/tags/{}". A slash at the end goes.
func NormalPath(path string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(path, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(path[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(path[:open] + "{}")
		path = path[open+end+1:]
	}
	b.WriteString(path)
	if s := b.String(); len(s) > 1 {
		return strings.TrimSuffix(s, "/")
	}
	return b.String()
}

// withoutAliases drops the aliases of a requirement that names granular scopes
// too, and the alternatives that are nothing but aliases where another is not.
// Taken literally, such a list would ask for full access.
func (c *Catalog) withoutAliases(alternatives [][]string) [][]string {
	return dropAliases(alternatives, c.IsAlias)
}

func dropAliases(alternatives [][]string, isAlias func(scope string) bool) [][]string {
	var granular, broad [][]string
	for _, all := range alternatives {
		if rest := slices.DeleteFunc(slices.Clone(all), isAlias); len(rest) > 0 {
			granular = append(granular, rest)
		} else {
			broad = append(broad, all)
		}
	}
	if len(granular) > 0 {
		return granular
	}
	return broad
}

// mergeOperations puts the operations of several catalogs together. The later
// catalog has the last word on an operation that both have.
func mergeOperations(catalogs []*Catalog) *operations {
	m := &operations{index: make(map[string]int), prerequisites: make(map[string]Prerequisite), paths: make(map[string]string)}
	for _, c := range catalogs {
		ops := c.operations()
		maps.Copy(m.paths, ops.paths)
		for _, op := range ops.list {
			m.add(op)
		}
		for scope, p := range ops.prerequisites {
			m.prerequisites[scope] = p
		}
	}
	return m
}

func (o *operations) add(op Operation) {
	key := operationKey(op.Method, op.Path)
	if i, ok := o.index[key]; ok {
		o.list[i] = op
		return
	}
	o.index[key] = len(o.list)
	o.list = append(o.list, op)
}

// change puts a newer statement in the place of what is known of an operation,
// which is remembered if it held before. What only a draft says makes no
// operation ask for anything.
func (o *operations) change(op Operation) {
	if op.Draft() {
		op.Conditions = []Condition{{Kind: Drafted, Scopes: slices.Concat(op.Scopes...), Doubtful: true}}
		op.Scopes = nil
	}
	i, ok := o.index[operationKey(op.Method, op.Path)]
	if !ok {
		o.add(op)
		return
	}
	old := o.list[i]
	op.Server, op.Path, op.ID, op.Conditions, op.Before = old.Server, old.Path, old.ID, old.Conditions, old.Before
	if old.Since < op.Since {
		op.Before = append([]Demand{{Scopes: old.Scopes, Source: old.Source, Since: old.Since, Until: op.Since}}, op.Before...)
	}
	o.list[i] = op
}
