package needs

import (
	"cmp"
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Programs without a library for commands compare what they are called with:
//
//	switch flag.Arg(0) {
//	case "list": …

// switched lists the branches that are taken for one word of the command line.
func (t *tracer) switched() []section {
	var all []section
	for _, fn := range inOrder(t.graph.parent) {
		if !t.own[packageOf(fn)] {
			continue
		}
		first := len(all)
		for _, b := range fn.Blocks {
			cond := t.choice(b)
			if cond == nil || !t.onlyChosen(b.Succs[0]) {
				continue
			}
			s := section{name: cmp.Or(wordOf(cond.Y), wordOf(cond.X)), at: cond, starts: []spot{{v: fn}}, blocks: make(map[*ssa.BasicBlock]bool)}
			for _, inner := range fn.Blocks {
				if b.Succs[0].Dominates(inner) {
					s.blocks[inner] = true
				}
			}
			all = append(all, s)
		}
		nest(all[first:], fn)
	}
	return all
}

// choice is the comparison of an argument with a word that a block ends in; nil if it ends
// otherwise.
func (t *tracer) choice(b *ssa.BasicBlock) *ssa.BinOp {
	branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || b.Succs[0] == b.Succs[1] {
		return nil
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.EQL {
		return nil
	}
	if wordOf(cond.Y) != "" && t.isArgument(cond.X, 0) || wordOf(cond.X) != "" && t.isArgument(cond.Y, 0) {
		return cond
	}
	return nil
}

// onlyChosen reports whether a block runs for some words alone: case "ls", "list".
func (t *tracer) onlyChosen(b *ssa.BasicBlock) bool {
	return !slices.ContainsFunc(b.Preds, func(pred *ssa.BasicBlock) bool { return t.choice(pred) == nil || pred.Succs[0] != b })
}

func wordOf(v ssa.Value) string {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return ""
	}
	return constant.StringVal(c.Value)
}

// nest takes what one branch has inside of another out of that, and puts the outer name
// before the inner one.
func nest(sections []section, fn *ssa.Function) {
	names := make([]string, len(sections))
	for i := range sections {
		names[i] = sections[i].name
	}
	for i, inner := range sections {
		block := inner.at.(*ssa.BinOp).Block()
		var outer []string
		for j, s := range sections {
			if i != j && s.blocks[block] && !slices.Contains(outer, names[j]) {
				outer = append(outer, names[j])
			}
		}
		sections[i].name = strings.Join(append(outer, names[i]), " ")
	}
	for i := range sections {
		for j, s := range sections {
			if i == j || !sections[i].blocks[s.at.(*ssa.BinOp).Block()] {
				continue
			}
			for _, b := range fn.Blocks {
				if s.blocks[b] {
					delete(sections[i].blocks, b)
				}
			}
		}
	}
}

// isArgument reports whether a value is an argument of the command line.
func (t *tracer) isArgument(v ssa.Value, depth int) bool {
	if depth > 12 {
		return false
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		return t.isArgument(v.X, depth+1)
	case *ssa.IndexAddr:
		return t.isArgument(v.X, depth+1)
	case *ssa.Slice:
		return t.isArgument(v.X, depth+1)
	case *ssa.Global:
		return v.Pkg.Pkg.Path() == "os" && v.Name() == "Args"
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if t.isArgument(edge, depth+1) {
				return true
			}
		}
	case *ssa.Call:
		switch name := fullNameOf(v); name {
		case "flag.Arg", "flag.Args", "(*flag.FlagSet).Arg", "(*flag.FlagSet).Args":
			return true
		case "strings.ToLower", "strings.TrimSpace":
			return t.isArgument(v.Call.Args[0], depth+1)
		}
	case *ssa.Parameter:
		if !isText(v.Type()) && !isStrings(v.Type()) {
			return false
		}
		for _, c := range t.graph.in[v.Parent()] {
			if arg := argument(c, v); arg != nil && t.isArgument(arg, depth+4) {
				return true
			}
		}
	}
	return false
}
