package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"unicode/utf8"
)

// span finds the source of the bytes [from, to) of a constant's value: what stands
// between pos and end, with escapes perhaps. Where that is more than these bytes (a
// name, a concatenation), the span is the narrowest expression around them, and
// source is empty.
func span(fset *token.FileSet, info *types.Info, e ast.Expr, from, to int) (pos, end token.Pos, source string) {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return span(fset, info, e.X, from, to)
	case *ast.BinaryExpr: // "a:" + "b"
		left, _ := stringValue(info, e.X)
		if to <= len(left) {
			return span(fset, info, e.X, from, to)
		}
		if from >= len(left) {
			return span(fset, info, e.Y, from-len(left), to-len(left))
		}
		pos, _, _ = span(fset, info, e.X, from, len(left))
		_, end, _ = span(fset, info, e.Y, 0, to-len(left))
		return pos, end, ""
	case *ast.BasicLit:
		if strings.HasPrefix(e.Value, "`") && int(e.End()-e.Pos()) != len(e.Value) {
			return crlfSpan(fset, e, from, to)
		}
		if start, stop, ok := litSpan(e.Value, from, to); ok {
			return e.Pos() + token.Pos(start), e.Pos() + token.Pos(stop), e.Value[start:stop]
		}
	}
	return e.Pos(), e.End(), ""
}

// crlfSpan is span for a raw string with carriage returns, which are in the
// source and not in the value: they end its lines.
func crlfSpan(fset *token.FileSet, lit *ast.BasicLit, from, to int) (pos, end token.Pos, source string) {
	file := fset.File(lit.Pos())
	first := file.Line(lit.Pos())
	at := func(off int) token.Pos {
		before := lit.Value[1 : 1+off]
		n := strings.Count(before, "\n")
		if n == 0 {
			return lit.Pos() + 1 + token.Pos(off)
		}
		return file.LineStart(first+n) + token.Pos(len(before)-strings.LastIndex(before, "\n")-1)
	}
	if text := lit.Value[1+from : 1+to]; !strings.Contains(text, "\n") {
		source = text
	}
	return at(from), at(to), source
}

// litSpan finds the bytes [from, to) of a string literal's value in its text.
func litSpan(text string, from, to int) (start, stop int, ok bool) {
	if strings.HasPrefix(text, "`") {
		return 1 + from, 1 + to, 1+to < len(text)
	}
	rest, value := text[1:], 0
	start, stop = -1, -1
	for {
		at := len(text) - len(rest)
		if value == from {
			start = at
		}
		if value == to {
			stop = at
		}
		if start >= 0 && stop >= 0 {
			return start, stop, true
		}
		if rest == `"` || rest == "" {
			return 0, 0, false
		}
		r, multibyte, tail, err := strconv.UnquoteChar(rest, '"')
		if err != nil {
			return 0, 0, false
		}
		if multibyte {
			value += utf8.RuneLen(r)
		} else {
			value++
		}
		rest = tail
	}
}
