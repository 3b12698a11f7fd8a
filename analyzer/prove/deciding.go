package prove

// options lists the functions that options among some values hold.
func (st *state) options(vals []value, depth int) []value {
	var all []value
	for _, v := range vals {
		if i, ok := v.(iface); ok {
			v = i.val
		}
		switch v := v.(type) {
		case opaque:
			if v.next != nil {
				all = append(all, v.next)
			}
		case slice:
			if elems, ok := st.elements(v); ok && depth > 0 {
				all = append(all, st.options(elems, depth-1)...)
			}
		}
	}
	return all
}

// validate calls a library's function that looks at a credential and asks the
// functions it was given what they think of it.
func (r *run) validate(st *state, m *modeled, checks []value) {
	if len(checks) == 0 {
		r.set(st, m.to, r.made(m.typ, claims|unread))
		return
	}
	f, ok := checks[0].(*closure)
	if !ok {
		r.set(st, m.to, r.made(m.typ, claims|unread|scoped))
		return
	}
	sig := signatureOf(r, f)
	var args []value
	for p := range sig.Params().Variables() {
		args = append(args, asNonNil(r.fresh(p.Type(), claims)))
	}
	r.callThen(st, &call{fun: f, args: args, pos: m.pos, typ: resultType(sig)}, func(r *run, st *state, v value) {
		if a, _ := r.isNil(lastOf(v)); a == no {
			r.set(st, m.to, verdict(m.typ, false))
			return
		} else if b, ok := boolean(lastOf(v)); ok && !b {
			r.set(st, m.to, verdict(m.typ, false))
			return
		}
		r.validate(st, m, checks[1:])
	})
}

// decides executes a call of a library's check whether who asks has a scope.
func (r *run) decides(st *state, m *modeled) (value, how) {
	scopes := r.scopesIn(st, m.args)
	if len(scopes) == 0 {
		scopes = r.joinedScopes(st, m.args)
	}
	if len(scopes) == 0 {
		return nil, passed
	}
	pass := yes
	for _, s := range scopes {
		r.consult(st, s, false)
		switch {
		case r.world.anonymous, r.world.computed, r.world.has(s, true) == no:
			pass = no
		case pass == yes:
			pass = maybe
		}
	}
	if pass == no {
		st.asked = true
		return verdict(m.typ, false), answered
	}
	return r.made(m.typ, claims), answered
}

// joinedScopes finds scopes that a check gets in parts: "droplet", "read".
func (r *run) joinedScopes(st *state, args []value) []string {
	var parts []string
	var flat []value
	for _, a := range args {
		if elems, ok := st.elements(a); ok && a != (null{}) {
			flat = append(flat, elems...)
			continue
		}
		flat = append(flat, a)
	}
	for _, a := range flat {
		if i, ok := a.(iface); ok {
			a = i.val
		}
		if s, ok := str(a); ok && s != "" {
			parts = append(parts, s)
		}
	}
	var all []string
	for i := 0; i+1 < len(parts); i++ {
		for _, sep := range []string{":", ".", "/"} {
			if s := parts[i] + sep + parts[i+1]; r.isScope(s) {
				all = append(all, s)
			}
		}
	}
	return all
}
