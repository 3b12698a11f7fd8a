package prove

import (
	"go/types"
	"strings"
	"unicode"
)

// A world is what is assumed of the request.
type world struct {
	name      string
	anonymous bool            // it carries no credential
	computed  bool            // what is known of who asks is computed: zero values, or the foreign scope
	foreign   bool            // of texts and lists: the foreign scope
	granted   map[string]bool // the scopes that may be granted, if not computed; others are not
	all       bool            // all scopes may be granted but those of refused
	refused   map[string]bool
}

// The foreign scope is one that no code asks for.
//
//scopelint:ignore unknown-scope no catalog may have it: that is its purpose
const foreignScope = "another:scope"

// An answer of a question is yes, no, or depends on more than is known.
type answer int8

const (
	no answer = iota
	yes
	maybe
)

// has tells whether a text that is known about who asks may be s.
func (w *world) has(s string, isScope bool) answer {
	switch {
	case !isScope && !isWild(s):
		return maybe
	case w.granted[s], w.all && !w.refused[s]:
		return maybe
	}
	return no
}

// isWild reports whether a granted text stands for many scopes: "*", "*:*",
// "droplet:*".
func isWild(s string) bool {
	return strings.Contains(s, "*") && strings.IndexFunc(s, unicode.IsSpace) < 0
}

// fresh makes a value of which only the type and the origin are known.
func (r *run) fresh(t types.Type, from origin) value {
	u := unknown{typ: t, from: from}
	if t == nil {
		return u
	}
	if r.world.anonymous && from.personal() && from&unread == 0 {
		return zero(t)
	}
	if !r.world.computed || from&claims == 0 {
		return u
	}
	switch b := t.Underlying().(type) {
	case *types.Basic:
		switch info := b.Info(); {
		case info&types.IsString != 0 && r.world.foreign:
			return text(foreignScope)
		case info&types.IsString != 0:
			return text("")
		}
	case *types.Pointer:
		u.nonnil = true
	}
	return u
}

// fieldOf makes the field of a struct of which only the origin is known. In a
// computed world a truth about who asks is false, but that a token is valid.
func (r *run) fieldOf(s *types.Struct, i int, from origin) value {
	f := s.Field(i)
	if b, ok := f.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 && r.world.computed && from&claims != 0 {
		return truth(r.lib.valid[strings.ToLower(f.Name())])
	}
	return r.fresh(f.Type(), from)
}
