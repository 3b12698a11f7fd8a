package needs

import (
	"bytes"
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/catalog/regular"
)

// A place is an instruction of a reachable function.
type place struct {
	fn    *ssa.Function
	instr ssa.Instruction
}

// A scan is what one look at all reachable code finds that has to do with the
// catalog's server beside requests.
type scan struct {
	names    []naming
	embedded []embedding
	tagged   []place // in packages that name a server in a tag of a struct, one for each
	starts   []place // of other programs
}

// A naming is a constant with the name of a server.
type naming struct {
	place
	constant *ssa.Const
}

// An embedding is the use of a variable that may hold an embedded file with the name
// of a server.
type embedding struct {
	place
	file string
}

func newScan(g *graph, e *evidence) *scan {
	s := new(scan)
	files := make(map[*types.Package]string)
	for _, fn := range inOrder(g.parent) {
		pkg := packageOf(fn)
		file, ok := files[pkg]
		if !ok && pkg != nil {
			u := g.src.unit(pkg)
			file = e.embeddedIn(u)
			files[pkg] = file
			if u != nil && u.tag != "" {
				s.tagged = append(s.tagged, place{fn: fn})
			}
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				at := place{fn, instr}
				if g.startsProgram(instr) {
					s.starts = append(s.starts, at)
				}
				var space [8]*ssa.Value
				for _, op := range instr.Operands(space[:0]) {
					switch v := (*op).(type) {
					case *ssa.Const:
						if e.inText([]byte(constantText(v).String())) {
							s.names = append(s.names, naming{at, v})
						}
					case *ssa.Global:
						if file != "" && v.Pkg == fn.Pkg && mayEmbed(v) {
							s.embedded = append(s.embedded, embedding{at, file})
						}
					}
				}
			}
		}
	}
	return s
}

// embeddedIn is a file of text with the name of a server that a package embeds.
func (e *evidence) embeddedIn(u *unit) string {
	if u == nil {
		return ""
	}
	for _, file := range u.EmbedFiles {
		if data, err := regular.ReadFile(file); err == nil && e.inText(data) && !bytes.ContainsRune(data, 0) {
			return file
		}
	}
	return ""
}

// mayEmbed reports whether a variable has a type that go:embed fills.
func mayEmbed(g *ssa.Global) bool {
	content := deref(g.Type())
	return isText(content) || isNamed(content, "embed", "FS")
}

// naming lists the packages whose reachable code holds a server's name.
func (s *scan) naming() map[*types.Package]bool {
	naming := make(map[*types.Package]bool)
	for _, n := range s.names {
		naming[packageOf(n.fn)] = true
	}
	for _, e := range s.embedded {
		naming[packageOf(e.fn)] = true
	}
	for _, at := range s.tagged {
		naming[packageOf(at.fn)] = true
	}
	return naming
}

// inOrder lists functions by their place, for a map has no order.
func inOrder(some map[*ssa.Function]call) []*ssa.Function {
	fns := make([]*ssa.Function, 0, len(some))
	for fn := range some {
		fns = append(fns, fn)
	}
	slices.SortFunc(fns, func(a, b *ssa.Function) int {
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), strings.Compare(a.String(), b.String()))
	})
	return fns
}
