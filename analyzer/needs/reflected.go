package needs

import (
	"go/types"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"
)

// Methods that are called by reflection have no call that types show. Code that looks
// methods up says by which names, or takes all that there are; what is handed to it,
// with its exported fields, is called so.

// A lookup tells how a package finds methods by reflection.
type lookup struct {
	names []string // constants; with a * at the end what begins so
	all   bool     // it goes through all of them
	open  bool     // a name is known only at run time
}

// lookups are what some libraries look for, where their code does not say it in constants
// (read in the versions named, November 2026).
var lookups = map[string]lookup{
	"github.com/alecthomas/kong": { // v1.12.1: callbacks.go, context.go
		names: []string{"Run", "Help", "Validate", "BeforeReset", "BeforeResolve", "BeforeApply", "AfterApply", "AfterRun", "Provide*"},
	},
}

// finds reports whether a method of a name may be found.
func (l *lookup) finds(name string) bool {
	return l.all || l.open || slices.ContainsFunc(l.names, func(n string) bool {
		prefix, wild := strings.CutSuffix(n, "*")
		return n == name || wild && strings.HasPrefix(name, prefix)
	})
}

// reflecting lists the packages whose reachable code finds methods by reflection.
func (t *tracer) reflecting() map[*types.Package]*lookup {
	found := make(map[*types.Package]*lookup)
	in := func(pkg *types.Package) *lookup {
		if found[pkg] == nil {
			found[pkg] = new(lookup)
		}
		return found[pkg]
	}
	asserted := make(map[*types.Package][]string)
	unwraps := make(map[*types.Package]bool)
	for fn := range t.graph.parent {
		pkg := packageOf(fn)
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case ssa.CallInstruction:
					switch name, by := reflection(instr.Common()); name {
					case "Method", "MethodByName":
						t.addLookup(in(pkg), name, by)
					case "Interface":
						unwraps[pkg] = true
					}
				case *ssa.TypeAssert:
					asserted[pkg] = append(asserted[pkg], methodNames(instr.AssertedType)...)
				}
			}
		}
	}
	for pkg := range unwraps { // v.Field(i).Addr().Interface().(Commander)
		if names := asserted[pkg]; names != nil {
			in(pkg).names = append(in(pkg).names, names...)
		}
	}
	for pkg := range t.graph.src.listed {
		if known, ok := lookups[pkg.Path()]; ok && found[pkg] != nil {
			found[pkg] = &known
		}
		if isTemplate(pkg.Path()) {
			found[pkg] = new(lookup) // see templates.go
		}
	}
	return found
}

// reflection is the method of package reflect that a call calls to find a method, and what
// it finds it by, or to make an interface of a value.
func reflection(common *ssa.CallCommon) (name string, by ssa.Value) {
	args := common.Args
	switch {
	case common.IsInvoke():
		if pkg := common.Method.Pkg(); pkg == nil || pkg.Path() != "reflect" {
			return "", nil
		}
		name = common.Method.Name()
	default:
		callee := common.StaticCallee()
		if callee == nil || callee.Signature.Recv() == nil || !isNamed(callee.Signature.Recv().Type(), "reflect", "Value") {
			return "", nil
		}
		name, args = callee.Name(), args[1:]
	}
	switch name {
	case "Method", "MethodByName":
		return name, args[0]
	case "Interface":
		return name, nil
	}
	return "", nil
}

// methodNames are those of an interface.
func methodNames(t types.Type) []string {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var all []string
	for m := range iface.Methods() {
		all = append(all, m.Name())
	}
	return all
}

func (t *tracer) addLookup(l *lookup, name string, by ssa.Value) {
	if name == "Method" {
		l.all = true
		return
	}
	for _, text := range t.e.settle(t.e.eval(by), 0) {
		if s, ok := text.constant(); ok {
			l.names = append(l.names, s)
		} else {
			l.open = true
		}
	}
}

// reflected lists the calls of methods that make requests and are found by reflection,
// as far as the graph lacks them. Where a name is not known they are noted as unknown calls.
func (t *tracer) reflected() []call {
	found := t.reflecting()
	if len(found) == 0 {
		return nil
	}
	handings := t.handings(func(from, to *types.Package) bool {
		return from != to && found[to] != nil || to.Path() == "reflect" && found[from] != nil
	})
	news := t.news(handings)
	templates := sync.OnceValue(t.templates)
	var calls []call
	for _, h := range handings {
		how := found[h.to]
		switch {
		case isTemplate(h.to.Path()):
			how = templates().in(packageOf(h.fn))
		case how == nil:
			how = found[packageOf(h.fn)]
		}
		for _, fn := range t.candidates(h) {
			switch {
			case !news[fn] || !how.finds(fn.Name()):
			case how.open:
				t.noteUnknown(unknownCall{h.place, fn.Signature.Recv().Type()})
			default:
				calls = append(calls, call{caller: h.fn, callee: fn, pos: position(h.instr)})
			}
		}
	}
	return calls
}

// An unknownCall is a place after which methods of a type may be called.
type unknownCall struct {
	place
	of types.Type
}

func (t *tracer) noteUnknown(u unknownCall) {
	if !slices.ContainsFunc(t.unknown, func(v unknownCall) bool { return v.fn == u.fn && types.Identical(v.of, u.of) }) {
		t.unknown = append(t.unknown, u)
	}
}
