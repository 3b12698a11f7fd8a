package needs

import (
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ssa"
)

// Two libraries take commands in another form than as objects that are put together: by a map
// of functions that make one, and as the fields of a struct.

// factories are the types of functions that make the command of a name
// (github.com/mitchellh/cli v1.1.5, github.com/hashicorp/cli v1.1.7).
var factories = []string{"github.com/mitchellh/cli.CommandFactory", "github.com/hashicorp/cli.CommandFactory"}

// madeCommands lists the entries of maps of factories, with what these give.
func (t *tracer) madeCommands() []section {
	var all []section
	for _, fn := range inOrder(t.graph.parent) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				update, ok := instr.(*ssa.MapUpdate)
				if !ok || !t.own[packageOf(fn)] || !slices.Contains(factories, fullTypeName(update.Value.Type())) {
					continue
				}
				ends, _ := t.e.ends(spot{v: update.Value})
				for _, name := range t.e.settle(t.e.eval(update.Key), 0) {
					s := section{name: name.String(), at: update, starts: ends}
					for _, end := range ends {
						s.starts = append(s.starts, t.runsOf(functionOf(end.v))...)
					}
					all = append(all, s)
				}
			}
		}
	}
	return all
}

func fullTypeName(t types.Type) string {
	name := typeName(t)
	if name == nil || name.Pkg() == nil {
		return ""
	}
	return name.Pkg().Path() + "." + name.Name()
}

// runsOf lists the methods Run of the commands that a factory makes.
func (t *tracer) runsOf(factory *ssa.Function) []spot {
	var all []spot
	if factory == nil {
		return nil
	}
	for _, result := range results(factory, 0) {
		for made := range t.holds(result) {
			all = append(all, t.method(made, "Run")...)
		}
	}
	return all
}

func (t *tracer) method(of types.Type, name string) []spot {
	var all []spot
	for _, typ := range []types.Type{of, types.NewPointer(of)} {
		sel := t.graph.src.prog.MethodSets.MethodSet(typ).Lookup(nil, name)
		if sel == nil {
			continue
		}
		for _, fn := range withBodies([]*ssa.Function{t.graph.src.prog.MethodValue(sel)}) {
			all = append(all, spot{v: fn})
		}
	}
	return all
}

// taggedCommands lists the fields of structs handed to kong that are commands: `cmd:""`.
func (t *tracer) taggedCommands() []section {
	handings := t.handings(func(from, to *types.Package) bool { return to.Path() == "github.com/alecthomas/kong" && from != to })
	var all []section
	seen := make(map[types.Type]bool)
	var visit func(name string, t types.Type)
	visit = func(prefix string, of types.Type) {
		st, ok := deref(of).Underlying().(*types.Struct)
		if !ok || seen[of] {
			return
		}
		seen[of] = true
		for i := range st.NumFields() {
			field, tag := st.Field(i), reflect.StructTag(st.Tag(i))
			name := prefix
			if _, isCommand := tag.Lookup("cmd"); isCommand {
				own := tag.Get("name")
				if own == "" {
					own = dashed(field.Name())
				}
				name = strings.TrimSpace(prefix + " " + own)
				if runs := t.method(field.Type(), "Run"); runs != nil {
					all = append(all, section{name: name, at: field, starts: runs})
				}
			} else if !field.Embedded() {
				continue
			}
			visit(name, field.Type())
		}
	}
	for _, h := range handings {
		for _, of := range h.types {
			visit("", of)
		}
	}
	return all
}

// dashed is kong's name for a field, "RemoveAll" is remove-all.
func dashed(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
