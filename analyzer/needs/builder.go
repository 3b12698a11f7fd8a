package needs

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A strings.Builder or bytes.Buffer is evaluated to what is written to it, in the
// order of the code.

// builder is what is written to a variable of a function. What does more with it than
// to write makes it unknown.
func (e *evaluator) builder(args []ssa.Value) []text {
	buf := args[0]
	made, isCall := buf.(*ssa.Call)
	if _, ok := buf.(*ssa.Alloc); !ok && !isCall || buf.Parent() == nil || isShown(buf) {
		return unknownTexts()
	}
	var lists [][]text
	switch {
	case isCall && (calls(made, "bytes.NewBufferString") || calls(made, "bytes.NewBuffer")):
		lists = append(lists, e.eval(made.Call.Args[0]))
	case isCall:
		return unknownTexts()
	}
	end := lastRead(buf)
	var loop []write
	flush := func() {
		if len(loop) > 0 {
			lists = append(lists, e.repeated(loop))
			loop = nil
		}
	}
	for _, b := range buf.Parent().DomPreorder() {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			values, ok := writtenBy(call, buf)
			if !ok {
				continue
			}
			w := write{call, values}
			if inLoop(b) {
				loop = append(loop, w)
				continue
			}
			flush()
			texts := e.writtenTexts(w)
			if end != nil && !b.Dominates(end) {
				texts = append(guarded(texts, e.guards(b)), literal(""))
			}
			lists = append(lists, texts)
		}
	}
	flush()
	return product(lists...)
}

// A write is a call that writes values, nil for something unknown.
type write struct {
	call   *ssa.Call
	values []ssa.Value
}

// writtenBy is what a call writes to a buffer; not ok if it writes nothing.
func writtenBy(call *ssa.Call, buf ssa.Value) ([]ssa.Value, bool) {
	callee := call.Call.StaticCallee()
	args := call.Call.Args
	if callee == nil || len(args) == 0 {
		return nil, false
	}
	if made, ok := args[0].(*ssa.MakeInterface); ok && made.X == buf {
		return args[1:], true // fmt.Fprintf(&b, …)
	}
	if args[0] != buf {
		return nil, false
	}
	switch callee.Name() {
	case "WriteString", "Write", "WriteByte", "WriteRune":
		return args[1:], true
	case "String", "Len", "Grow", "Cap", "Bytes":
		return nil, false
	}
	return nil, true
}

// writtenTexts is what a write adds.
func (e *evaluator) writtenTexts(w write) []text {
	switch {
	case calls(w.call, "fmt.Fprintf"):
		return e.sprintf(w.values)
	case calls(w.call, "fmt.Fprint"):
		return e.sprint(w.values)
	case calls(w.call, "io.WriteString"):
		return e.eval(w.values[0])
	case len(w.values) != 1 || len(w.call.Call.Args) != 2 || w.call.Call.StaticCallee().Signature.Recv() == nil:
		return unknownTexts()
	}
	if c, ok := w.values[0].(*ssa.Const); ok && isNumber(c.Type()) && c.Value != nil { // a byte or a rune
		return literals(string(rune(c.Int64())))
	}
	return e.eval(w.values[0])
}

// repeated is what the writes of a loop add: each element of a list between constants, or
// nobody knows.
func (e *evaluator) repeated(writes []write) []text {
	var list *ssa.Parameter
	var how each
	for _, w := range writes {
		if len(w.values) == 1 && list == nil {
			if list = loopElement(w.values[0]); list != nil {
				continue
			}
		}
		texts := e.writtenTexts(w)
		s, ok := texts[0].constant()
		if !ok || len(texts) > 1 || w.call.Block() != writes[0].call.Block() {
			return []text{holeText(several)}
		}
		if list == nil {
			how.before += s
		} else {
			how.behind += s
		}
	}
	if list == nil {
		return []text{holeText(several)}
	}
	return []text{holeText(&hole{param: list, each: &how})}
}

// isShown reports whether more is done with a buffer than to write to it and to read it.
func isShown(buf ssa.Value) bool {
	return slices.ContainsFunc(*buf.Referrers(), func(use ssa.Instruction) bool {
		switch use := use.(type) {
		case *ssa.Call, *ssa.DebugRef, *ssa.Defer:
			return false
		case *ssa.MakeInterface:
			return slices.ContainsFunc(*use.Referrers(), func(use ssa.Instruction) bool {
				call, ok := use.(*ssa.Call)
				return !ok || call.Call.StaticCallee() == nil
			})
		case *ssa.Store:
			c, ok := use.Val.(*ssa.Const)
			return !ok || c.Value != nil
		}
		return true
	})
}

// lastRead is the block in which a buffer's content is taken; nil if that is in several.
func lastRead(buf ssa.Value) *ssa.BasicBlock {
	var at *ssa.BasicBlock
	for _, use := range *buf.Referrers() {
		call, ok := use.(*ssa.Call)
		if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Name() != "String" {
			continue
		}
		if at != nil && at != call.Block() {
			return nil
		}
		at = call.Block()
	}
	return at
}

// inLoop reports whether a block can run more than once in a call of its function.
func inLoop(b *ssa.BasicBlock) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	var reaches func(from *ssa.BasicBlock) bool
	reaches = func(from *ssa.BasicBlock) bool {
		for _, s := range from.Succs {
			if s == b {
				return true
			}
			if !seen[s] {
				seen[s] = true
				if reaches(s) {
					return true
				}
			}
		}
		return false
	}
	return reaches(b)
}
