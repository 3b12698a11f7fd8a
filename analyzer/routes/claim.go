package routes

import (
	"slices"
)

// A claim is what a registration wants of the requests that one router gets:
// those of a pattern and some methods. Another registration may have a better
// one.
type claim struct {
	root    *node
	host    string
	pattern string
	also    []string // more patterns of the same registration
	tree    bool
	methods []*text   // nil for all
	path    []segment // of the requests that it is about here
	order   []int
	key     any // tells registrations apart
	cond    *cond
	front   bool // another router is behind it
}

// join puts a prefix in front of what is claimed.
func (c *claim) join(join func(string) string) {
	c.pattern = join(c.pattern)
	c.also = slices.Clone(c.also)
	for i := range c.also {
		c.also[i] = join(c.also[i])
	}
}

// takes reports whether a claim is about requests of a method.
func (c claim) takes(method string) bool {
	return c.anyMethod() || hasMethod(c.methods, method)
}

func (c claim) anyMethod() bool { return len(c.methods) == 0 || c.methods[0].s == "*" }

// hasMethod reports whether a list has a method. Whoever answers GET answers
// HEAD, too.
func hasMethod(list []*text, method string) bool {
	return slices.ContainsFunc(list, func(m *text) bool {
		return m.s == "*" || m.s == method || m.s == "GET" && method == "HEAD" || m.dynamic()
	})
}

// beats reports whether a router gives the requests of a method to claim c
// rather than to d, if both have the same pattern.
func (c claim) beats(d claim, method string) bool {
	if !c.takes(method) {
		return false
	}
	later := slices.Compare(c.order, d.order) > 0
	switch c.root.router.Again {
	case "specific last":
		if c.anyMethod() == d.anyMethod() {
			return later
		}
	case "last":
		return later
	case "first":
		return !later
	}
	return !c.anyMethod() && d.anyMethod() && method != "*"
}

// claims are those of all registrations, by router, host and pattern.
type claims map[claimed][]claim

type claimed struct {
	root          *node
	host, pattern string
}

func (cs claims) add(c claim) {
	for _, pattern := range append([]string{c.pattern}, c.also...) {
		k := claimed{c.root, c.host, pattern}
		if !slices.ContainsFunc(cs[k], func(o claim) bool { return o.key == c.key }) {
			cs[k] = append(cs[k], c)
		}
	}
}

// winner returns the claim that gets the requests which c is about.
func (cs claims) winner(c claim, method string) claim {
	best := c
	for _, o := range cs[claimed{c.root, c.host, c.pattern}] {
		if o.key != best.key && o.cond.holds(best.cond) && !best.cond.leftBefore(o.cond) && o.beats(best, method) {
			best = o
		}
	}
	return best
}

// A rival is a claim that may hide others of the same router whatever their
// patterns are.
type rival struct {
	claim
	segs []segment
}

// rivals lists the claims by router.
func (cs claims) rivals() map[*node][]rival {
	all := make(map[*node][]rival)
	for k, list := range cs {
		for _, c := range list {
			if !k.root.router.byPath() && k.root.router != outside {
				all[k.root] = append(all[k.root], rival{c, k.root.router.segments(k.pattern, c.tree)})
			}
		}
	}
	return all
}

// hidden reports whether another claim takes all the requests that c is about,
// an earlier one if the first wins, a narrower one otherwise.
func (c claim) hidden(rivals []rival, method string) bool {
	first := c.root.router.Again == "first"
	if !first && !c.front {
		return false
	}
	own := c.root.router.segments(c.pattern, c.tree)
	return slices.ContainsFunc(rivals, func(o rival) bool {
		if o.key == c.key || !o.takes(method) || o.host != "" && o.host != c.host || covers(o.segs, c.path, false) != coversAll {
			return false
		}
		if first {
			return slices.Compare(o.order, c.order) < 0
		}
		return covers(own, o.segs, false) != coversNone && covers(o.segs, own, false) != coversAll
	})
}
