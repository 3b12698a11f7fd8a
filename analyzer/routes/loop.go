package routes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"go/version"
)

func (x *interp) rangeOver(f *frame, s *ast.RangeStmt) {
	over := x.eval(f, s.X)
	if m, ok := over.(*table); ok && len(m.elems) == 0 { // that code elsewhere may have filled
		over = nil
	}
	bind := func(e ast.Expr, v value) {
		id, ok := e.(*ast.Ident)
		if !ok {
			return
		}
		if obj := x.info.Defs[id]; obj != nil {
			f.define(obj, v)
		} else if obj := x.info.Uses[id]; obj != nil {
			x.setVar(f, obj, v)
		}
	}
	turn := func(key, elem value) {
		x.turn(f, s, s.Body, func() {
			bind(s.Key, key)
			bind(s.Value, elem)
			x.block(f, s.Body.List)
		})
	}
	switch over := over.(type) {
	case zero: // nil
	case *list:
		for i, e := range over.elems {
			turn(&known{constant.MakeInt64(int64(i))}, e)
		}
	case *known: // for i := range len(list)
		n, ok := constant.Int64Val(over.val)
		if over.val.Kind() != constant.Int || !ok || n > maxTurns || hasBranch(s.Body) {
			x.loop(f, s, s.Body)
			return
		}
		for i := range n {
			turn(&known{constant.MakeInt64(i)}, nil)
		}
	case *table:
		for i, e := range over.elems {
			turn(over.keys[i], e)
		}
	default:
		x.loop(f, s, s.Body)
	}
}

// turn runs one iteration of a loop. Its variables are others each time: those
// of the body always, those of the statement since Go 1.22.
func (x *interp) turn(f *frame, s ast.Stmt, body *ast.BlockStmt, run func()) {
	from := body.Pos()
	if x.ownVariables(s) {
		from = s.Pos()
	}
	outer := f.turn
	f.turn = &turn{outer: outer, vars: make(map[types.Object]value), from: from, to: body.End()}
	x.turns++
	run()
	x.turns--
	f.turn = outer
}

// ownVariables reports whether each iteration has variables of its own, by the
// language version of the file.
func (x *interp) ownVariables(s ast.Stmt) bool {
	for file, v := range x.info.FileVersions {
		if file.FileStart <= s.Pos() && s.Pos() < file.FileEnd {
			return v == "" || version.Compare(v, "go1.22") >= 0
		}
	}
	return true
}

// counted runs a loop whose condition is known each time. It reports whether
// it could.
func (x *interp) counted(f *frame, s *ast.ForStmt) bool {
	if s.Cond == nil || s.Post == nil || hasBranch(s.Body) {
		return false
	}
	for range maxTurns {
		again, ok := x.truth(f, s.Cond)
		if !ok || !again {
			return ok
		}
		x.turn(f, s, s.Body, func() { x.block(f, s.Body.List) })
		x.stmt(f, s.Post)
	}
	return false
}

func hasBranch(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		_, ok := n.(*ast.BranchStmt)
		found = found || ok
		return !found
	})
	return found
}

// stepped adds one to a number, or takes one away.
func (x *interp) stepped(v value, tok token.Token) value {
	k, ok := v.(*known)
	if !ok || k.val.Kind() != constant.Int {
		return nil
	}
	op := token.ADD
	if tok == token.DEC {
		op = token.SUB
	}
	return &known{constant.BinaryOp(k.val, op, constant.MakeInt64(1))}
}

// loop runs a loop's body that is run any number of times.
func (x *interp) loop(f *frame, s ast.Stmt, body *ast.BlockStmt) {
	x.forget(f, s, false)
	before := x.mark(f, s)
	x.under(s.Pos(), func() { x.block(f, body.List) })
	before.join(f, before.now(f))
	x.forget(f, s, false)
}
