package analyzer

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/scopelint/scopelint/catalog"
)

// A requested is whose scopes a value is, and how they are asked for.
type requested struct {
	sign
	catalog *catalog.Catalog // nil if the provider has no ready-made one
	typ     string           // the type of the struct that holds them, by import path and name; "" without one
	joiner  string           // what stands between the elements of a list when they are sent; "" if that is not known
	apart   bool             // a text is taken apart before
	likely  bool             // only the texts beside it say so
	request *request
}

// A request is the list of scopes that one place of the code asks for.
type request struct {
	texts []string // the constants in it
	open  bool     // there may be others
}

// A tracer finds the constants that the scopes of requests are made of, through
// variables, fields, parameters and results of the package.
type tracer struct {
	*providerReader
	marks  map[ast.Expr]*requested // by the constant expression, or the use of a constant
	seen   map[traced]bool
	params []sink // parameters that are asked for
	fields map[types.Object]*fieldSink
}

type traced struct {
	expr    ast.Expr
	catalog string
	joiner  string
}

type sink struct {
	param
	asked *requested
}

// A fieldSink is a field of the package's own that is asked for.
type fieldSink struct {
	asked    *requested
	reads    map[*ast.SelectorExpr]bool // where it is
	conflict bool                       // of several providers
}

// maxTrace is how many variables, calls and operators deep scopes are looked for.
const maxTrace = 20

// An environment has the arguments of the calls that led to a function.
type environment map[types.Object]ast.Expr

// trace marks the constants that a list of scopes is made of.
func (t *tracer) trace(e ast.Expr, as *requested, env environment, depth int) {
	key := traced{e, as.sign.catalog, as.joiner}
	if depth > maxTrace || t.seen[key] && len(env) == 0 {
		return
	}
	t.seen[key] = true
	depth++
	info := t.pass.TypesInfo
	if call, ok := e.(*ast.CallExpr); ok && info.Types[call.Fun].IsType() && len(call.Args) == 1 { // Scope("…")
		t.trace(call.Args[0], as, env, depth)
		return
	}
	if text, ok := stringValue(info, e); ok {
		t.mark(e, text, as)
		return
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		t.traceObject(info.Uses[e], as, env, depth)
	case *ast.SelectorExpr:
		if field := info.Uses[e.Sel]; t.isOwnField(field) {
			t.noteField(field, e, as)
			return
		}
		t.traceObject(info.Uses[e.Sel], as, env, depth)
	case *ast.CompositeLit:
		if _, isStruct := structOf(info.TypeOf(e)); isStruct {
			as.request.open = true
			return
		}
		for _, elem := range e.Elts {
			if kv, ok := elem.(*ast.KeyValueExpr); ok {
				elem = kv.Value
			}
			t.trace(elem, as, env, depth)
		}
	case *ast.UnaryExpr:
		t.trace(e.X, as, env, depth)
	case *ast.StarExpr:
		t.trace(e.X, as, env, depth)
	case *ast.SliceExpr:
		t.trace(e.X, as, env, depth)
	case *ast.IndexExpr: // scopes["github"]
		elem := t.elementAt(e)
		as.request.open = as.request.open || elem == e.X
		if elem != e.X {
			t.trace(elem, as, env, depth)
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			t.trace(e.X, as, env, depth)
			t.trace(e.Y, as, env, depth)
		}
	case *ast.CallExpr:
		t.traceCall(e, as, env, depth)
	default:
		as.request.open = true
	}
}

// mark notes whose scope a constant is. One that two providers are asked for is
// nobody's, as is one of a provider without a catalog.
func (t *tracer) mark(e ast.Expr, text string, as *requested) {
	as.request.texts = append(as.request.texts, text)
	if as.sign.catalog == "" {
		t.marks[e] = nil
		return
	}
	if before, ok := t.marks[e]; ok && (before == nil || before.sign.catalog != as.sign.catalog) {
		t.marks[e] = nil
		return
	}
	t.marks[e] = as
}

func (t *tracer) traceObject(obj types.Object, as *requested, env environment, depth int) {
	if arg, ok := env[obj]; ok {
		t.trace(arg, as, nil, depth)
		return
	}
	if p, ok := t.flow.params[obj]; ok {
		as.request.open = true
		t.params = append(t.params, sink{p, as})
	}
	if over, ok := t.ranged[obj]; ok {
		t.trace(over, as, env, depth)
		return
	}
	values := t.values[obj]
	as.request.open = as.request.open || len(values)+len(t.appended[obj]) == 0
	for _, e := range t.appended[obj] {
		t.trace(e, as, env, depth)
	}
	lists := 0
	for _, v := range values {
		if _, ok := ast.Unparen(v.expr).(*ast.CompositeLit); ok {
			lists++
		}
	}
	if lists > 1 { // what chooses one may choose the provider, too
		as.request.open = true
		return
	}
	for _, v := range values {
		if call, ok := ast.Unparen(v.expr).(*ast.CallExpr); ok && v.result > 0 {
			t.traceResult(call, v.result, as, depth)
			continue
		}
		t.trace(v.expr, as, env, depth)
	}
}

// Functions of the standard library whose result is made of what their first
// argument, or all of them, hold.
var (
	madeOfFirst = []string{
		"strings.TrimSpace", "strings.ToLower", "strings.Clone", "strings.NewReader", "strings.TrimSuffix", "strings.TrimPrefix", "strings.ReplaceAll",
		"net/url.QueryEscape", "net/url.PathEscape", "slices.Clone", "slices.Compact", "slices.Sorted", "slices.Values", "slices.Insert", "maps.Values", "bytes.NewBufferString",
	}
	madeOfAll  = []string{"slices.Concat", "fmt.Sprint", "fmt.Sprintf", "cmp.Or", "path.Join"}
	takenApart = []string{"strings.Fields", "strings.Split", "strings.SplitN", "strings.FieldsSeq", "strings.SplitSeq", "strings.FieldsFunc"}
)

func (t *tracer) traceCall(call *ast.CallExpr, as *requested, env environment, depth int) {
	obj := callee(t.pass.TypesInfo, call)
	name := ""
	if obj != nil && obj.Pkg() != nil {
		name = obj.Pkg().Path() + "." + obj.Name()
	}
	switch {
	case isBuiltin(t.pass.TypesInfo, call, "append"), slices.Contains(madeOfAll, name):
		for _, arg := range call.Args {
			t.trace(arg, as, env, depth)
		}
	case len(call.Args) == 0:
		t.traceResult(call, 0, as, depth)
	case name == "strings.Join":
		sep, _ := stringValue(t.pass.TypesInfo, call.Args[len(call.Args)-1])
		joined := *as
		joined.joiner = sep
		t.trace(call.Args[0], &joined, env, depth)
	case slices.Contains(takenApart, name):
		apart := *as
		apart.apart = true
		t.trace(call.Args[0], &apart, env, depth)
	case slices.Contains(madeOfFirst, name), t.pointsTo(call):
		t.trace(call.Args[0], as, env, depth)
	default:
		if def, ok := flagDefault(t.pass.TypesInfo, call); ok {
			t.trace(def, as, env, depth)
			as.request.open = true
			return
		}
		t.traceResult(call, 0, as, depth)
	}
}

// pointsTo reports whether a call returns a pointer to its only argument:
// gitlab.Ptr("api").
func (t *tracer) pointsTo(call *ast.CallExpr) bool {
	sig := signature(t.pass.TypesInfo, call)
	if sig == nil || len(call.Args) != 1 || sig.Params().Len() != 1 || sig.Results().Len() != 1 {
		return false
	}
	ptr, ok := sig.Results().At(0).Type().(*types.Pointer)
	return ok && types.Identical(ptr.Elem(), sig.Params().At(0).Type())
}

// traceResult marks what a function of the package returns.
func (t *tracer) traceResult(call *ast.CallExpr, result int, as *requested, depth int) {
	fn := callee(t.pass.TypesInfo, call)
	list := t.results(fn, result)
	as.request.open = as.request.open || len(list) == 0
	env := make(environment)
	for obj, p := range t.flow.params {
		if p.fn == origin(fn) && p.index < len(call.Args) && !p.variadic {
			env[obj] = call.Args[p.index]
		}
	}
	for _, e := range list {
		t.trace(e, as, env, depth)
	}
}

func (t *tracer) noteField(field types.Object, read *ast.SelectorExpr, as *requested) {
	as.request.open = true
	s, ok := t.fields[field]
	if !ok {
		s = &fieldSink{asked: as, reads: make(map[*ast.SelectorExpr]bool)}
		t.fields[field] = s
	}
	s.reads[read] = true
	s.conflict = s.conflict || s.asked.sign.catalog != as.sign.catalog
}

// spread follows the parameters and fields that are asked for to the arguments
// and values that they get, until there are no more.
func (t *tracer) spread() {
	for i := 0; i < len(t.params); i++ {
		s := t.params[i]
		for _, call := range t.calls[s.fn] {
			args := call.Args[min(s.index, len(call.Args)):]
			if !s.variadic {
				args = args[:min(1, len(args))]
			}
			for _, arg := range args {
				t.trace(arg, s.asked, nil, 0)
			}
		}
	}
	params := len(t.params)
	for _, field := range sortedObjects(t.fields) {
		s := t.fields[field]
		if s.conflict || !t.readsAlone(field, s) {
			continue
		}
		delete(t.fields, field)
		for _, v := range t.values[field] {
			t.trace(v.expr, s.asked, nil, 0)
		}
		for _, e := range t.appended[field] {
			t.trace(e, s.asked, nil, 0)
		}
	}
	if len(t.params) > params {
		t.params = t.params[params:]
		t.spread()
	}
}

// readsAlone reports whether all that the package does with a field is to ask
// one provider for it.
func (t *tracer) readsAlone(field types.Object, s *fieldSink) bool {
	return !slices.ContainsFunc(t.reads[field], func(read *ast.SelectorExpr) bool { return !s.reads[read] && !t.written[read] })
}

func sortedObjects(m map[types.Object]*fieldSink) []types.Object {
	list := make([]types.Object, 0, len(m))
	for obj := range m {
		list = append(list, obj)
	}
	slices.SortFunc(list, func(a, b types.Object) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return list
}
