package needs

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A sink is a function of an HTTP client that makes a request, with the indices
// of its arguments, a receiver counted. A negative url or body is none.
type sink struct {
	method    int
	fixed     string // the method if it is no argument
	set       string // the function that sets it on the receiver, or else it is fixed
	url, body int

	bases []string // the functions that set what a URL without a server stands behind
	line  bool     // the receiver is evaluated to "METHOD URL"
}

// sinks are by their full names.
var sinks = map[string]sink{
	"net/http.NewRequest":            {method: 0, url: 1, body: 2},
	"net/http.NewRequestWithContext": {method: 1, url: 2, body: 3},
	"net/http.Get":                   {fixed: "GET", url: 0, body: -1},
	"net/http.Head":                  {fixed: "HEAD", url: 0, body: -1},
	"net/http.Post":                  {fixed: "POST", url: 0, body: 2},
	"net/http.PostForm":              {fixed: "POST", url: 0, body: -1},
	"(*net/http.Client).Get":         {fixed: "GET", url: 1, body: -1},
	"(*net/http.Client).Head":        {fixed: "HEAD", url: 1, body: -1},
	"(*net/http.Client).Post":        {fixed: "POST", url: 1, body: 3},
	"(*net/http.Client).PostForm":    {fixed: "POST", url: 1, body: -1},

	// github.com/valyala/fasthttp v1.69.0, which builds on no net/http
	"github.com/valyala/fasthttp.Get":                   {fixed: "GET", url: 1, body: -1},
	"github.com/valyala/fasthttp.GetTimeout":            {fixed: "GET", url: 1, body: -1},
	"github.com/valyala/fasthttp.GetDeadline":           {fixed: "GET", url: 1, body: -1},
	"github.com/valyala/fasthttp.Post":                  {fixed: "POST", url: 1, body: -1},
	"(*github.com/valyala/fasthttp.Client).Get":         {fixed: "GET", url: 2, body: -1},
	"(*github.com/valyala/fasthttp.Client).GetTimeout":  {fixed: "GET", url: 2, body: -1},
	"(*github.com/valyala/fasthttp.Client).GetDeadline": {fixed: "GET", url: 2, body: -1},
	"(*github.com/valyala/fasthttp.Client).Post":        {fixed: "POST", url: 2, body: -1},
	"(*github.com/valyala/fasthttp.Request).SetRequestURI": {
		fixed: "GET", set: "(*github.com/valyala/fasthttp.RequestHeader).SetMethod", url: 1, body: -1,
	},
}

// A request is a place that makes an HTTP request, or leads to one, as it is
// seen from a function: in terms of that function's parameters.
type request struct {
	fn    *ssa.Function
	lines []text      // method, blank, URL
	body  []ssa.Value // what is sent: parameters of fn, or what they were filled with
	calls []call      // from fn inwards; the last one is the request itself
}

// requestsIn lists the requests that a function makes itself.
func (e *evaluator) requestsIn(fn *ssa.Function) []*request {
	var all []*request
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			var r *request
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				r = e.requestOfCall(instr)
			case *ssa.Alloc:
				r = e.requestLiteral(instr)
			}
			if r == nil {
				continue
			}
			r.fn = fn
			r.lines = guarded(r.lines, e.guards(b))
			site, _ := instr.(ssa.CallInstruction) // or a literal
			r.calls = []call{{caller: fn, site: site, pos: position(instr)}}
			all = append(all, r)
		}
	}
	return all
}

func (e *evaluator) requestOfCall(instr ssa.CallInstruction) *request {
	common := instr.Common()
	callee := common.StaticCallee()
	if callee == nil || callee.Object() == nil {
		return nil
	}
	s, ok := sinks[callee.Object().(*types.Func).FullName()]
	if !ok {
		return nil
	}
	r := &request{lines: e.changed(e.linesOf(instr, s), instr)}
	switch {
	case s.body >= 0:
		r.body = sent(common.Args[s.body])
	case s.fixed != "GET" && s.fixed != "HEAD" || s.set != "":
		r.body = []ssa.Value{unknownBody}
	}
	return r
}

// unknownBody is one of which nothing is known.
var unknownBody = ssa.NewConst(nil, types.NewInterfaceType(nil, nil))

// linesOf evaluates what a sink requests.
func (e *evaluator) linesOf(instr ssa.CallInstruction, s sink) []text {
	common := instr.Common()
	if s.line {
		return e.eval(common.Args[0])
	}
	methods, urls := literals(s.fixed), unknownTexts()
	if s.url >= 0 {
		urls = e.onBases(e.eval(common.Args[s.url]), s.bases)
	}
	switch {
	case s.url < 0:
		methods = unknownTexts()
	case s.set != "":
		methods = e.methodsSet(instr, s)
	case s.fixed == "":
		methods = e.methods(common.Args[s.method])
	}
	return product(methods, literals(" "), urls)
}

// methods evaluates an HTTP method; an empty one is GET.
func (e *evaluator) methods(v ssa.Value) []text {
	texts := slices.Clone(e.eval(v))
	for i, t := range texts {
		if s, ok := t.constant(); ok && s == "" {
			texts[i].parts = literal("GET").parts
		}
	}
	return texts
}

// methodsSet evaluates the methods that a function sets on the receiver of a call,
// or on a part of it. Where the receiver comes from elsewhere, or others than its
// own methods get it, they may set one, too.
func (e *evaluator) methodsSet(instr ssa.CallInstruction, s sink) []text {
	recv := instr.Common().Args[0]
	made, ok := recv.(*ssa.Call)
	if _, isAlloc := recv.(*ssa.Alloc); !isAlloc && (!ok || made.Common().StaticCallee() == nil || made.Common().StaticCallee().Pkg == instr.Parent().Pkg) {
		return unknownTexts()
	}
	var all []text
	for _, ref := range *recv.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			for _, use := range *ref.Referrers() {
				c, ok := use.(ssa.CallInstruction)
				switch {
				case !ok || !sameLibrary(c, instr) || fullNameOf(c) == s.set && all != nil: // which comes first is not looked at
					return unknownTexts()
				case fullNameOf(c) == s.set:
					all = e.methods(c.Common().Args[1])
				}
			}
		case ssa.CallInstruction:
			if !sameLibrary(ref, instr) {
				return unknownTexts()
			}
		case *ssa.Store, *ssa.MakeInterface, *ssa.MakeClosure, *ssa.Phi, *ssa.Return:
			return unknownTexts()
		}
	}
	if all == nil {
		return literals(s.fixed)
	}
	return all
}

// sameLibrary reports whether two calls are of functions of one package.
func sameLibrary(a, b ssa.CallInstruction) bool {
	f, g := a.Common().StaticCallee(), b.Common().StaticCallee()
	return f != nil && g != nil && f.Pkg == g.Pkg
}

func fullNameOf(c ssa.CallInstruction) string {
	callee := c.Common().StaticCallee()
	if callee == nil || callee.Object() == nil {
		return ""
	}
	return callee.Object().(*types.Func).FullName()
}

// requestLiteral is for &http.Request{Method: …, URL: …}.
func (e *evaluator) requestLiteral(alloc *ssa.Alloc) *request {
	if !isNamed(deref(alloc.Type()), "net/http", "Request") {
		return nil
	}
	get := func(name string) []ssa.Value {
		f, _, _ := types.LookupFieldOrMethod(alloc.Type(), false, nil, name)
		return fieldStores(alloc, []*types.Var{f.(*types.Var)})
	}
	url, method := get("URL"), get("Method")
	if len(url) == 0 || len(storesTo(alloc)) > 0 {
		return nil // a copy, or no request that goes anywhere
	}
	methods, urls := literals("GET"), []text(nil)
	if len(method) > 0 {
		methods = nil
		for _, v := range method {
			methods = append(methods, e.methods(v)...)
		}
	}
	for _, v := range url {
		urls = append(urls, e.urlString([]ssa.Value{v})...)
	}
	r := &request{lines: product(methods, literals(" "), urls)}
	for _, v := range get("Body") {
		r.body = append(r.body, sent(v)...)
	}
	return r
}

// sent lists what a body is made from: the value that was encoded, where the
// encoding is in the same function.
func sent(v ssa.Value) []ssa.Value { return sentBy(v, make(map[ssa.Value]bool)) }

func sentBy(v ssa.Value, seen map[ssa.Value]bool) []ssa.Value {
	if v == nil || seen[v] {
		return nil
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Const:
		if v.IsNil() {
			return nil
		}
	case *ssa.MakeInterface:
		return sentBy(v.X, seen)
	case *ssa.ChangeInterface:
		return sentBy(v.X, seen)
	case *ssa.ChangeType:
		return sentBy(v.X, seen)
	case *ssa.Convert:
		return sentBy(v.X, seen)
	case *ssa.Phi:
		var all []ssa.Value
		for _, edge := range v.Edges {
			all = append(all, sentBy(edge, seen)...)
		}
		return all
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok && v.Index == 0 {
			return sentBy(call, seen)
		}
	case *ssa.Call:
		if callee := v.Call.StaticCallee(); callee != nil && callee.Object() != nil {
			if carries[callee.Object().(*types.Func).FullName()] {
				return sentBy(v.Call.Args[0], seen)
			}
		}
	case *ssa.Alloc:
		if encoded := encodedInto(v); encoded != nil {
			return sentBy(encoded, seen)
		}
	}
	return []ssa.Value{v}
}

// carries are the functions that return their first argument in another form.
var carries = map[string]bool{
	"bytes.NewReader": true, "bytes.NewBuffer": true, "bytes.NewBufferString": true, "strings.NewReader": true,
	"io.NopCloser": true, "encoding/json.Marshal": true, "encoding/json.MarshalIndent": true,
}

// encodedInto is the value that json.NewEncoder(buf).Encode writes to buf.
func encodedInto(buf ssa.Value) ssa.Value {
	for _, ref := range *buf.Referrers() {
		made, ok := ref.(*ssa.MakeInterface)
		if !ok || made.Referrers() == nil {
			continue
		}
		for _, use := range *made.Referrers() {
			encoder, ok := use.(*ssa.Call)
			if !ok || !calls(encoder, "encoding/json.NewEncoder") {
				continue
			}
			for _, use := range *encoder.Referrers() {
				if call, ok := use.(*ssa.Call); ok && calls(call, "(*encoding/json.Encoder).Encode") {
					return call.Call.Args[1]
				}
			}
		}
	}
	return nil
}

func calls(call *ssa.Call, name string) bool {
	callee := call.Call.StaticCallee()
	return callee != nil && callee.Object() != nil && callee.Object().(*types.Func).FullName() == name
}
