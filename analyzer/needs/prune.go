package needs

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// prune takes out of a function what no run gets to because a condition is a constant;
// SSA has both sides of such a branch:
//
//	const edition = "free"
//	if edition == "pro" { … }
//
// Of a package with type errors, which are reported, a function may be built in part; it is
// taken for one without a body.
func prune(fn *ssa.Function) {
	if slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool { return len(b.Instrs) == 0 }) {
		fn.Blocks = nil
		return
	}
	decided := false
	for _, b := range fn.Blocks {
		taken := onlySucc(b)
		if taken == nil {
			continue
		}
		decided = true
		for _, succ := range b.Succs {
			if succ != taken {
				dropPred(succ, b)
			}
		}
		b.Succs[0], b.Succs[1] = taken, taken
	}
	if !decided {
		return
	}
	live := liveBlocks(fn)
	for _, b := range fn.Blocks {
		if live[b] {
			continue
		}
		for _, succ := range b.Succs {
			dropPred(succ, b)
		}
		for _, instr := range b.Instrs {
			dropReferrer(instr)
		}
	}
	fn.Blocks = slices.DeleteFunc(fn.Blocks, func(b *ssa.BasicBlock) bool { return !live[b] })
	for i, b := range fn.Blocks {
		b.Index = i
	}
}

// onlySucc is where a branch on a constant leads; nil if a block ends otherwise.
func onlySucc(b *ssa.BasicBlock) *ssa.BasicBlock {
	if len(b.Succs) != 2 || b.Succs[0] == b.Succs[1] || len(b.Instrs) == 0 {
		return nil
	}
	branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	switch value := folded(branch.Cond); {
	case value == nil || value.Kind() != constant.Bool:
		return nil
	case constant.BoolVal(value):
		return b.Succs[0]
	}
	return b.Succs[1]
}

// folded is the value of what is computed from constants alone, or nil.
func folded(v ssa.Value) constant.Value {
	switch v := v.(type) {
	case *ssa.Const:
		return v.Value
	case *ssa.UnOp:
		if x := folded(v.X); x != nil && v.Op == token.NOT {
			return constant.UnaryOp(token.NOT, x, 0)
		}
	case *ssa.BinOp:
		x, y := folded(v.X), folded(v.Y)
		if x == nil || y == nil || x.Kind() != y.Kind() {
			return nil
		}
		switch v.Op {
		case token.EQL, token.NEQ:
			return constant.MakeBool(constant.Compare(x, v.Op, y))
		case token.LSS, token.LEQ, token.GTR, token.GEQ:
			if x.Kind() != constant.Bool {
				return constant.MakeBool(constant.Compare(x, v.Op, y))
			}
		}
	}
	return nil
}

// dropPred takes away one way into a block.
func dropPred(b, pred *ssa.BasicBlock) {
	i := slices.Index(b.Preds, pred)
	if i < 0 {
		return
	}
	b.Preds = slices.Delete(b.Preds, i, i+1)
	for _, instr := range b.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			return
		}
		edge := phi.Edges[i]
		phi.Edges = slices.Delete(phi.Edges, i, i+1)
		if refs := edge.Referrers(); refs != nil && !slices.Contains(phi.Edges, edge) {
			*refs = slices.DeleteFunc(*refs, func(ref ssa.Instruction) bool { return ref == phi })
		}
	}
}

func liveBlocks(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	live := make(map[*ssa.BasicBlock]bool)
	queue := []*ssa.BasicBlock{fn.Blocks[0]}
	if fn.Recover != nil {
		queue = append(queue, fn.Recover)
	}
	for ; len(queue) > 0; queue = queue[1:] {
		if b := queue[0]; !live[b] {
			live[b] = true
			queue = append(queue, b.Succs...)
		}
	}
	return live
}

// dropReferrer has the operands of an instruction forget it.
func dropReferrer(instr ssa.Instruction) {
	for _, op := range instr.Operands(nil) {
		if *op == nil {
			continue
		}
		if refs := (*op).Referrers(); refs != nil {
			*refs = slices.DeleteFunc(*refs, func(ref ssa.Instruction) bool { return ref == instr })
		}
	}
}
