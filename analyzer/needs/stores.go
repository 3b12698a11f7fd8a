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

	together map[ssa.Value]*fieldSet          // by the object's address
	updates  map[*ssa.Global][]*ssa.MapUpdate // of maps
	decoded  map[*types.TypeName]token.Pos    // types that JSON or YAML is decoded into
	lent     map[*types.Var]token.Pos         // fields whose address is handed to a function, such as flag.StringVar

	fallbacks map[*types.Var][]ssa.Value // of the flags that are kept in fields
}

func newStores(g *graph) *stores {
	s := &stores{
		fields: make(map[*types.Var][]*ssa.Store), inner: make(map[*types.Var][]*ssa.Store),
		globals: make(map[*ssa.Global][]ssa.Value), decoded: make(map[*types.TypeName]token.Pos),
		lent: make(map[*types.Var]token.Pos), fallbacks: make(map[*types.Var][]ssa.Value),
		updates: make(map[*ssa.Global][]*ssa.MapUpdate), together: make(map[ssa.Value]*fieldSet),
	}
	for fn := range g.parent {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.Store:
					s.add(instr)
				case *ssa.MapUpdate:
					if load, ok := instr.Map.(*ssa.UnOp); ok {
						if g, ok := load.X.(*ssa.Global); ok {
							s.updates[g] = append(s.updates[g], instr)
						}
					}
				case *ssa.Call:
					s.addDecoding(instr)
					s.addLent(instr)
					s.addFallback(instr)
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
		if s.together[addr.X] == nil {
			s.together[addr.X] = &fieldSet{make(map[*types.Var]bool)}
		}
		s.together[addr.X].fields[f] = true
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

func (s *stores) addFallback(call *ssa.Call) {
	switch addr, value := fallbackOf(call); addr := addr.(type) {
	case *ssa.FieldAddr:
		f := fieldOf(addr.X.Type(), addr.Field)
		s.fallbacks[f] = append(s.fallbacks[f], value)
	case *ssa.Global:
		s.globals[addr] = append(s.globals[addr], value)
	}
}

// addLent notes the fields whose address a call gets. A receiver is not meant:
// methods store for themselves.
func (s *stores) addLent(call *ssa.Call) {
	args := call.Call.Args
	if call.Call.Signature().Recv() != nil && !call.Call.IsInvoke() {
		args = args[1:]
	}
	for _, arg := range args {
		if addr, ok := arg.(*ssa.FieldAddr); ok {
			f := fieldOf(addr.X.Type(), addr.Field)
			if pos, ok := s.lent[f]; !ok || call.Pos() < pos {
				s.lent[f] = call.Pos()
			}
		}
	}
}

// setting tells whether the program sets a field to more than its zero value.
func (s *stores) setting(field *types.Var) ruling {
	best := ruling{}
	for _, store := range s.fields[field] {
		if r := setRuling(field.Name(), store.Val, store.Pos()); r.holds > best.holds {
			best = r
		}
	}
	if best.holds == always {
		return best
	}
	if inner := s.inner[field]; len(inner) > 0 {
		return ruling{holds: always, reason: field.Name() + " is set", pos: inner[0].Pos()}
	}
	if pos := s.elsewhere(field); best.holds == never && pos.IsValid() {
		return ruling{holds: perhaps, reason: "if " + field.Name() + " is set through its address", pos: pos}
	}
	return best
}

// elsewhere is a place that may set a field without a store that can be seen: a
// call that gets its address, or one that decodes the struct it is in.
func (s *stores) elsewhere(field *types.Var) token.Pos {
	if pos, ok := s.lent[field]; ok {
		return pos
	}
	for name, pos := range s.decoded {
		st, ok := name.Type().Underlying().(*types.Struct)
		for i := 0; ok && i < st.NumFields(); i++ {
			if st.Field(i).Origin() == field {
				return pos
			}
		}
	}
	return token.NoPos
}
