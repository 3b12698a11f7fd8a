package prove

import (
	"go/types"
	"path"
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
