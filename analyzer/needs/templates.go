package needs

import (
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A template calls the methods that its text names. The text is most often a constant of
// the package that executes it.

// templates tell, by the package that reads them, which methods templates call; with nil
// those of all packages.
type templates map[*types.Package]*lookup

func isTemplate(path string) bool { return path == "text/template" || path == "html/template" }

// in is for a template that a package executes: one that it has read itself or, where it reads
// none, any.
func (t templates) in(pkg *types.Package) *lookup {
	if l, ok := t[pkg]; ok {
		return l
	}
	if l, ok := t[nil]; ok {
		return l
	}
	return &lookup{open: true}
}

// readsTemplate are the functions and methods that read templates.
var readsTemplate = map[string]bool{"Parse": true, "ParseFiles": true, "ParseGlob": true, "ParseFS": true, "AddParseTree": true}

var called = regexp.MustCompile(`\.(\p{Lu}\w*)`)

func (t *tracer) templates() templates {
	all := make(templates)
	e := newEvaluatorOf(t.graph, t.e.stores)
	e.closed = true
	for fn := range t.graph.parent {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if !ok || site.Common().StaticCallee() == nil || !readsTemplate[site.Common().StaticCallee().Name()] {
					continue
				}
				pkg, method, _ := strings.Cut(strings.TrimPrefix(fullNameOf(site), "(*"), ".")
				if !isTemplate(pkg) {
					continue
				}
				for _, reader := range []*types.Package{packageOf(fn), nil} {
					if all[reader] == nil {
						all[reader] = new(lookup)
					}
					if strings.HasSuffix(method, ".Parse") {
						all[reader].addTemplates(e.settle(e.eval(site.Common().Args[1]), 0))
					} else {
						all[reader].open = true
					}
				}
			}
		}
	}
	return all
}

func (l *lookup) addTemplates(texts []text) {
	for _, text := range texts {
		s, ok := text.constant()
		l.open = l.open || !ok
		for _, m := range called.FindAllStringSubmatch(s, -1) {
			l.names = append(l.names, m[1])
		}
	}
}
