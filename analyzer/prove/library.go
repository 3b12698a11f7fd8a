package prove

import (
	_ "embed"
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// A library says what functions do whose code is not read. Most of it is data:
// library.toml, whose head explains it. What takes computing is in models.go.
type library struct {
	rows     map[string]libraryRow  // by the function's full name
	contexts map[string]bool        // types that carry a request: "path.Name"
	runOn    map[string]bool        // of these, those that run the next one unless they are aborted
	quiet    func(*types.Func) bool // functions that ask for no scope
	valid    map[string]bool        // fields that are true of any valid token, in lower case
	reads    map[string]bool        // packages whose functions write to no argument
	secret   []string               // parts of the names of headers that carry a credential
	gateway  []string               // of those that carry what a gateway has found out about who asks
	silent   []string               // packages that log, measure or trace
}

type libraryRow struct {
	verb  string
	roles []string
	abort bool
	mark  string // the word behind the roles
}

//go:embed library.toml
var libraryTOML []byte

type libraryDoc struct {
	Valid      []string `toml:"valid"`
	Credential []string `toml:"credential"`
	Gateway    []string `toml:"gateway"`
	Reads      []string `toml:"reads"`
	Quiet      []string `toml:"quiet"`
	Library    []struct {
		Package  string              `toml:"package"`
		Version  string              `toml:"version"`
		Source   string              `toml:"source"`
		Contexts []string            `toml:"contexts"`
		RunsOn   bool                `toml:"runs_on"`
		Calls    map[string][]string `toml:"calls"`
	} `toml:"library"`
}

var builtin = sync.OnceValue(func() *library {
	var doc libraryDoc
	if _, err := tomlfile.Decode("library.toml", libraryTOML, &doc); err != nil {
		panic(err) // a test decodes it
	}
	l := &library{
		rows: make(map[string]libraryRow), contexts: make(map[string]bool), runOn: make(map[string]bool),
		valid: make(map[string]bool), reads: make(map[string]bool), secret: doc.Credential, gateway: doc.Gateway, silent: doc.Quiet,
	}
	for _, pkg := range doc.Reads {
		l.reads[pkg] = true
	}
	for _, f := range doc.Valid {
		l.valid[f] = true
	}
	for _, lib := range doc.Library {
		for _, c := range lib.Contexts {
			l.contexts[lib.Package+"."+c] = true
			l.runOn[lib.Package+"."+c] = lib.RunsOn
		}
		for typ, rows := range lib.Calls {
			for _, text := range rows {
				name, row, err := parseLibraryRow(text)
				if err != nil {
					panic(fmt.Sprintf("library.toml: %q: %v", text, err))
				}
				for name := range strings.FieldsSeq(name) {
					l.rows[fullName(lib.Package, typ, name)] = row
				}
			}
		}
	}
	return l
})

func newLibrary(quiet func(*types.Func) bool) *library {
	l := *builtin()
	l.quiet = quiet
	return &l
}

// fullName is a function's name as [types.Func.FullName] writes it.
func fullName(pkg, typ, name string) string {
	switch {
	case typ == "":
		return pkg + "." + name
	case typ[0] == '*':
		return "(*" + pkg + "." + typ[1:] + ")." + name
	}
	return "(" + pkg + "." + typ + ")." + name
}

// parseLibraryRow reads "verb Name(role, role) abort".
func parseLibraryRow(text string) (name string, row libraryRow, err error) {
	verb, rest, _ := strings.Cut(text, " ")
	name, rest, ok := strings.Cut(strings.TrimSpace(rest), "(")
	list, mark, ok2 := strings.Cut(rest, ")")
	if !ok || !ok2 || !slices.Contains(libraryVerbs, verb) {
		return "", row, fmt.Errorf("write it as VERB Name(role, role)")
	}
	row = libraryRow{verb: verb, mark: strings.TrimSpace(mark)}
	row.abort = row.mark == "abort"
	for role := range strings.SplitSeq(list, ",") {
		if role = strings.TrimSpace(role); role != "" {
			row.roles = append(row.roles, role)
		}
	}
	return name, row, nil
}

var libraryVerbs = []string{
	"next", "abort", "answer", "status", "body", "get", "set", "keeps", "request", "writer", "context", "header", "token",
	"input", "raw", "response", "aborted", "renews", "within", "reports", "refuses", "renders", "same", "fails", "passes", "wraps", "login", "decides", "self", "method", "headers", "operation", "pattern", "name", "procedure", "route", "exits", "adds", "checks", "composes", "endpoint", "option", "validates",
}

func (l *library) scenes(t types.Type) bool {
	n := namedOf(t)
	return n != nil && n.Obj().Pkg() != nil && l.contexts[n.Obj().Pkg().Path()+"."+n.Obj().Name()]
}

// runOnTo reports whether a type carries a request from one handler to the next.
func (l *library) runOnTo(t types.Type) bool { return l.scenes(t) && l.runsOn(namedOf(t)) }

func (l *library) runsOn(t *types.Named) bool {
	return l.runOn[t.Obj().Pkg().Path()+"."+t.Obj().Name()]
}

// harmless reports whether a function is known to ask for no scope.
func (l *library) harmless(obj *types.Func) bool {
	if obj.Pkg() == nil || l.quiet != nil && l.quiet(obj) {
		return true
	}
	path := obj.Pkg().Path()
	return slices.ContainsFunc(l.silent, func(p string) bool { return path == p || strings.HasPrefix(path, p+"/") })
}

// answers reports whether a handler is known to answer any request.
func (l *library) answers(obj *types.Func) bool { return l.harmless(obj) }

// header tells what a header of the request is, by its name.
func (l *library) header(name string) origin {
	name = strings.ToLower(name)
	has := func(part string) bool { return strings.Contains(name, part) }
	switch {
	case slices.ContainsFunc(l.gateway, has):
		return claims
	case slices.ContainsFunc(l.secret, has):
		return secret
	}
	return input
}

// A modeled call is one of a function that the library knows.
type modeled struct {
	*call
	obj  *types.Func
	args []value // the receiver first
	to   ssaValue
	row  libraryRow
}

// arg returns the argument with a role, or nil.
func (m *modeled) arg(role string) value {
	at := slices.Index(m.row.roles, role)
	if at < 0 {
		return nil
	}
	if m.obj.Signature().Recv() != nil {
		at++
	}
	if at >= len(m.args) {
		return nil
	}
	return m.args[at]
}

type how int

const (
	passed   how = iota // the library does not know it after all
	answered            // the result is there
	later               // the result will be set, or the state has ended
)

var typeParams = regexp.MustCompile(`\[[^\]]*\]`)

// nameOf is the name by which the library knows a function.
func nameOf(obj *types.Func) string {
	return typeParams.ReplaceAllString(obj.Origin().FullName(), "")
}

func (l *library) row(obj *types.Func) (libraryRow, bool) {
	row, ok := l.rows[nameOf(obj)]
	return row, ok
}

// modeled executes a call that the library knows.
func (r *run) modeled(st *state, obj *types.Func, args []value, c *call, to ssaValue) bool {
	obj = obj.Origin()
	name := nameOf(obj)
	m := &modeled{call: c, obj: obj, args: args, to: to}
	var v value
	did := passed
	if f := models[name]; f != nil {
		v, did = f(r, st, m)
	} else if row, ok := r.lib.rows[name]; ok {
		m.row = row
		v, did = verbs[row.verb](r, st, m)
	}
	if did == answered && !st.done() {
		r.set(st, to, v)
	}
	return did != passed
}
