package analyzer

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// argumentOf reads a call that has the value as its ith argument.
func (p *placeReader) argumentOf(call *ast.CallExpr, i int) (climbOn bool) {
	if p.info.Types[call.Fun].IsType() { // Scope("…")
		p.nameOf(call.Fun)
		return true
	}
	if p.passesOn(call) { // scopes = append(scopes, "…"), Scopes: strings.Fields("…")
		if i > 0 {
			p.nameOf(call.Args[0])
		}
		return true
	}
	p.argument = true
	p.call = call
	if fn, ok := callee(p.info, call).(*types.Func); ok && isSearch(fn) { // slices.Contains(scopes, "…")
		p.compared = true
		p.nameOf(call.Args[0])
	}
	p.pieced = p.pieced || writes(call)
	if p.list == nil {
		p.list = call
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		p.nameOf(sel.X) // scopes.Insert("…")
	}
	p.nameOf(call.Fun)
	if sig := signature(p.info, call); sig != nil {
		if n := sig.Params().Len(); n > 0 {
			param := min(i, n-1)
			if sig.Variadic() && param == n-1 {
				elem, _ := sig.Params().At(param).Type().(*types.Slice)
				p.variadic = elem != nil && isString(elem.Elem())
				if p.list == call {
					p.size = len(call.Args) - param
				}
			}
			p.param = sig.Params().At(param).Name()
			p.name(p.param)
			p.typeName(sig.Params().At(param).Type())
			if obj := callee(p.info, call); obj != nil {
				p.slots = append(p.slots, slot{obj, param})
			}
		}
	} else if _, ok := callee(p.info, call).(*types.Builtin); !ok {
		p.doubtful = true
	}
	p.siblings(call, i)
	return false
}

// isSearch reports whether a function looks for a value among others.
func isSearch(fn *types.Func) bool {
	if fn.Pkg() == nil || fn.Pkg().Path() != "slices" && fn.Pkg().Path() != "strings" {
		return false
	}
	return slices.Contains([]string{"Contains", "Index", "HasPrefix", "HasSuffix", "EqualFold"}, fn.Name())
}

// writes reports whether a call writes or prints, by the name of what it
// calls: then its text may be a piece of a longer one.
func writes(call *ast.CallExpr) bool {
	name := ""
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		name = fun.Name
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	}
	ws := words(name)
	return len(ws) > 0 && slices.Contains([]string{"write", "print", "printf", "println", "fprint", "fprintf", "fprintln"}, ws[0])
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// signature returns the signature of a call's function, or nil if it does not
// type-check.
func signature(info *types.Info, call *ast.CallExpr) *types.Signature {
	t := info.TypeOf(call.Fun)
	if t == nil {
		return nil
	}
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

// callee returns the function that a call runs, or the variable that holds it.
func callee(info *types.Info, call *ast.CallExpr) types.Object {
	if obj := typeutil.Callee(info, call); obj != nil {
		return obj
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return info.Uses[fun]
	case *ast.SelectorExpr:
		return info.Uses[fun.Sel]
	}
	return nil
}

// passesOn reports whether a call returns what it gets, cut or joined.
func (p *placeReader) passesOn(call *ast.CallExpr) bool {
	switch fn := callee(p.info, call).(type) {
	case *types.Builtin:
		return fn.Name() == "append"
	case *types.Func:
		if fn.Pkg() == nil || fn.Pkg().Path() != "strings" {
			return false
		}
		cuts := slices.Contains([]string{"Fields", "Split", "SplitSeq", "FieldsSeq", "TrimSpace", "NewReader"}, fn.Name())
		p.pieced = p.pieced || cuts
		return cuts || fn.Name() == "Join"
	}
	return false
}

// siblings reads the other arguments of a call. A name in front speaks for the
// value behind it: q.Set("scope", "…"), Set(ns, ArgTokenScopes, "…"),
// Command("--scopes", "…"). In Equal(want, got any), each speaks for the other.
func (p *placeReader) siblings(call *ast.CallExpr, i int) {
	if i > 0 {
		before := call.Args[i-1]
		if text, ok := stringValue(p.info, before); ok && isKeyword(text) {
			p.name(text)
		}
		if c := constNamed(p.info, before); c != nil {
			p.name(c.Name())
		}
	}
	sig := signature(p.info, call)
	if sig == nil || !takesAny(sig, i) {
		return
	}
	for j, arg := range call.Args {
		if j != i && takesAny(sig, j) && isName(arg) {
			p.nameOf(arg)
		}
	}
}

// takesAny reports whether the ith parameter is of an interface type.
func takesAny(sig *types.Signature, i int) bool {
	return i < sig.Params().Len() && types.IsInterface(sig.Params().At(i).Type())
}

// isKeyword reports whether a text can be the name of something.
func isKeyword(text string) bool {
	return len(text) <= 40 && !strings.ContainsFunc(text, func(r rune) bool {
		return r > 0x7f || r != '-' && r != '_' && r != '.' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	})
}
