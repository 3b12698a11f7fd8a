package needs

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A framework is a library that runs the command that its user names (read in the versions
// that were current in November 2026).
type framework struct {
	command    string   // the type of a command
	name       string   // the field with its name, or its usage, which begins with that
	runs       []string // those with functions that run for this command
	persistent []string // and for all below it
	children   string   // the field with those below
	add        string   // the method that adds some
}

var frameworks = []framework{
	{
		command: "github.com/spf13/cobra.Command", name: "Use", add: "AddCommand",
		runs:       []string{"PreRun", "PreRunE", "Run", "RunE", "PostRun", "PostRunE"},
		persistent: []string{"PersistentPreRun", "PersistentPreRunE", "PersistentPostRun", "PersistentPostRunE"},
	},
	{command: "github.com/urfave/cli.App", name: "Name", runs: []string{"Action"}, persistent: []string{"Before", "After"}, children: "Commands"},
	{command: "github.com/urfave/cli.Command", name: "Name", runs: []string{"Action"}, persistent: []string{"Before", "After"}, children: "Subcommands"},
	{command: "github.com/urfave/cli/v2.App", name: "Name", runs: []string{"Action"}, persistent: []string{"Before", "After"}, children: "Commands"},
	{command: "github.com/urfave/cli/v2.Command", name: "Name", runs: []string{"Action"}, persistent: []string{"Before", "After"}, children: "Subcommands"},
	{command: "github.com/urfave/cli/v3.Command", name: "Name", runs: []string{"Action"}, persistent: []string{"Before", "After"}, children: "Commands"},
}

// Frameworks says in words which commands are told apart.
const Frameworks = "known are those of cobra, urfave/cli, mitchellh/cli and kong, and switches over os.Args and the arguments of package flag"

func frameworkOf(t types.Type) *framework {
	name := typeName(t)
	if name == nil || name.Pkg() == nil {
		return nil
	}
	full := name.Pkg().Path() + "." + name.Name()
	i := slices.IndexFunc(frameworks, func(f framework) bool { return f.command == full })
	if i < 0 {
		return nil
	}
	return &frameworks[i]
}

// A command is one that a program declares.
type command struct {
	name   string
	at     spot
	parent *command

	foreign bool // the library declares it itself

	runs, persistent []spot // functions and closures
}

// path is the command's name behind those that it is below.
func (c *command) path() string {
	if c.parent == nil {
		return c.name
	}
	return strings.TrimSpace(c.parent.path() + " " + c.name)
}

// isBelow keeps a tree from becoming a circle.
func (c *command) isBelow(d *command) bool {
	return c != nil && (c == d || c.parent.isBelow(d))
}

// commands are found where one is declared: what its fields are given, and which it is added
// to. A function that declares one for whoever calls it, declares as many as have called it.
type commands struct {
	e     *evaluator
	byKey map[string]*command
	order []*command
}

func (t *tracer) declaredCommands() []*command {
	c := &commands{e: t.e, byKey: make(map[string]*command)}
	for _, fn := range inOrder(t.graph.parent) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.Store:
					c.addField(instr)
				case *ssa.Call:
					c.addAdding(instr)
				}
			}
		}
	}
	return c.order
}

// addField is for a store into a field of a command.
func (c *commands) addField(store *ssa.Store) {
	addr, ok := store.Addr.(*ssa.FieldAddr)
	if !ok {
		return
	}
	f := frameworkOf(deref(addr.X.Type()))
	if f == nil {
		return
	}
	name := fieldOf(addr.X.Type(), addr.Field).Name()
	runs, persistent := slices.Contains(f.runs, name), slices.Contains(f.persistent, name)
	if !runs && !persistent && name != f.children {
		return
	}
	c.e.graph.underCalls(store.Parent(), func(calls []ssa.CallInstruction) bool {
		owners, open := c.find(spot{addr.X, calls})
		if open {
			return true
		}
		if name == f.children {
			return c.link(owners, spot{store.Val, calls})
		}
		fns, open := c.e.ends(spot{store.Val, calls})
		if open {
			return true
		}
		for _, owner := range owners {
			if runs {
				owner.runs = append(owner.runs, fns...)
			} else {
				owner.persistent = append(owner.persistent, fns...)
			}
		}
		return false
	})
}

// addAdding is for a call that adds commands to one.
func (c *commands) addAdding(site *ssa.Call) {
	callee := site.Call.StaticCallee()
	if callee == nil || callee.Signature.Recv() == nil || len(site.Call.Args) != 2 {
		return
	}
	f := frameworkOf(deref(callee.Signature.Recv().Type()))
	if f == nil || callee.Name() != f.add {
		return
	}
	c.e.graph.underCalls(site.Parent(), func(calls []ssa.CallInstruction) bool {
		owners, open := c.find(spot{site.Call.Args[0], calls})
		return open || c.link(owners, spot{site.Call.Args[1], calls})
	})
}

// link puts commands below others.
func (c *commands) link(owners []*command, list spot) (open bool) {
	t := &trails{e: c.e, seen: make(map[ssa.Value]int)}
	var children []*command
	for _, elem := range t.elements(list) {
		some, open := c.find(elem)
		if open {
			return true
		}
		children = append(children, some...)
	}
	if t.open {
		return true
	}
	for _, owner := range owners {
		for _, child := range children {
			if !owner.isBelow(child) {
				child.parent = owner
			}
		}
	}
	return false
}

// find lists the commands that a spot may be.
func (c *commands) find(s spot) (all []*command, open bool) {
	ends, open := c.e.ends(s)
	if open {
		return nil, true
	}
	for _, end := range ends {
		switch end.v.(type) {
		case *ssa.Alloc, *ssa.Global, *ssa.FieldAddr:
		default:
			continue
		}
		f := frameworkOf(deref(end.v.Type()))
		if f == nil {
			continue
		}
		key, name, open := c.named(end, f)
		if open {
			return nil, true
		}
		if c.byKey[key] == nil {
			in := end.v.Parent()
			foreign := in != nil && strings.HasPrefix(f.command, packageOf(in).Path()+".")
			c.byKey[key] = &command{name: name, at: end, foreign: foreign}
			c.order = append(c.order, c.byKey[key])
		}
		all = append(all, c.byKey[key])
	}
	return all, false
}

// named tells the name of a command, and its identity: the variable, and those calls that
// decide what its name is.
func (c *commands) named(s spot, f *framework) (key, name string, open bool) {
	obj, _, _ := types.LookupFieldOrMethod(s.v.Type(), true, nil, f.name)
	field, ok := obj.(*types.Var)
	if !ok {
		return "", "", false
	}
	key = fmt.Sprintf("%p", s.v)
	if _, isVariable := s.v.(*ssa.Alloc); isVariable && len(fieldStores(s.v, []*types.Var{field.Origin()})) == 0 {
		return key, "", false
	}
	texts := c.e.field(s.v, []*types.Var{field.Origin()})
	for calls := s.calls; ; calls = calls[:len(calls)-1] {
		i := slices.IndexFunc(texts, func(t text) bool { return t.param() != nil })
		if i < 0 {
			break
		}
		if len(calls) == 0 {
			return "", "", true
		}
		site := calls[len(calls)-1]
		texts = c.e.instantiate(texts, texts[i].param().param.Parent(), site)
		key += fmt.Sprintf(" %p", site)
	}
	for _, t := range texts {
		usage, _ := t.constant() // else the program's own
		if words := strings.Fields(usage); len(words) > 0 {
			return key, words[0], false
		}
	}
	return key, "", false
}
