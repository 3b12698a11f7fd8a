package prove

import "go/types"

// known reports whether the code that runs does so once the router has found
// the route: it is the handler, or a link of which that is known.
func (r *run) known(st *state) bool {
	for i := len(st.stack) - 1; i >= 0; i-- {
		switch link := st.stack[i].link; {
		case link == HandlerLink:
			return true
		case link != noLink:
			return link < len(r.route.Found) && r.route.Found[link]
		}
	}
	return false
}

// tells makes the result of a function that tells something of the route, and
// may have an error beside it. What is not known may be anything.
func (r *run) tells(st *state, m *modeled, what string, told bool) (value, how) {
	if !told || !r.known(st) {
		return r.made(m.typ, input), answered
	}
	if t, ok := m.typ.(*types.Tuple); ok {
		all, _ := zero(t).(tuple)
		all[0] = text(what)
		return all, answered
	}
	return text(what), answered
}

// procedure makes what connect tells of a call: a struct with the path of the
// route among its fields.
func (r *run) procedure(st *state, m *modeled) (value, how) {
	s, ok := structOf(m.typ)
	if !ok || r.route.Pattern == "" || !r.known(st) {
		return r.made(m.typ, input), answered
	}
	v := &structure{typ: m.typ, fields: make([]value, s.NumFields())}
	for i := range v.fields {
		if f := s.Field(i); f.Name() == "Procedure" {
			v.fields[i] = text(r.route.Pattern)
		} else {
			v.fields[i] = r.fresh(f.Type(), input)
		}
	}
	return v, answered
}

// url is the request's URL, whose path is known if the route has but one.
func (r *run) url(st *state, t types.Type) value {
	ptr, ok := t.Underlying().(*types.Pointer)
	if ok && r.route.Path != "" {
		if s, ok := structOf(ptr.Elem()); ok {
			v := &structure{typ: ptr.Elem(), fields: make([]value, s.NumFields())}
			for i := range v.fields {
				if f := s.Field(i); f.Name() == "Path" {
					v.fields[i] = text(r.route.Path)
				} else {
					v.fields[i] = asNonNilPointer(r.fresh(f.Type(), input))
				}
			}
			return pointer{cell: st.alloc(v)}
		}
	}
	return asNonNilPointer(r.fresh(t, input))
}
