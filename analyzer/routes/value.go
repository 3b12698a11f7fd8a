package routes

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A value is what the interpreter knows of an expression's value; nil is
// nothing. The kinds are *node, *draft, *fn, *applied, *stripped, *text, *list,
// *record, *table, *known, *chained, *ending, and *choice where several are
// possible.
type value any

// hole stands for an unknown part of a text.
const hole = "{?}"

// text is a string, as far as it is known.
type text struct {
	s    string
	from *record    // the record whose field it was, if any
	typ  types.Type // if it is a declared one
	pos  token.Pos
	last token.Pos // of the last part of one that was put together
}

// written is where its last part stands.
func (t *text) written() token.Pos { return cmp.Or(t.last, t.pos) }

func (t *text) dynamic() bool { return strings.Contains(t.s, hole) }

// list is a slice or an array.
type list struct {
	elems    []value
	typ      types.Type // if a literal tells
	*backing            // nil if it has no more room, and shares nothing
	cap      int
}

// table is a map.
type table struct {
	keys, elems []value
	typ         types.Type
	cond        *cond // that it was made under
}

// choice is one of several handlers or middlewares, or none where zero is
// among them. Which one depends on what is not known here.
type choice struct {
	vals []value
	from *applied // the call that returned one of them, or nil
}

// record is a struct.
type record struct {
	typ    types.Type
	lit    *ast.CompositeLit // nil if not built by a literal
	cond   *cond             // that it was made under
	fields map[string]value
	pos    map[string]token.Pos // of the fields' values
}

// fn is a function: a literal with its frame, a declared function, or a method
// with its receiver.
type fn struct {
	lit   *ast.FuncLit
	frame *frame // of lit
	obj   *types.Func
	recv  value
	row   *row     // if obj is a router's method
	made  *applied // the call of a function of this package that returned lit
	from  *applied // the innermost call that returned it
	pos   token.Pos
}

// applied is the result of a call that the interpreter cannot look into, of
// which a guard may be made: a middleware from elsewhere, a wrapped handler.
type applied struct {
	obj  *types.Func // nil if the callee is not known
	call *ast.CallExpr
	args []value
	recv value
	fr   *frame
}

// node is a router or a group of one. Paths and middlewares are resolved when
// everything has been read, because a router may be mounted late.
type node struct {
	id      int // tells routers of a package apart
	router  *Router
	edges   []edge // towards the parents; none for a root
	edits   []step
	prefix  *text // set by the router itself, as go-restful's Path does
	steps   []step
	outside token.Pos // where a router comes from that was not made here
	current *node     // while a Group without a router parameter runs
	pos     token.Pos
}

// edge connects a node to its parent.
type edge struct {
	parent *node
	hand   hand
	prefix *text   // that the router takes away; of a whole request what http.StripPrefix does
	within *text   // the parent's pattern that the child is behind, unless hand is inherits
	tree   bool    // the pattern stands for all below it, too
	host   string  // that the pattern names
	steps  []step  // wrapped around this mount only
	only   []*text // methods, where the mount is limited to some
	seq    int
	mount  bool // the child's routes may be older than the edge
}

// A hand tells what a router sees of a request that another one hands it.
type hand int

const (
	inherits hand = iota // what the parent's prefix leaves: a group, a router of the same kind
	whole                // the whole path, but for what http.StripPrefix takes away
	relative             // what the parent sees, which a group of it may have shortened
)

// step is a middleware of a node.
type step struct {
	val    value
	seq    int
	always bool  // also covers routes registered before
	prefix *text // below this only
	cond   *cond
	pos    token.Pos
	early  bool // it runs before the router looks for the route
	found  bool // it runs once the router has found the route; see [node.found]
}

// closure is a function literal, and the branch that it was made in.
type closure struct {
	fn    *fn
	cond  *cond
	guess bool
}

// cond is a branch of the program that registration code runs in.
type cond struct {
	outer  *cond
	pos    token.Pos
	leaves bool // the function: what follows there does not run as well
}

// holds reports whether code under c runs whenever code under inner runs.
func (c *cond) holds(inner *cond) bool {
	if c == nil {
		return true
	}
	for ; inner != nil; inner = inner.outer {
		if inner == c {
			return true
		}
	}
	return false
}

// leftBefore reports whether code under c leaves its function, and so may keep
// other code from running.
func (c *cond) leftBefore(other *cond) bool {
	for ; c != nil; c = c.outer {
		if c.leaves && !c.holds(other) {
			return true
		}
	}
	return false
}

// draft is a route in the making.
type draft struct {
	node       *node
	call       *ast.CallExpr
	sites      []*ast.CallExpr // the calls that led there, the outermost first
	looped     bool            // it is one of several that a loop registers
	name       string          // of the registering function
	methods    []*text
	host       string
	path       *text
	subtree    bool
	handler    value
	served     bool // there is a handler, known or not
	middleware []step
	by         string // the method by which structs among them act
	bare       bool   // those of the router do not cover it
	operation  *record
	title      string // that the registration gives it
	registered bool
	seq        int
	cond       *cond
	guess      bool // see interp.guess
}

// frame has the variables of one function call.
type frame struct {
	outer *frame // of the enclosing function, for a literal
	vars  map[types.Object]value
	turn  *turn // of the innermost loop that is being run
	rets  []value
	cond  *cond // that the call runs under
	done  bool  // it has returned, whatever conditions hold
	maybe bool  // it may have returned before
}

func (f *frame) lookup(obj types.Object) (value, bool) {
	if vars := f.holding(obj); vars != nil {
		return vars[obj], true
	}
	return nil, false
}

// set assigns to the frame that declared obj, or to f.
func (f *frame) set(obj types.Object, v value) {
	if vars := f.holding(obj); vars != nil {
		vars[obj] = v
		return
	}
	f.define(obj, v)
}

// holding is where a variable is, or nil.
func (f *frame) holding(obj types.Object) map[types.Object]value {
	for ; f != nil; f = f.outer {
		for t := f.turn; t != nil; t = t.outer {
			if _, ok := t.vars[obj]; ok {
				return t.vars
			}
		}
		if _, ok := f.vars[obj]; ok {
			return f.vars
		}
	}
	return nil
}

// define makes a variable.
func (f *frame) define(obj types.Object, v value) {
	for t := f.turn; t != nil; t = t.outer {
		if t.from <= obj.Pos() && obj.Pos() < t.to {
			t.vars[obj] = v
			return
		}
	}
	f.vars[obj] = v
}

// captured is the frame that a literal captures: in a loop, the variables of
// this turn.
func (f *frame) captured() *frame {
	return f.turn.within(f)
}

// A turn has the variables of one iteration of a loop, which are others in the
// next one.
type turn struct {
	outer    *turn // of the loop around this one
	vars     map[types.Object]value
	from, to token.Pos // where they are declared
}

func (t *turn) within(f *frame) *frame {
	if t == nil {
		return f
	}
	return &frame{outer: t.outer.within(f), vars: t.vars}
}
