package prove

import (
	"go/constant"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A value is what is known of a Go value while code is executed. All of these
// are immutable; what changes lives in cells of the heap.
type value any

type (
	// con is a constant of a basic type. Its type is known where code that
	// registers routes has put it into an interface.
	con struct {
		v   constant.Value
		typ types.Type
	}

	// null is the nil of any type.
	null struct{}

	// unknown is a value of which only the origin is known.
	unknown struct {
		typ    types.Type
		from   origin
		nonnil bool
	}

	// pointer leads to a cell of the heap, or to a part of one: fields and
	// elements by index, ".1.0".
	pointer struct {
		cell int
		path string
	}

	// slice is a part of an array in the heap, whose length is known.
	slice struct {
		cell     int
		off, len int
		typ      types.Type // as that of a constant
	}

	// mapping is a map in the heap.
	mapping struct {
		cell int
		typ  types.Type // likewise
	}

	// iface is an interface value whose dynamic type is known.
	iface struct {
		typ types.Type
		val value
	}

	// closure is a function with what it captures; a bound method has its
	// receiver in bound.
	closure struct {
		fn    *ssa.Function
		free  []value
		bound []value
	}

	// native is a function of the executor's own, such as a middleware's next.
	native struct {
		name    string
		handles bool // it is a handler, no middleware
		call    func(*run, *state, *call, ssaValue)
	}

	// element marks the function that is one link of a chain of middlewares, or
	// the handler at its end.
	element struct {
		val  value
		link int
	}

	// opaque is a function or handler that cannot be read; obj is nil if it is
	// not even known which one it is.
	opaque struct {
		obj  *types.Func
		next value // what it wraps, or nil
	}

	// denied is what a guard that the configuration names returns instead of a
	// handler or middleware, for a request that lacks the scope.
	denied struct{}

	// holder is what code that is not read made of the response's writer.
	holder struct{}

	structure struct {
		typ    types.Type
		fields []value
	}
	array struct{ elems []value }
	tuple []value

	writer  struct{} // the response
	headers struct{} // of the request
	root    struct{} // the context that the server gives the request
	with    struct { // context.WithValue
		parent   value
		key, val value
	}
)

// The cells that are no Go values of the program.
type (
	// request is what a *http.Request points to.
	request struct{ ctx value }

	// entries is a map's contents.
	entries struct {
		keys, vals []value
		open       origin // not zero: there are others whose keys have this origin
		rest       value  // one of these
	}

	// failure is an error that errors.New or fmt.Errorf made.
	failure struct {
		id     int
		wraps  []value
		status int // that the router answers with, or 0
	}

	// iterator is the state of a range over a map or a string.
	iterator struct {
		over value
		pos  int
	}
)

// An origin tells what an unknown value depends on.
type origin uint8

const (
	environ origin = 1 << iota // configuration, time, databases: anything that is not the request's
	input                      // what the request says: path, query, body, most headers
	secret                     // the request's credential, as it came
	claims                     // what the service has found out about who asks
	unread                     // the result of code that is not read and that got something of the request
	scoped                     // the result of code that is not read and that got the name of a scope
	chance                     // which goroutine is first
)

// personal reports whether a value depends on who asks.
func (o origin) personal() bool { return o&(secret|claims) != 0 }

// orEnviron is the origin of a value that may depend on none of these.
func (o origin) orEnviron() origin {
	if o == 0 {
		return environ
	}
	return o
}

func text(s string) con  { return con{v: constant.MakeString(s)} }
func number(n int64) con { return con{v: constant.MakeInt64(n)} }
func truth(b bool) con   { return con{v: constant.MakeBool(b)} }
func str(v value) (string, bool) {
	c, ok := v.(con)
	if !ok || c.v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.v), true
}

func integer(v value) (int64, bool) {
	c, ok := v.(con)
	if !ok {
		return 0, false
	}
	n, exact := constant.Int64Val(constant.ToInt(c.v))
	return n, exact && c.v.Kind() != constant.String && c.v.Kind() != constant.Bool
}

func boolean(v value) (val, ok bool) {
	c, ok := v.(con)
	if !ok || c.v.Kind() != constant.Bool {
		return false, false
	}
	return constant.BoolVal(c.v), true
}

// at extends a pointer by a field or element.
func (p pointer) at(i int) pointer { return pointer{p.cell, p.path + "." + strconv.Itoa(i)} }

// steps splits a pointer's path.
func (p pointer) steps() []int {
	if p.path == "" {
		return nil
	}
	parts := strings.Split(p.path[1:], ".")
	steps := make([]int, len(parts))
	for i, s := range parts {
		steps[i], _ = strconv.Atoi(s)
	}
	return steps
}

// zero returns the zero value of a type.
func zero(t types.Type) value {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsString != 0:
			return text("")
		case info&types.IsBoolean != 0:
			return truth(false)
		case info&types.IsNumeric != 0:
			return number(0)
		}
	case *types.Struct:
		s := &structure{typ: t, fields: make([]value, u.NumFields())}
		for i := range s.fields {
			s.fields[i] = zero(u.Field(i).Type())
		}
		return s
	case *types.Array:
		if u.Len() <= maxArray {
			a := &array{elems: make([]value, u.Len())}
			for i := range a.elems {
				a.elems[i] = zero(u.Elem())
			}
			return a
		}
		return unknown{typ: t, from: environ}
	case *types.Tuple:
		all := make(tuple, u.Len())
		for i := range all {
			all[i] = zero(u.At(i).Type())
		}
		return all
	}
	return null{}
}

// maxArray is how long an array may be whose elements are told apart.
const maxArray = 256

// originOf tells what a value depends on, as far as it is unknown.
func (st *state) originOf(v value, depth int) origin {
	switch v := v.(type) {
	case unknown:
		return v.from
	case headers, root:
		return secret
	case with:
		return st.originOf(v.parent, depth) | st.originOf(v.val, depth)
	case holder:
		return environ
	}
	if depth == 0 {
		return 0
	}
	var o origin
	switch v := v.(type) {
	case iface:
		o = st.originOf(v.val, depth)
	case pointer:
		switch cell := st.heap[v.cell].(type) {
		case *request:
			return secret | input
		case *scene:
			return secret | input
		case *failure:
			return 0
		default:
			o = st.originOf(cell, depth-1)
		}
	case slice:
		o = st.originOf(st.heap[v.cell], depth-1)
	case mapping:
		if m, ok := st.heap[v.cell].(*entries); ok {
			o = m.open
			for i := range m.keys {
				o |= st.originOf(m.keys[i], depth-1) | st.originOf(m.vals[i], depth-1)
			}
		}
	case *structure:
		for _, f := range v.fields {
			o |= st.originOf(f, depth-1)
		}
	case *array:
		for _, e := range v.elems {
			o |= st.originOf(e, depth-1)
		}
	case tuple:
		for _, e := range v {
			o |= st.originOf(e, depth-1)
		}
	case *closure:
		for _, e := range v.free {
			o |= st.originOf(e, depth-1)
		}
		for _, e := range v.bound {
			o |= st.originOf(e, depth-1)
		}
	}
	return o
}

// reaches reports whether the response's writer, or something that leads to
// it, is within a value.
func (st *state) reaches(v value, depth int) bool {
	switch v := v.(type) {
	case writer, holder:
		return true
	case iface:
		return st.reaches(v.val, depth)
	case pointer:
		if depth == 0 {
			return false
		}
		if _, ok := st.heap[v.cell].(*scene); ok {
			return true
		}
		return st.reaches(st.heap[v.cell], depth-1)
	case *structure:
		for _, f := range v.fields {
			if depth > 0 && st.reaches(f, depth-1) {
				return true
			}
		}
	}
	return false
}
