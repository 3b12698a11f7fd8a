package needs

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"
)

// signatures keeps functions by their signature.
type signatures struct {
	functions typeutil.Map // to []*ssa.Function
	seen      map[*ssa.Function]bool
}

// key leaves out the receiver, which function values do not have.
func (s *signatures) key(sig *types.Signature) *types.Signature {
	if sig.Recv() == nil {
		return sig
	}
	return types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
}

// add reports whether fn, or with nil the signature itself, is new.
func (s *signatures) add(sig *types.Signature, fn *ssa.Function) bool {
	list := s.of(sig)
	if fn == nil && len(list) > 0 || s.seen[fn] && fn != nil {
		return false
	}
	if s.seen == nil {
		s.seen = make(map[*ssa.Function]bool)
	}
	s.seen[fn] = true
	s.functions.Set(s.key(sig), append(list, fn))
	return true
}

func (s *signatures) of(sig *types.Signature) []*ssa.Function {
	list, _ := s.functions.At(s.key(sig)).([]*ssa.Function)
	return list
}
