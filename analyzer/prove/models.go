package prove

import (
	"fmt"
	"go/constant"
	"go/types"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// models are functions of the standard library whose results take computing.
var models map[string]func(*run, *state, *modeled) (value, how)

func init() {
	models = map[string]func(*run, *state, *modeled) (value, how){
		"strings.Contains":    asks(func(m *modeled) (whole, part value) { return m.args[0], m.args[1] }),
		"strings.EqualFold":   asks(func(m *modeled) (whole, part value) { return m.args[0], m.args[1] }),
		"strings.HasPrefix":   affix,
		"strings.HasSuffix":   affix,
		"strings.CutPrefix":   cutAffix,
		"strings.CutSuffix":   cutAffix,
		"path.Match":          matchPattern,
		"path/filepath.Match": matchPattern,

		"slices.Contains":     contains,
		"slices.Index":        index,
		"slices.ContainsFunc": anyOf(func(hit answer, _ int) value { return answerBool(hit) }),
		"slices.IndexFunc":    anyOf(func(hit answer, at int) value { return answerIndex(hit, at) }),
		"slices.Clone":        func(r *run, st *state, m *modeled) (value, how) { return copied(st, m.args[0]) },
		"slices.Sort":         func(r *run, st *state, m *modeled) (value, how) { return nil, answered },
		"sort.Strings":        func(r *run, st *state, m *modeled) (value, how) { return nil, answered },

		"errors.New":    func(r *run, st *state, m *modeled) (value, how) { return m.failure(st), answered },
		"fmt.Errorf":    errorf,
		"errors.Join":   errorf,
		"errors.Is":     errorsIs,
		"errors.As":     errorsAs,
		"errors.AsType": func(r *run, st *state, m *modeled) (value, how) { return nil, passed },

		"os.Getenv": func(r *run, st *state, m *modeled) (value, how) {
			if r.world.anonymous || r.world.computed { // nothing is set where nobody has set it
				return text(""), answered
			}
			return unknown{typ: types.Typ[types.String], from: environ}, answered
		},

		"context.WithValue": func(r *run, st *state, m *modeled) (value, how) {
			return with{parent: m.args[0], key: m.args[1], val: m.args[2]}, answered
		},
		"context.WithCancel":    contextAndFunc,
		"context.WithTimeout":   contextAndFunc,
		"context.WithDeadline":  contextAndFunc,
		"context.WithoutCancel": func(r *run, st *state, m *modeled) (value, how) { return m.args[0], answered },
		"(context.Context).Value": func(r *run, st *state, m *modeled) (value, how) {
			return r.contextValue(st, m.args[0], m.args[1], m.typ), answered
		},

		"(*net/http.Request).Context": func(r *run, st *state, m *modeled) (value, how) {
			if q, ok := r.requestOf(st, m.args[0]); ok {
				return q.ctx, answered
			}
			return root{}, answered
		},
		"(*net/http.Request).WithContext": withContext,
		"(*net/http.Request).Clone":       withContext,
		"(net/http.Header).Get": func(r *run, st *state, m *modeled) (value, how) {
			if _, ok := m.args[0].(headers); !ok {
				return nil, passed
			}
			return r.header(st, m.typ, m.args[1]), answered
		},
		"(net/http.Header).Values": func(r *run, st *state, m *modeled) (value, how) {
			if _, ok := m.args[0].(headers); !ok {
				return nil, passed
			}
			return r.header(st, m.typ, m.args[1]), answered
		},
		"(net/http.ResponseWriter).Header": func(r *run, st *state, m *modeled) (value, how) {
			return unknown{typ: m.typ, from: environ, nonnil: true}, answered
		},
		"net/http.NotFound": func(r *run, st *state, m *modeled) (value, how) {
			r.answer(st, number(404), m.pos)
			return nil, answered
		},
		"(*net/http.ServeMux).Handler": func(r *run, st *state, m *modeled) (value, how) {
			if r.route.Pattern == "" || !r.route.Standard || !r.route.Alone {
				return tuple{opaque{}, unknown{typ: types.Typ[types.String], from: input}}, answered
			}
			return tuple{opaque{}, text(r.route.Pattern)}, answered
		},

		"encoding/json.Unmarshal": func(r *run, st *state, m *modeled) (value, how) {
			return r.decode(st, m, st.originOf(m.args[0], 3), m.args[1]), answered
		},
		"(*encoding/json.Decoder).Decode": func(r *run, st *state, m *modeled) (value, how) {
			return r.decode(st, m, st.originOf(m.args[0], 3), m.args[1]), answered
		},
	}
	for name, f := range pure {
		if models[name] == nil {
			models[name] = func(r *run, st *state, m *modeled) (value, how) { return r.pure(st, m, f), answered }
		}
	}
}

// pure are functions that are called for what they return of constants. What
// they return of anything else depends on all of their arguments.
var pure = map[string]any{
	"strings.ToLower": strings.ToLower, "strings.ToUpper": strings.ToUpper, "strings.TrimSpace": strings.TrimSpace,
	"strings.Trim": strings.Trim, "strings.TrimLeft": strings.TrimLeft, "strings.TrimRight": strings.TrimRight,
	"strings.TrimPrefix": strings.TrimPrefix, "strings.TrimSuffix": strings.TrimSuffix,
	"strings.Fields": strings.Fields, "strings.Split": strings.Split, "strings.SplitN": strings.SplitN,
	"strings.Cut": strings.Cut, "strings.Index": strings.Index, "strings.IndexByte": func(s string, b int64) int { return strings.IndexByte(s, byte(b)) },
	"strings.LastIndex": strings.LastIndex, "strings.Count": strings.Count, "strings.Join": strings.Join,
	"strings.ReplaceAll": strings.ReplaceAll, "strings.Replace": strings.Replace, "strings.ContainsAny": strings.ContainsAny,
	"strings.Repeat": repeat, "strings.Title": nil, "path.Join": path.Join, "path.Base": path.Base, "path.Clean": path.Clean,
	"strconv.Itoa": func(n int64) string { return strconv.Itoa(int(n)) }, "strconv.Quote": strconv.Quote,
	"net/http.StatusText": nil, "fmt.Sprintf": nil, "fmt.Sprint": nil,
	"net/http.CanonicalHeaderKey": nil,
}

func repeat(s string, n int) string {
	if n < 0 || n*len(s) > 1<<12 {
		return ""
	}
	return strings.Repeat(s, n)
}

// pure calls a function on constants.
func (r *run) pure(st *state, m *modeled, f any) value {
	var from origin
	known := f != nil
	var in []reflect.Value
	if f != nil {
		ft := reflect.TypeOf(f)
		for i, a := range m.args {
			v, ok := r.goValue(st, a, paramOf(ft, i))
			known = known && ok
			in = append(in, v)
		}
	}
	for _, a := range m.args {
		from |= st.originOf(a, 3)
	}
	if known {
		fv := reflect.ValueOf(f)
		if fv.Type().IsVariadic() {
			return r.foreignAll(st, fv.CallSlice(in), m.typ)
		}
		return r.foreignAll(st, fv.Call(in), m.typ)
	}
	if m.obj.FullName() == "fmt.Sprintf" {
		if s, ok := r.sprintf(st, m.args); ok {
			return text(s)
		}
	}
	return r.made(m.typ, from.orEnviron())
}

func paramOf(t reflect.Type, i int) reflect.Type {
	if i < t.NumIn() {
		return t.In(i)
	}
	return t.In(t.NumIn() - 1)
}

// goValue makes a Go value of a known one.
func (r *run) goValue(st *state, v value, t reflect.Type) (reflect.Value, bool) {
	switch t.Kind() {
	case reflect.String:
		s, ok := str(v)
		return reflect.ValueOf(s), ok
	case reflect.Int, reflect.Int64:
		n, ok := integer(v)
		return reflect.ValueOf(n).Convert(t), ok
	case reflect.Slice:
		elems, ok := st.elements(v)
		var list []string
		for _, e := range elems {
			s, isText := str(e)
			ok = ok && isText
			list = append(list, s)
		}
		return reflect.ValueOf(list), ok
	}
	return reflect.Value{}, false
}

// foreignAll makes values of Go's.
func (r *run) foreignAll(st *state, out []reflect.Value, t types.Type) value {
	vals := make(tuple, len(out))
	for i, o := range out {
		switch o.Kind() {
		case reflect.String:
			vals[i] = text(o.String())
		case reflect.Int:
			vals[i] = number(o.Int())
		case reflect.Bool:
			vals[i] = truth(o.Bool())
		case reflect.Slice:
			var elems []value
			for k := range o.Len() {
				elems = append(elems, text(o.Index(k).String()))
			}
			vals[i] = st.list(elems)
		}
	}
	if len(vals) == 1 {
		return vals[0]
	}
	return vals
}

var verb = regexp.MustCompile(`%[svdq%]`)

// sprintf formats constants.
func (r *run) sprintf(st *state, args []value) (string, bool) {
	format, ok := str(args[0])
	if !ok || len(args) < 2 || len(verb.FindAllString(format, -1)) != strings.Count(format, "%") {
		return "", false
	}
	elems, ok := st.elements(args[1])
	if !ok {
		return "", false
	}
	var vals []any
	for _, e := range elems {
		if i, ok := e.(iface); ok {
			e = i.val
		}
		c, ok := e.(con)
		if !ok {
			return "", false
		}
		if c.v.Kind() == constant.String {
			vals = append(vals, constant.StringVal(c.v))
		} else {
			vals = append(vals, constant.Val(c.v))
		}
	}
	s := fmt.Sprintf(format, vals...)
	return s, !strings.Contains(s, "%!")
}

func answerBool(a answer) value {
	if a == maybe {
		return unknown{typ: types.Typ[types.Bool], from: claims}
	}
	return truth(a == yes)
}

func answerIndex(a answer, at int) value {
	switch a {
	case yes:
		return number(int64(at))
	case no:
		return number(-1)
	}
	return unknown{typ: types.Typ[types.Int], from: claims}
}

// asks is a function that asks whether a text has another one in it.
func asks(of func(*modeled) (whole, part value)) func(*run, *state, *modeled) (value, how) {
	return func(r *run, st *state, m *modeled) (value, how) {
		whole, part := of(m)
		a, aok := str(whole)
		b, bok := str(part)
		if aok && bok {
			if m.obj.Name() == "EqualFold" {
				return truth(strings.EqualFold(a, b)), answered
			}
			return truth(strings.Contains(a, b)), answered
		}
		known, other, ok := b, whole, bok
		if m.obj.Name() == "EqualFold" && aok {
			known, other, ok = a, part, true
		}
		if ok {
			if s := strings.TrimFunc(known, func(c rune) bool { return strings.ContainsRune(" ,;\n\t", c) }); s != "" {
				return r.answerOf(st, text(s), other), answered
			}
		}
		return r.made(m.typ, (st.originOf(whole, 3) | st.originOf(part, 3)).orEnviron()), answered
	}
}

// answerOf is the truth of a comparison.
func (r *run) answerOf(st *state, c con, other value) value {
	switch a, from := r.matches(st, c, other); a {
	case yes:
		return truth(true)
	case no:
		return truth(false)
	default:
		return unknown{typ: types.Typ[types.Bool], from: from}
	}
}

// affix models HasPrefix and HasSuffix: the empty text is one of any.
func affix(r *run, st *state, m *modeled) (value, how) {
	a, aok := str(m.args[0])
	b, bok := str(m.args[1])
	switch {
	case aok && bok && m.obj.Name() == "HasPrefix":
		return truth(strings.HasPrefix(a, b)), answered
	case aok && bok:
		return truth(strings.HasSuffix(a, b)), answered
	case bok && (r.isScope(b) || isWild(b)):
		return r.answerOf(st, text(b), m.args[0]), answered
	}
	return r.made(m.typ, (st.originOf(m.args[0], 3) | st.originOf(m.args[1], 3)).orEnviron()), answered
}

func cutAffix(r *run, st *state, m *modeled) (value, how) {
	b, bok := str(m.args[1])
	if _, aok := str(m.args[0]); aok && bok {
		f := strings.CutPrefix
		if m.obj.Name() == "CutSuffix" {
			f = strings.CutSuffix
		}
		return r.pure(st, m, f), answered
	}
	from := st.originOf(m.args[0], 3).orEnviron()
	rest := r.fresh(types.Typ[types.String], from)
	if bok && isWild(b) {
		return tuple{rest, r.answerOf(st, text(b), m.args[0])}, answered
	}
	return tuple{rest, unknown{typ: types.Typ[types.Bool], from: from}}, answered
}

// matchPattern models path.Match: a granted pattern may stand for the scope
// that is asked for.
func matchPattern(r *run, st *state, m *modeled) (value, how) {
	a, aok := str(m.args[0])
	b, bok := str(m.args[1])
	switch {
	case aok && bok:
		ok, err := path.Match(a, b)
		if err != nil {
			return tuple{truth(false), m.failure(st)}, answered
		}
		return tuple{truth(ok), null{}}, answered
	case bok && r.isScope(b):
		return tuple{r.answerOf(st, text(b), m.args[0]), null{}}, answered
	case aok && r.isScope(a):
		return tuple{r.answerOf(st, text(a), m.args[1]), null{}}, answered
	}
	return r.made(m.typ, (st.originOf(m.args[0], 3) | st.originOf(m.args[1], 3)).orEnviron()), answered
}

// among asks whether a list has an element.
func (r *run) among(st *state, list, v value) (a answer, at int, from origin) {
	if elems, ok := st.elements(list); ok {
		a = no
		for i, e := range elems {
			switch eq, o := r.equal(st, e, v); {
			case eq == yes && a == no:
				return yes, i, 0
			case eq == yes:
				return maybe, i, from
			case eq == maybe:
				a, at, from = maybe, i, from|o
			}
		}
		return a, at, from
	}
	from = st.originOf(list, 3)
	if c, ok := v.(con); ok && from&claims != 0 {
		if r.world.computed {
			if s, _ := str(c); s != foreignScope || !r.world.foreign {
				return no, 0, 0
			}
			return maybe, 0, from
		}
		a, from = r.matches(st, c, unknown{from: from})
		return a, 0, from
	} else if ok && from&secret != 0 {
		a, from = r.matches(st, c, unknown{from: from})
		return a, 0, from
	}
	return maybe, 0, (from | st.originOf(v, 3)).orEnviron()
}

func contains(r *run, st *state, m *modeled) (value, how) {
	a, _, from := r.among(st, m.args[0], m.args[1])
	if a == maybe {
		return unknown{typ: types.Typ[types.Bool], from: from}, answered
	}
	return truth(a == yes), answered
}

func index(r *run, st *state, m *modeled) (value, how) {
	a, at, from := r.among(st, m.args[0], m.args[1])
	if a == maybe {
		return unknown{typ: types.Typ[types.Int], from: from}, answered
	}
	return answerIndex(a, at), answered
}

// anyOf calls a function for each element of a list until it is true.
func anyOf(result func(answer, int) value) func(*run, *state, *modeled) (value, how) {
	return func(r *run, st *state, m *modeled) (value, how) {
		elems, ok := st.elements(m.args[0])
		if !ok {
			u, isUnknown := m.args[0].(unknown)
			if !isUnknown {
				return nil, passed
			}
			if r.world.computed && u.from&claims != 0 && !r.world.foreign {
				return result(no, -1), answered
			}
			elems = []value{r.fresh(elementType(u.typ), u.from)}
		}
		certain := ok
		var try func(r *run, st *state, i int)
		try = func(r *run, st *state, i int) {
			if i == len(elems) {
				r.set(st, m.to, result(no, -1))
				return
			}
			r.callThen(st, &call{fun: m.args[1], args: []value{elems[i]}, pos: m.pos, typ: types.Typ[types.Bool]}, func(r *run, st *state, v value) {
				b, known := boolean(v)
				switch {
				case known && b && certain:
					r.set(st, m.to, result(yes, i))
				case known && !b:
					try(r, st, i+1)
				default:
					r.set(st, m.to, result(maybe, i))
				}
			})
		}
		try(r, st, 0)
		return nil, later
	}
}

func elementType(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		return s.Elem()
	}
	return nil
}

func copied(st *state, v value) (value, how) {
	elems, ok := st.elements(v)
	if !ok {
		return v, answered
	}
	return st.list(append([]value(nil), elems...)), answered
}

// failure makes an error.
func (m *modeled) failure(st *state, wraps ...value) value {
	return iface{typ: types.Typ[types.UntypedNil], val: pointer{cell: st.alloc(&failure{id: int(m.pos), wraps: wraps})}}
}

func errorf(r *run, st *state, m *modeled) (value, how) {
	var wraps []value
	some := m.obj.Name() == "Errorf"
	elems, _ := st.elements(m.args[len(m.args)-1])
	for _, e := range elems {
		switch v := e.(type) {
		case iface:
			if p, ok := v.val.(pointer); ok {
				if _, isFailure := st.heap[p.cell].(*failure); isFailure || isErrorType(v.typ) {
					wraps, some = append(wraps, e), true
				}
			} else if isErrorType(v.typ) {
				wraps, some = append(wraps, e), true
			}
		case unknown:
			if v.typ != nil && isError(v.typ) {
				wraps, some = append(wraps, e), some || v.nonnil
			}
		}
	}
	if !some {
		return null{}, answered
	}
	return m.failure(st, wraps...), answered
}

func isErrorType(t types.Type) bool {
	it, _ := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return types.Implements(t, it)
}

// tree walks what an error wraps.
func (st *state) tree(err value, visit func(value) bool) (complete bool) {
	switch e := err.(type) {
	case null:
		return true
	case iface:
		if visit(e) {
			return true
		}
		if p, ok := e.val.(pointer); ok {
			if f, ok := st.heap[p.cell].(*failure); ok {
				for _, w := range f.wraps {
					if !st.tree(w, visit) {
						return false
					}
				}
				return true
			}
		}
		_, hasUnwrap := methodNamed(e.typ, "Unwrap")
		return !hasUnwrap
	}
	return false
}

func methodNamed(t types.Type, name string) (*types.Func, bool) {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, ok := obj.(*types.Func)
	return fn, ok
}

func errorsIs(r *run, st *state, m *modeled) (value, how) {
	hit := no
	complete := st.tree(m.args[0], func(e value) bool {
		a, _ := r.equal(st, e, m.args[1])
		if a != no {
			hit = a
		}
		return a == yes
	})
	switch {
	case hit == yes:
		return truth(true), answered
	case complete && hit == no:
		return truth(false), answered
	}
	return unknown{typ: types.Typ[types.Bool], from: st.originOf(m.args[0], 2).orEnviron()}, answered
}

func errorsAs(r *run, st *state, m *modeled) (value, how) {
	target := m.args[1]
	i, ok := target.(iface)
	if !ok {
		return nil, passed
	}
	p, ok := i.val.(pointer)
	ptr, ok2 := i.typ.Underlying().(*types.Pointer)
	if !ok || !ok2 {
		return nil, passed
	}
	found := false
	complete := st.tree(m.args[0], func(e value) bool {
		v, a, _ := r.is(st, e, ptr.Elem())
		if a == yes {
			st.store(p, v)
			found = true
		}
		return found
	})
	if found || complete {
		return truth(found), answered
	}
	st.store(p, r.asserted(ptr.Elem(), environ))
	return unknown{typ: types.Typ[types.Bool], from: environ}, answered
}

func contextAndFunc(r *run, st *state, m *modeled) (value, how) {
	return tuple{m.args[0], passing}, answered
}

func (r *run) requestOf(st *state, v value) (*request, bool) {
	p, ok := v.(pointer)
	if !ok {
		return nil, false
	}
	q, ok := st.heap[p.cell].(*request)
	return q, ok
}

func withContext(r *run, st *state, m *modeled) (value, how) {
	return pointer{cell: st.alloc(&request{ctx: m.args[1]})}, answered
}

// decode fills what a decoder's target leads to.
func (r *run) decode(st *state, m *modeled, from origin, target value) value {
	if from&secret != 0 {
		from |= claims
	}
	if i, ok := target.(iface); ok {
		target = i.val
	}
	if p, ok := target.(pointer); ok {
		r.overwrite(st, p, from.orEnviron())
	}
	if r.world.computed && from&claims != 0 {
		return null{}
	}
	return unknown{typ: m.typ, from: from.orEnviron()}
}
