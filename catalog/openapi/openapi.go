package openapi

import (
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/scopelint/scopelint/catalog"
)

// A Spec is what a specification says about scopes.
type Spec struct {
	File    string
	Title   string   // of the API; may be empty
	Version string   // of the specification; may be empty
	Servers []string // what the operations' paths belong to, without a path: "https://api.example.com"

	Scopes []Scope // the declared ones in the order of the file, then the others by name

	// Operations have paths from the server's root on, and are in the order of
	// the specification. Their Scopes are as they are written there, each
	// alternative without repetitions.
	Operations []catalog.Operation

	// Notes are parts of the specification that a catalog cannot hold.
	Notes []*Error

	at map[string]node // the operations, by their texts
}

// A Scope is one that a specification declares or asks for.
type Scope struct {
	Name        string
	Description string
	Declared    bool // a security scheme lists it

	at node
}

// Declares reports whether the specification lists its scopes, beside asking
// for them.
func (s *Spec) Declares() bool {
	return slices.ContainsFunc(s.Scopes, func(s Scope) bool { return s.Declared })
}

// Read reads the specification whose first file is file. Mistakes in it are
// [*Error]s.
func Read(file string) (*Spec, error) {
	fs := &files{roots: make(map[string]node)}
	file = filepath.Clean(file)
	root, err := fs.load(file)
	if err != nil {
		return nil, err
	}
	r := reader{fs: fs, root: root, spec: &Spec{File: file, at: make(map[string]node)}, seen: make(map[string]int)}
	for _, step := range []func() error{r.head, r.schemes, r.paths, r.security} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return r.spec, nil
}

// A reader turns documents into a specification, step by step.
type reader struct {
	fs   *files
	root node
	spec *Spec

	base   place           // what paths belong to
	known  map[string]bool // the scopes of spec
	scoped map[string]bool // the security schemes, and whether their tokens have scopes
	asked  []asked
	seen   map[string]int // method and normal path, into asked
}

// An asked is an operation with the requirements it is read from.
type asked struct {
	op       catalog.Operation
	at       node
	security []requirement
}

func (r *reader) head() error {
	if !r.root.is(yaml.MappingNode) {
		return r.root.errorf("this is no OpenAPI specification: it is no mapping with the key \"openapi\"")
	}
	version, err := r.fs.get(r.root, "openapi")
	if err != nil {
		return err
	}
	if swagger, _ := r.fs.get(r.root, "swagger"); swagger.exists() {
		return swagger.errorf("this is Swagger %s: convert it to OpenAPI 3 first, with \"npx swagger2openapi %s\" say", swagger.text(), filepath.Base(r.spec.File))
	}
	if !version.exists() {
		return r.root.errorf("this is no OpenAPI specification: the key \"openapi\" is missing; name the file that has it")
	}
	if !strings.HasPrefix(version.text(), "3.") {
		return version.errorf("OpenAPI %q is not read, only 3.0 to 3.2", version.text())
	}
	info, err := r.fs.get(r.root, "info")
	if err != nil {
		return err
	}
	title, err := r.fs.get(info, "title")
	if err != nil {
		return err
	}
	edition, err := r.fs.get(info, "version")
	if err != nil {
		return err
	}
	r.spec.Title = oneLine(title.text())
	r.spec.Version = oneLine(edition.text())
	return r.servers()
}

// methods are the fields of a path item that are operations.
var methods = []string{"get", "head", "options", "post", "put", "patch", "delete", "trace", "query"}

// otherFields are the fields of a path item that are none, beside extensions.
var otherFields = []string{"$ref", "summary", "description", "servers", "parameters", "additionalOperations"}

func (r *reader) paths() error {
	paths, err := r.fs.get(r.root, "paths")
	if err != nil {
		return err
	}
	if !paths.exists() {
		return r.root.errorf("the specification has no \"paths\": nothing in it asks for a scope")
	}
	if err := paths.mapping("the paths"); err != nil {
		return err
	}
	for path, item := range paths.fields() {
		if strings.HasPrefix(path, "x-") {
			continue
		}
		if item, err = r.fs.resolve(item); err != nil {
			return err
		}
		if err := r.pathItem(path, item); err != nil {
			return err
		}
	}
	return nil
}

// pathItem reads the operations of a path.
func (r *reader) pathItem(path string, item node) error {
	if err := item.mapping("the operations of " + path); err != nil {
		return err
	}
	base, err := r.serversOf(item, r.base)
	if err != nil {
		return err
	}
	for method, op := range item.fields() {
		if !slices.Contains(methods, method) {
			if !slices.Contains(otherFields, method) && !strings.HasPrefix(method, "x-") {
				r.note(op, "%s %q is left out: the operations of a path are %s", path, method, strings.Join(methods, ", "))
			}
			continue
		}
		if err := r.operation(strings.ToUpper(method), path, op, base); err != nil {
			return err
		}
	}
	more, err := r.fs.get(item, "additionalOperations") // of 3.2
	if err != nil {
		return err
	}
	if err := more.mapping("operations of " + path); err != nil {
		return err
	}
	for method, op := range more.fields() {
		if err := r.operation(strings.ToUpper(method), path, op, base); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) operation(method, path string, at node, base place) error {
	n, err := r.fs.resolve(at)
	if err != nil {
		return err
	}
	if err := n.mapping("the operation " + method + " " + path); err != nil {
		return err
	}
	if base, err = r.serversOf(n, base); err != nil {
		return err
	}
	op := catalog.Operation{Method: method, Path: base.path + path}
	if !r.base.serves(base) {
		op.Server = base.server
	}
	if !strings.HasPrefix(op.Path, "/") || strings.ContainsFunc(op.Path, func(c rune) bool { return c <= ' ' || c == '?' || c == '#' || c == 0x7f }) {
		r.note(at, "%s %q is left out: it is no path of a URL", method, op.Path)
		return nil
	}
	id, err := r.fs.get(n, "operationId")
	if err != nil {
		return err
	}
	op.ID = id.text()
	security, err := r.securityOf(n)
	if err != nil {
		return err
	}
	key := op.Method + " " + catalog.NormalPath(op.Path)
	if first, ok := r.seen[key]; ok {
		r.note(at, "%s is left out: %s is the same", op, r.asked[first].op)
		return nil
	}
	r.seen[key] = len(r.asked)
	r.asked = append(r.asked, asked{op, at, security})
	return nil
}

func (r *reader) note(at node, format string, args ...any) {
	r.spec.Notes = append(r.spec.Notes, at.errorf(format, args...))
}
