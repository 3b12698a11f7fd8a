package needs

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

type stores struct {
	fields  map[*types.Var][]*ssa.Store
	inner   map[*types.Var][]*ssa.Store // into a field of the field, a struct
	globals map[*ssa.Global][]ssa.Value
	decoded map[*types.TypeName]token.Pos // types that JSON or YAML is decoded into
}

func newStores(g *graph) *stores {
	s := &stores{
		fields: make(map[*types.Var][]*ssa.Store), inner: make(map[*types.Var][]*ssa.Store),
		globals: make(map[*ssa.Global][]ssa.Value), decoded: make(map[*types.TypeName]token.Pos),
	}
	for fn := range g.parent {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.Store:
					s.add(instr)
				case *ssa.Call:
					s.addDecoding(instr)
				}
			}
		}
	}
	byPosition := func(a, b *ssa.Store) int { return int(a.Pos()) - int(b.Pos()) }
	for _, lists := range []map[*types.Var][]*ssa.Store{s.fields, s.inner} {
		for _, list := range lists { // the functions came in no order
			slices.SortFunc(list, byPosition)
		}
	}
	return s
}

func (s *stores) add(store *ssa.Store) {
	switch addr := store.Addr.(type) {
	case *ssa.FieldAddr:
		f := fieldOf(addr.X.Type(), addr.Field)
		s.fields[f] = append(s.fields[f], store)
		for outer, ok := addr.X.(*ssa.FieldAddr); ok; outer, ok = outer.X.(*ssa.FieldAddr) {
			f := fieldOf(outer.X.Type(), outer.Field)
			s.inner[f] = append(s.inner[f], store)
		}
	case *ssa.Global:
		s.globals[addr] = append(s.globals[addr], store.Val)
	}
}

var decoders = map[string]bool{
	"encoding/json.Unmarshal": true, "(*encoding/json.Decoder).Decode": true,
	"gopkg.in/yaml.v2.Unmarshal": true, "gopkg.in/yaml.v3.Unmarshal": true, "sigs.k8s.io/yaml.Unmarshal": true,
	"go.yaml.in/yaml/v2.Unmarshal": true, "go.yaml.in/yaml/v3.Unmarshal": true,
}

func (s *stores) addDecoding(call *ssa.Call) {
	callee := call.Call.StaticCallee()
	if callee == nil || callee.Object() == nil || len(call.Call.Args) < 2 {
		return
	}
	if !decoders[callee.Object().(*types.Func).FullName()] {
		return
	}
	made, ok := call.Call.Args[1].(*ssa.MakeInterface)
	if !ok {
		return
	}
	if name := typeName(made.X.Type()); name != nil {
		if pos, ok := s.decoded[name]; !ok || call.Pos() < pos {
			s.decoded[name] = call.Pos()
		}
	}
}
