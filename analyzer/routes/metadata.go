package routes

import (
	"go/types"
)

// edit runs the functions that change a route before it is registered: huma's
// operation handlers and modifiers, go-restful's Do.
func (x *interp) edit(d *draft, fns []value) {
	for _, v := range fns {
		f, ok := v.(*fn)
		if !ok || !x.runnable(f) {
			continue
		}
		var sig *types.Signature
		if f.lit != nil {
			sig, _ = x.info.TypeOf(f.lit).(*types.Signature)
		} else {
			sig = f.obj.Signature()
		}
		if sig == nil || sig.Params().Len() == 0 {
			continue
		}
		if x.routerOf(sig.Params().At(0).Type()) != nil {
			x.invoke(f, []arg{{val: d}}, nil)
			continue
		}
		if d.operation == nil {
			d.operation = x.newOperation(d, sig.Params().At(0).Type())
		}
		if d.operation == nil {
			continue
		}
		x.invoke(f, []arg{{val: d.operation}}, nil)
		if path, ok := d.operation.fields["Path"].(*text); ok {
			d.path = path
		}
	}
}

// newOperation makes the description of a route that is registered by method
// and path, which an option may change.
func (x *interp) newOperation(d *draft, t types.Type) *record {
	op, ok := x.zeroOf(namedOf(t)).(*record)
	if !ok {
		return nil
	}
	if d.path != nil {
		op.fields["Path"] = d.path
	}
	if len(d.methods) == 1 {
		op.fields["Method"] = d.methods[0]
	}
	return op
}

// allEdits lists what a node's ancestors do to the routes below it.
func (n *node) allEdits() []value {
	var vals []value
	for range maxDepth {
		for _, s := range n.edits {
			vals = append(vals, s.val)
		}
		if len(n.edges) == 0 {
			break
		}
		n = n.edges[0].parent
	}
	return vals
}
