package analyzer

import (
	"fmt"
	"go/ast"
	"go/types"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer/draft"
	"github.com/scopelint/scopelint/catalog"
)

// A namingReader finds the constants of a package that may be scopes, for a
// first catalog.
type namingReader struct {
	pass      *analysis.Pass
	constants *constants
	marks     map[ast.Expr]*requested
}

func newNamingReader(pass *analysis.Pass, all *constants) *namingReader {
	p := &providerReader{providerSigns: signs(), pass: pass, nodes: make(map[ast.Node]sign), anyHost: true}
	p.flow = newFlow(pass)
	p.findRequests(all)
	return &namingReader{pass: pass, constants: all, marks: p.marks}
}

func (r *namingReader) read() []draft.Naming {
	var list []draft.Naming
	for _, c := range r.constants.all {
		if strings.HasSuffix(r.pass.Fset.Position(c.file.Package).Filename, "_test.go") || c.other != nil {
			continue // the constant's own package declares it
		}
		texts, ok := textsIn(c.value)
		if !ok {
			continue
		}
		n := r.naming(c)
		for _, text := range texts {
			n.Text = text
			if mayBeScope(n) {
				list = append(list, n)
			}
		}
	}
	return list
}

// textsIn lists what may be scopes in a text that is nothing else.
func textsIn(value string) ([]string, bool) {
	texts := strings.FieldsFunc(value, isSeparator)
	if len(texts) > 1 && slices.ContainsFunc(texts, func(s string) bool { return isOneWord(s) && !catalog.IsOpenID(s) }) {
		return nil, false // words of a sentence
	}
	for _, text := range texts {
		if !isOneWord(text) && !isURL(text) && len(formOf(text)) == 0 {
			return nil, false
		}
	}
	return texts, len(texts) > 0 && len(value) < 1000
}

func formOf(text string) []string {
	grammar, _ := catalog.InferGrammar([]string{text})
	return grammar
}

func isURL(text string) bool {
	return strings.HasPrefix(text, "https://") && siteOf(text) != "" && !strings.ContainsAny(text, "?#%{}")
}

func isOneWord(text string) bool {
	return text != "" && text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z' && !strings.ContainsFunc(text, func(r rune) bool {
		return r > 0x7f || r != '_' && r != '-' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	})
}

// mayBeScope reports whether a naming is worth a look: one word only if the code
// calls it a scope, and a name with dots, slashes or hyphens only if it is a
// constant among others, or goes to what may be a guard.
func mayBeScope(n draft.Naming) bool {
	switch {
	case n.Called == draft.AScope || n.Asked != "":
		return true
	case isOneWord(n.Text) && !strings.Contains(n.Text, "-"):
		return n.Valid
	case strings.Contains(n.Text, "://"):
		return false
	case n.Called == draft.APermission || strings.Contains(n.Text, ":"):
		return true
	}
	return len(n.Groups) > 0 && n.Const != "" || n.Guard != ""
}

// naming is what the code says about a constant, wherever it stands and is used.
func (r *namingReader) naming(c *stringConst) draft.Naming {
	n := draft.Naming{At: r.pass.Fset.Position(c.expr.Pos())}
	if c.obj != nil {
		n.Const = c.obj.Name()
	}
	for i, cur := range c.uses {
		p := climb(r.pass.TypesInfo, cur)
		if c.obj != nil {
			p.names = append(p.names, c.obj.Name())
			if c.obj.Parent() == r.pass.Pkg.Scope() {
				p.names = append(p.names, r.pass.Pkg.Name())
			}
		}
		r.ask(&n, c, cur.Node().(ast.Expr), p)
		if p.label || p.pieced && i == 0 {
			continue
		}
		switch scope := p.named(scopeWords); {
		case scope:
			n.Called = draft.AScope
		case p.named(permissionWords):
			n.Called = max(n.Called, draft.APermission)
		}
		n.Valid = n.Valid || p.named(inventoryWords) && (p.named(scopeWords) || p.named(permissionWords))
		if lit, ok := p.list.(*ast.CompositeLit); ok && p.size > 1 {
			n.Groups = append(n.Groups, r.group(lit, ""))
		}
		if i == 0 && c.obj != nil {
			if decl, ok := cur.Parent().Parent().Node().(*ast.GenDecl); ok && decl.Lparen.IsValid() {
				n.Groups = append(n.Groups, r.group(decl, c.obj.Type().String()))
			}
		}
		if n.Not == "" {
			n.Not = r.notScope(c, p)
		}
		if n.Guard == "" {
			n.Guard = r.guard(p)
		}
	}
	return n
}

// guard is the function that a value goes to as a scope or a permission, if it
// takes or returns a handler: requireScope(scope string, next http.Handler).
func (r *namingReader) guard(p *place) string {
	if p.call == nil || !hasWord(p.param, scopeWords) && !hasWord(p.param, permissionWords) && !hasWord(p.param, guardWords) {
		return ""
	}
	fn, ok := callee(r.pass.TypesInfo, p.call).(*types.Func)
	if !ok || fn.Pkg() == nil || !mentionsHandler(fn.Signature()) || hasWord(fn.Name(), roleWords) {
		return ""
	}
	return fn.FullName()
}

// mentionsHandler reports whether a function has to do with handlers: one is
// among its parameters or its results, or a function is.
func mentionsHandler(sig *types.Signature) bool {
	for _, of := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range of.Variables() {
			if handles(v.Type()) && !types.IsInterface(v.Type()) || isHandler(v.Type()) {
				return true
			}
		}
	}
	return false
}

func isHandler(t types.Type) bool {
	obj := typeObject(t)
	return obj != nil && hasWord(obj.Name(), []string{"handler", "middleware"})
}

func (r *namingReader) group(n ast.Node, typ string) string {
	return fmt.Sprint(r.pass.Fset.Position(n.Pos()), " ", typ)
}

// ask notes whose scope a constant is, if an endpoint or a name beside it tells.
func (r *namingReader) ask(n *draft.Naming, c *stringConst, use ast.Expr, p *place) {
	if n.Asked != "" {
		return
	}
	if of := r.marks[use]; of != nil {
		n.Asked = of.sign.catalog
		return
	}
	names := append(slices.Clone(p.names), path.Base(r.pass.Pkg.Path()))
	for _, name := range catalog.ReadyNames() {
		if name == "oidc" || !slices.ContainsFunc(names, func(of string) bool { return hasWord(of, []string{name}) }) || !p.named(scopeWords) {
			continue
		}
		ready, _ := catalog.Ready(name)
		_, known := ready.Lookup(c.value)
		_, meant := ready.Mistyped(c.value)
		if known || meant {
			n.Asked = name
		}
	}
}

// notScope tells why a text is no scope of an API, though something about it is
// called so; "" if nothing speaks against it.
func (r *namingReader) notScope(c *stringConst, p *place) draft.Reason {
	first, _, slash := strings.Cut(c.value, "/")
	switch {
	case strings.HasPrefix(c.value, "urn:"):
		return draft.URN
	case slash && strings.Contains(first, ".") && !strings.Contains(first, ":"):
		return draft.Path
	case p.call != nil && r.observes(p.call), slices.ContainsFunc(p.names, namesObserver):
		return draft.Observer
	case p.named(handledWords) && !p.named(scopeWords), slices.Contains(scopeWords, lastWord(c.value)):
		return draft.Handled
	}
	return ""
}

// lastWord is the last word of a text: of "bearerAuth.Scopes", the key of a
// context, say, it is "scopes".
func lastWord(text string) string {
	list := words(text)
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// handledWords are in the names of constants that name something that is
// started, sent or stored, though a permission may be in their names, too.
var handledWords = []string{"worker", "workers", "job", "jobs", "task", "tasks", "queue", "topic", "event", "events", "subject",
	"cron", "cache", "key", "keys", "prefix", "bucket", "lock", "metric", "channel", "command", "header", "type", "types"}

// observerWords are in the names of what logs, traces and measures.
var observerWords = []string{"log", "logs", "logger", "loggers", "logging", "zap", "slog", "logr", "klog", "tracer", "trace", "tracing",
	"span", "meter", "metrics", "tally", "otel", "telemetry", "instrumentation", "stats", "statsd", "sentry"}

// observes reports whether a call is one of a logger, a tracer or a meter.
func (r *namingReader) observes(call *ast.CallExpr) bool {
	obj := callee(r.pass.TypesInfo, call)
	if fn, ok := obj.(*types.Func); ok {
		if pkg := fn.Pkg(); pkg != nil && hasWord(path.Base(pkg.Path()), observerWords) {
			return true
		}
		if recv := fn.Signature().Recv(); recv != nil {
			if named := typeObject(recv.Type()); named != nil && hasWord(named.Name(), observerWords) {
				return true
			}
		}
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	for ok {
		if id, isName := sel.X.(*ast.Ident); isName {
			return hasWord(id.Name, observerWords)
		}
		if hasWord(sel.Sel.Name, []string{"logger", "tracer", "meter"}) {
			return true
		}
		sel, ok = sel.X.(*ast.SelectorExpr)
	}
	return false
}

// namesObserver reports whether a name is one of a logger's scope: logScope.
func namesObserver(name string) bool {
	list := words(name)
	for i, w := range list[:max(0, len(list)-1)] {
		if slices.Contains(observerWords, w) && slices.Contains(scopeWords, list[i+1]) {
			return true
		}
	}
	return false
}
