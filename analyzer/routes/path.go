package routes

import (
	"path"
	"regexp"
	"strings"
)

// join puts prefix in front of path as the router does.
func (r *Router) join(prefix, path string) string {
	if path != "" {
		prefix = strings.TrimSuffix(prefix, "/*") // what lies below is matched by the wildcard
	}
	switch {
	case r.Join == "always":
		return strings.TrimRight(prefix, "/") + "/" + strings.TrimLeft(path, "/")
	case prefix == "":
		return path
	case path == "":
		return prefix
	case r.Join == "concat":
		return prefix + path
	case r.Join == "clean":
		return cleanJoin(prefix, path)
	}
	return strings.TrimRight(prefix, "/") + "/" + strings.TrimPrefix(path, "/")
}

// cleanJoin joins as path.Join does; a slash at the end of the path stays.
func cleanJoin(prefix, p string) string {
	joined := path.Join(prefix, p)
	if strings.HasSuffix(p, "/") && !strings.HasSuffix(joined, "/") {
		joined += "/"
	}
	return joined
}

// byPath reports whether the router's middlewares are routes of their own,
// which cover what is registered later and lies below their prefix.
func (r *Router) byPath() bool { return r.Inherit == "path" || r.Inherit == "text" }

// splitPattern takes the pattern of net/http 1.22 or chi apart:
// "[METHOD ][HOST]/path".
func splitPattern(pattern string) (method, host, path string) {
	method = "*"
	if i := strings.IndexAny(pattern, " \t"); i > 0 && isToken(pattern[:i]) {
		method, pattern = pattern[:i], strings.TrimLeft(pattern[i:], " \t")
	}
	if i := strings.IndexByte(pattern, '/'); i > 0 {
		host, pattern = pattern[:i], pattern[i:]
	}
	return method, host, pattern
}

// isToken reports whether a text may be a method.
func isToken(s string) bool { return !strings.ContainsAny(s, "/{}") && !strings.Contains(s, hole) }

// colonParam matches a parameter of gin, echo, fiber, httprouter and
// bunrouter, with fiber's constraint and marks.
var colonParam = regexp.MustCompile(`\\:|:([A-Za-z0-9_]+)(<[^>]*>)?[?+*]?|\*([A-Za-z0-9_]*)`)

// template writes a path of the router with "{name}" for a parameter and
// "{name...}" for the rest of a path.
func (r *Router) template(path string) string {
	if r.Params == ":id" {
		return colonParam.ReplaceAllStringFunc(path, func(p string) string {
			m := colonParam.FindStringSubmatch(p)
			if p == `\:` {
				return ":"
			}
			if m[1] != "" {
				return "{" + m[1] + "}"
			}
			return "{" + m[3] + "...}"
		})
	}
	return braces(path)
}

// braces shortens "{id:[0-9]{3}}" and "{id=a/*}" to "{id}", drops net/http's "{$}" and
// writes chi's closing "*" as "{...}".
func braces(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		switch path[i] {
		case '*':
			b.WriteString("{...}")
		case '{':
			end := closing(path, i)
			name := path[i+1 : end]
			if k := strings.IndexAny(name, ":="); k >= 0 {
				if pattern := name[k+1:]; pattern == ".*" || pattern == "**" || pattern == "*" && name[k] == ':' {
					name = name[:k] + "..."
				} else {
					name = name[:k]
				}
			}
			if name != "$" {
				b.WriteString("{" + name + "}")
			}
			i = end
		default:
			b.WriteByte(path[i])
		}
	}
	return b.String()
}

// closing returns the index of the brace that closes the one at i, or the
// last index of the path.
func closing(path string, i int) int {
	depth := 0
	for ; i < len(path); i++ {
		switch path[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(path) - 1
}
