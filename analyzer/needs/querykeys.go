package needs

import (
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
)

// queryRuling decides whether a query has a key, "tag_name", or a key with a
// value, "read_write=true".
func queryRuling(query, where string, pos token.Pos) ruling {
	key, want, valued := strings.Cut(where, "=")
	best := ruling{}
	for _, pair := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == '?' }) {
		k, v, _ := strings.Cut(pair, "=")
		switch known := k == key; {
		case !known && !(strings.Contains(k, "{}") && mayRead(k, key)):
		case !known:
			best = ruling{holds: perhaps, reason: "if " + where + " is sent", pos: pos}
		case !valued:
			return ruling{holds: always, reason: key + " is sent", pos: pos}
		case v == want:
			return ruling{holds: always, reason: fmt.Sprintf("%s is %s", key, want), pos: pos}
		case strings.Contains(v, "{}") && mayRead(v, want):
			best = ruling{holds: perhaps, reason: fmt.Sprintf("if %s is %s", key, want), pos: pos}
		}
	}
	return best
}

// mayRead reports whether the holes of a pattern, {}, can be filled so that it
// starts and ends like s.
func mayRead(pattern, s string) bool {
	first := strings.Index(pattern, "{}")
	last := strings.LastIndex(pattern, "{}")
	return strings.HasPrefix(s, pattern[:first]) && strings.HasSuffix(s, pattern[last+2:])
}

// openQuery reports whether a condition of the operation depends on a part of
// the query that callers may know.
func openQuery(line text, v verdict) bool {
	if v.kind != matched && v.kind != atSomeHost {
		return false
	}
	_, query := line.cut(func(s string) int { return strings.IndexByte(s, '?') })
	query.guards = nil
	return query.param() != nil && slices.ContainsFunc(v.op.Conditions, func(c catalog.Condition) bool {
		return c.Kind == catalog.Query && queryRuling(v.query, c.Where, token.NoPos).holds == perhaps
	})
}

// pathClosed is a line of which the callers may fill the query alone: no literal
// of theirs stands for a parameter of the path.
func pathClosed(line text) text {
	before, query := line.cut(func(s string) int { return strings.IndexByte(s, '?') })
	query.guards = nil
	return join(before.closed(), query)
}
