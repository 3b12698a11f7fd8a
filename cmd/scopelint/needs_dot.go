package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/catalog/visible"
)

// printNeedsDot prints a graph in the language of Graphviz: from each program
// through the functions of the call paths to the operations and the scopes.
// What is unresolved or doubtful is dashed.
func printNeedsDot(w io.Writer, a *needsAnswer) error {
	d := &dotGraph{seen: make(map[string]bool)}
	d.line("digraph needs {")
	d.line("\trankdir=LR;")
	d.line("\tnode [shape=box, fontname=\"monospace\"];")
	for _, p := range a.Programs {
		d.node(p.Package, p.Package, "style=bold")
		for _, path := range p.Paths {
			d.chain(p.Package, path.Steps, path.Operation, "")
			d.leaf(path.Operation, path.Scope, "shape=ellipse", "")
		}
		for _, m := range p.Maybe {
			d.chain(p.Package, m.Steps, m.Operation, "style=dashed")
			d.leaf(m.Operation, strings.Join(m.Scopes, "\n"), "shape=ellipse, style=dashed", "style=dashed")
		}
		for _, u := range p.Unresolved {
			if u.Kind == needs.LoadError {
				d.leaf(p.Package, u.File+": "+u.Reason, "style=dashed", "style=dashed")
				continue
			}
			d.chain(p.Package, u.Steps, u.Request, "style=dashed")
		}
	}
	d.line("}")
	_, err := io.WriteString(w, d.b.String())
	return err
}

// A dotGraph writes each node and each edge once.
type dotGraph struct {
	b    strings.Builder
	seen map[string]bool
}

func (d *dotGraph) line(s string) {
	if !d.seen[s] {
		d.seen[s] = true
		d.b.WriteString(s + "\n")
	}
}

func (d *dotGraph) node(id, label, attributes string) {
	if attributes != "" {
		attributes = ", " + attributes
	}
	d.line(fmt.Sprintf("\t%s [label=%s%s];", quoted(id), quoted(label), attributes))
}

func (d *dotGraph) edge(from, to, attributes string) {
	if attributes != "" {
		attributes = " [" + attributes + "]"
	}
	d.line(fmt.Sprintf("\t%s -> %s%s;", quoted(from), quoted(to), attributes))
}

// chain links a program through the functions of a call path to an operation.
func (d *dotGraph) chain(program string, steps []needs.Step, operation, attributes string) {
	from := program
	for _, s := range steps {
		d.node(s.Function, shortName(s.Function), "")
		d.edge(from, s.Function, "")
		from = s.Function
	}
	d.leaf(from, operation, attributes, attributes)
}

// leaf is for operations and scopes, which no function is named like. What is
// sure is drawn first and stays so.
func (d *dotGraph) leaf(from, label, node, edge string) {
	if key := "leaf " + label; !d.seen[key] {
		d.seen[key] = true
		d.node(label, label, node)
	}
	if key := "edge " + from + "\n" + label; !d.seen[key] {
		d.seen[key] = true
		d.edge(from, label, edge)
	}
}

// quoted is a string as Graphviz reads it.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(visible.Lines(s)) + `"`
}
