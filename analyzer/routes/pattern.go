package routes

import (
	"slices"
	"strings"
)

// A segment is what stands between two slashes of a pattern.
type segment struct {
	text string
	kind segmentKind
}

type segmentKind int

const (
	segLiteral segmentKind = iota
	segParam               // one segment, or a part of one
	segRest                // all that follows, or nothing
	segUnknown             // not known here
)

// segments takes a pattern of the router apart. A subtree ends with a rest.
func (r *Router) segments(pattern string, subtree bool) []segment {
	var segs []segment
	pattern = strings.TrimPrefix(pattern, "/")
	subtree = subtree || r.tree() && (pattern == "" || strings.HasSuffix(pattern, "/"))
	if subtree {
		pattern = strings.TrimSuffix(pattern, "/")
	}
	if pattern != "" {
		for _, text := range splitSegments(pattern) {
			if text == "{$}" {
				segs = append(segs, segment{"", segLiteral})
				continue
			}
			segs = append(segs, segment{text, r.kindOf(text)})
		}
	}
	if subtree && (len(segs) == 0 || segs[len(segs)-1].kind != segRest) {
		segs = append(segs, segment{"", segRest})
	}
	return segs
}

// splitSegments splits at slashes that are not in braces, where a regular
// expression may have some.
func splitSegments(pattern string) []string {
	var all []string
	depth, start := 0, 0
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '/':
			if depth <= 0 {
				all, start = append(all, pattern[start:i]), i+1
			}
		}
	}
	return append(all, pattern[start:])
}

func (r *Router) kindOf(text string) segmentKind {
	switch {
	case strings.Contains(text, hole):
		return segUnknown
	case r.Params == ":id":
		colon := strings.ReplaceAll(text, `\:`, "")
		switch {
		case strings.Contains(colon, "*"):
			return segRest
		case strings.Contains(colon, ":"), strings.Contains(colon, "+"):
			return segParam
		}
	case text == "*", strings.HasSuffix(text, "...}"), strings.HasSuffix(text, "**}"), strings.HasSuffix(text, ":.*}"), strings.HasSuffix(text, ":.+}"), strings.HasSuffix(text, ":*}"), text == "**":
		return segRest
	case strings.Contains(text, "{"), strings.Contains(text, "*"):
		return segParam
	}
	return segLiteral
}

// A cover tells how much of what one pattern matches another one matches.
type cover int

const (
	coversNone cover = iota
	coversSome
	coversAll
)

// covers tells how much of what a path matches, a pattern does. fold leaves
// the case of letters aside.
func covers(pattern, path []segment, fold bool) cover {
	c := coversAll
	for i, w := range pattern {
		if w.kind == segRest {
			return c
		}
		if i >= len(path) {
			return coversNone
		}
		p := path[i]
		switch {
		case w.kind == segUnknown || p.kind == segUnknown || p.kind == segRest:
			c = coversSome
			if p.kind == segRest {
				return coversSome
			}
		case w.kind == segParam && w.whole():
		case p.kind == segParam || w.kind == segParam:
			c = coversSome
		case w.text != p.text && !(fold && strings.EqualFold(w.text, p.text)):
			return coversNone
		}
	}
	switch {
	case len(path) == len(pattern):
		return c
	case path[len(pattern)].kind == segRest && len(path) == len(pattern)+1:
		return coversSome
	}
	return coversNone
}

// whole reports whether a parameter is all of its segment, and any text fits.
func (s segment) whole() bool {
	t := s.text
	switch {
	case strings.HasPrefix(t, ":"):
		return !strings.ContainsAny(t[1:], ":<.-")
	case strings.HasPrefix(t, "{") && strings.HasSuffix(t, "}"):
		return !strings.ContainsAny(t[1:len(t)-1], "{:=")
	}
	return false
}

// narrow returns the part of a path that lies within a pattern of a router in
// front: the same path for the most part, or none.
func (r *Router) narrow(path string, within []segment) (string, bool) {
	segs := r.segments(path, false)
	var out []segment
	for i, w := range within {
		if w.kind == segRest {
			out = append(out, segs[min(i, len(segs)):]...)
			if slices.Equal(out, segs) {
				return path, true
			}
			return r.assemble(path, out), true
		}
		if i >= len(segs) {
			return "", false
		}
		p := segs[i]
		switch {
		case p.kind == segRest: // what the pattern adds, and then all below
			out = append(out, r.rewrite(within[i:])...)
			if out[len(out)-1].kind != segRest && w.kind != segUnknown {
				return r.assemble("", out), true
			}
			out[len(out)-1] = p
			return r.assemble(path, out), true
		case w.kind == segLiteral && p.kind == segParam:
			out = append(out, w)
		case w.kind == segLiteral && p.kind == segLiteral && w.text != p.text:
			return "", false
		default:
			out = append(out, p)
		}
	}
	if len(segs) > len(within) && !(segs[len(within)].kind == segRest && len(segs) == len(within)+1) {
		return "", false
	}
	if slices.Equal(out, segs) {
		return path, true
	}
	return r.assemble(path, out), true
}

// rewrite writes the parameters of another router in the router's own form.
func (r *Router) rewrite(segs []segment) []segment {
	out := make([]segment, len(segs))
	for i, s := range segs {
		out[i] = s
		if s.kind == segParam && s.whole() {
			name := strings.Trim(s.text, ":{}")
			out[i].text = "{" + name + "}"
			if r.Params == ":id" {
				out[i].text = ":" + name
			}
		}
	}
	return out
}

// assemble writes segments as a path; like is the path that they are part of.
func (r *Router) assemble(like string, segs []segment) string {
	var b strings.Builder
	for _, s := range segs {
		b.WriteByte('/')
		b.WriteString(s.text)
	}
	if b.Len() == 0 {
		return like
	}
	return b.String()
}

// tree reports whether a slash at the end of a pattern stands for all below.
func (r *Router) tree() bool { return r.Package == "net/http" }
