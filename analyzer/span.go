package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// spans find the source of the bytes of a constant's value.
type spans struct {
	fset *token.FileSet
	all  []*spanned // what the constant is a sum of, in order
}

// spanned is a literal or a name, and where its value is in that of the sum.
type spanned struct {
	expr     ast.Expr
	from, to int
	lit      *literal // nil for a name
}

func newSpans(fset *token.FileSet, info *types.Info, e ast.Expr) *spans {
	s := &spans{fset: fset}
	todo := []ast.Expr{e} // a stack, for long sums are deep
	for len(todo) > 0 {
		e := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch x := e.(type) {
		case *ast.ParenExpr:
			todo = append(todo, x.X)
			continue
		case *ast.BinaryExpr: // "a:" + "b"
			todo = append(todo, x.Y, x.X)
			continue
		}
		part := &spanned{expr: e}
		if len(s.all) > 0 {
			part.from = s.all[len(s.all)-1].to
		}
		value, _ := stringValue(info, e)
		part.to = part.from + len(value)
		if lit, ok := e.(*ast.BasicLit); ok {
			part.lit = &literal{text: lit.Value}
		}
		s.all = append(s.all, part)
	}
	return s
}

// of finds the source of the bytes [from, to): what stands between pos and end, with
// escapes perhaps. Where that is more than these bytes (a name, a sum), it is the
// narrowest expression around them, and source is empty.
func (s *spans) of(from, to int) (pos, end token.Pos, source string) {
	last, _ := slices.BinarySearchFunc(s.all, to, func(p *spanned, to int) int { return p.to - to })
	first, _ := slices.BinarySearchFunc(s.all, from+1, func(p *spanned, from int) int { return p.to - from })
	last = min(last, len(s.all)-1)
	if p := s.all[last]; first >= last {
		return s.in(p, from-p.from, to-p.from)
	}
	p, q := s.all[first], s.all[last]
	pos, _, _ = s.in(p, from-p.from, p.to-p.from)
	_, end, _ = s.in(q, 0, to-q.from)
	return pos, end, ""
}

// in is of in one literal or name.
func (s *spans) in(p *spanned, from, to int) (pos, end token.Pos, source string) {
	e, ok := p.expr.(*ast.BasicLit)
	if ok && strings.HasPrefix(e.Value, "`") && int(e.End()-e.Pos()) != len(e.Value) {
		return crlfSpan(s.fset, e, from, to)
	}
	if ok {
		if start, stop, ok := p.lit.span(from, to); ok {
			return e.Pos() + token.Pos(start), e.Pos() + token.Pos(stop), e.Value[start:stop]
		}
	}
	return p.expr.Pos(), p.expr.End(), ""
}

// crlfSpan is in for a raw string with carriage returns, which are in the
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

// A literal is the text of a string literal.
type literal struct {
	text string
	at   []int // of an interpreted one where each byte of its value stands, -1 for one inside of an escape
}

// span finds the bytes [from, to) of the literal's value in its text.
func (l *literal) span(from, to int) (start, stop int, ok bool) {
	if strings.HasPrefix(l.text, "`") {
		return 1 + from, 1 + to, 1+to < len(l.text)
	}
	if l.at == nil {
		l.read()
	}
	if from < 0 || to < from || to >= len(l.at) || l.at[from] < 0 || l.at[to] < 0 {
		return 0, 0, false
	}
	return l.at[from], l.at[to], true
}

// read finds each byte of the value.
func (l *literal) read() {
	l.at = make([]int, 0, len(l.text))
	for rest := l.text[1:]; rest != "" && rest != `"`; {
		at := len(l.text) - len(rest)
		r, multibyte, tail, err := strconv.UnquoteChar(rest, '"')
		if err != nil {
			return
		}
		l.at = append(l.at, at)
		if multibyte {
			for range utf8.RuneLen(r) - 1 {
				l.at = append(l.at, -1)
			}
		}
		rest = tail
	}
	l.at = append(l.at, len(l.text)-1) // the quotation mark behind it
}
