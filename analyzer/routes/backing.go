package routes

import (
	"go/ast"
	"go/constant"
	"go/types"
	"reflect"
	"slices"
)

// Two slices may share their memory: an append that fits into the capacity of
// one writes where another one may have elements already. That is how a list of
// middlewares loses its guard.

// A backing is the memory that lists share.
type backing struct {
	cap   int
	lists []*list
}

// room is how many elements a list may have without new memory.
func (l *list) room() int {
	if l.backing == nil {
		return len(l.elems)
	}
	return min(l.cap, l.backing.cap)
}

// appended makes the list that append returns.
func (x *interp) appended(old *list, more []value, elem types.Type) *list {
	l := &list{elems: slices.Concat(old.elems, more), typ: old.typ}
	if room := old.room(); len(l.elems) > room || old.backing == nil {
		l.cap = grown(elem, room, len(old.elems), len(l.elems))
		l.backing = &backing{cap: l.cap, lists: []*list{l}}
		return l
	}
	l.backing, l.cap = old.backing, old.cap
	for i, v := range more {
		at := len(old.elems) + i
		for _, other := range l.backing.lists {
			if at < len(other.elems) {
				other.elems[at] = x.overwritten(other.elems[at], v)
			}
		}
	}
	l.backing.lists = append(l.backing.lists, l)
	return l
}

// overwritten is what an element is once another list's append has written
// there.
func (x *interp) overwritten(old, v value) value {
	if x.cond == nil {
		return v
	}
	return chooseOf(old, v)
}

// grown is the capacity that append gives a slice.
func grown(elem types.Type, room, length, need int) int {
	size := sizeOf(elem)
	if need <= room || size <= 0 || size > 1<<10 || need > 1<<10 {
		return need
	}
	t := reflect.SliceOf(reflect.ArrayOf(int(size), reflect.TypeFor[byte]()))
	s := reflect.MakeSlice(t, length, room)
	return reflect.AppendSlice(s, reflect.MakeSlice(t, need-length, need-length)).Cap()
}

// sizeOf is the size of a type, or 0 for one that has none, as a type parameter.
func sizeOf(t types.Type) (size int64) {
	defer func() {
		if recover() != nil {
			size = 0
		}
	}()
	return types.SizesFor("gc", "amd64").Sizeof(t)
}

// withRoom makes the list that make returns.
func (x *interp) withRoom(f *frame, call *ast.CallExpr, l *list) *list {
	n, ok := x.count(f, call.Args[1])
	if !ok || n > maxTurns {
		return l
	}
	s := x.info.TypeOf(call).Underlying().(*types.Slice)
	for range n {
		l.elems = append(l.elems, x.zeroOf(s.Elem()))
	}
	l.cap = n
	if len(call.Args) > 2 {
		if c, ok := x.count(f, call.Args[2]); ok {
			l.cap = c
		}
	}
	l.backing = &backing{cap: l.cap, lists: []*list{l}}
	return l
}

func (x *interp) count(f *frame, e ast.Expr) (int, bool) {
	c := constantOf(x.eval(f, e))
	if tv := x.info.Types[e]; tv.Value != nil {
		c = tv.Value
	}
	if c == nil || c.Kind() != constant.Int {
		return 0, false
	}
	n, ok := constant.Int64Val(c)
	return int(n), ok && n >= 0 && n < 1<<16
}

// sliced is the beginning of a list.
func (x *interp) sliced(f *frame, e *ast.SliceExpr) value {
	old, ok := x.eval(f, e.X).(*list)
	if !ok {
		return nil
	}
	if e.Low != nil {
		if low, ok := x.count(f, e.Low); !ok || low > 0 {
			return someOf(old)
		}
	}
	high := len(old.elems)
	if e.High != nil {
		if high, ok = x.count(f, e.High); !ok || high > len(old.elems) {
			return someOf(old)
		}
	}
	if old.backing == nil {
		old.cap = len(old.elems)
		old.backing = &backing{cap: old.cap, lists: []*list{old}}
	}
	l := &list{elems: slices.Clone(old.elems[:high]), typ: old.typ, backing: old.backing, cap: old.cap}
	if e.Max != nil {
		if l.cap, ok = x.count(f, e.Max); !ok {
			return someOf(old)
		}
	}
	l.backing.lists = append(l.backing.lists, l)
	return l
}

// someOf is a list that may have each of the elements.
func someOf(l *list) *list {
	some := &list{elems: make([]value, len(l.elems)), typ: l.typ}
	for i, e := range l.elems {
		some.elems[i] = chooseOf(zero{}, e)
	}
	return some
}

// setListElem assigns to an element of a list, and of those that share its memory.
func (x *interp) setListElem(f *frame, l *list, e *ast.IndexExpr, v value) {
	shared := []*list{l}
	if l.backing != nil {
		shared = l.backing.lists
	}
	at, known := x.count(f, e.Index)
	for _, l := range shared {
		for i := range l.elems {
			switch {
			case known && i == at:
				l.elems[i] = x.overwritten(l.elems[i], v)
			case !known: // any of them
				l.elems[i] = chooseOf(l.elems[i], v)
			}
		}
	}
}
