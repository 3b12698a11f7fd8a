package needs

import (
	"go/types"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A program may have another one make its requests: the catalog's own command-line
// tool, or curl. What these ask for is not read, so no such call is passed over.

// starters are the functions that run a program.
var starters = map[string]bool{
	"os/exec.Command": true, "os/exec.CommandContext": true, "os.StartProcess": true,
	"syscall.Exec": true, "syscall.ForkExec": true, "syscall.StartProcess": true,
	"golang.org/x/sys/unix.Exec": true, "golang.org/x/sys/execabs.Command": true, "golang.org/x/sys/execabs.CommandContext": true,
}

// askers are programs that ask whatever server they are told.
var askers = map[string]bool{"curl": true, "wget": true, "http": true, "https": true, "httpie": true, "xh": true, "hurl": true}

// startsProgram reports whether an instruction runs a program, or tells one that is
// run later what to run.
func (g *graph) startsProgram(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		return isStarter(instr.Common().StaticCallee()) || slices.ContainsFunc(g.into[instr], isStarter)
	case *ssa.Store:
		addr, ok := instr.Addr.(*ssa.FieldAddr)
		return ok && isNamed(deref(addr.X.Type()), "os/exec", "Cmd")
	}
	return false
}

func isStarter(fn *ssa.Function) bool {
	return fn != nil && fn.Object() != nil && starters[fn.Object().(*types.Func).FullName()]
}

// A subprocess is a place that runs a program which may ask the catalog's server.
type subprocess struct {
	place
	command string
	stray   bool // nothing but the program's name speaks for it
}

// subprocesses lists these places in a program's reachable code.
func (t *tracer) subprocesses() []subprocess {
	var all []subprocess
	for _, at := range t.scan.starts {
		if s, ok := t.subprocess(at.instr); ok {
			s.place = at
			all = append(all, s)
		}
	}
	return all
}

func (t *tracer) subprocess(instr ssa.Instruction) (s subprocess, ok bool) {
	var words []string // in the order of the command, the known ones
	for _, v := range commandOf(instr) {
		for _, text := range t.e.settle(t.e.eval(v), 0) {
			word := text.String()
			words = append(words, word)
			switch {
			case t.evidence.inText([]byte(word)), slices.ContainsFunc(t.evidence.Commands, func(c string) bool { return hasWord(word, c) }):
				ok, s.stray = true, false
			case !ok && slices.ContainsFunc(strings.Fields(word), func(w string) bool { return askers[path.Base(w)] }):
				ok, s.stray = true, true
			}
		}
	}
	s.command = strings.Join(words, " ")
	if s.stray && !strings.Contains(s.command, "{}") {
		return s, false // all of its words are known, and none names the server
	}
	return s, ok
}

// commandOf lists the strings that an instruction hands to a program.
func commandOf(instr ssa.Instruction) []ssa.Value {
	var values []ssa.Value
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		values = instr.Common().Args
	case *ssa.Store:
		values = []ssa.Value{instr.Val}
	}
	var all []ssa.Value
	for _, v := range values {
		slice, ok := v.(*ssa.Slice)
		switch {
		case ok && isStrings(v.Type()):
			all = append(all, elements(slice)...)
		case isText(v.Type()), isStrings(v.Type()):
			all = append(all, v)
		}
	}
	return all
}

// hasWord reports whether a command has a word, be it as the name of a file.
func hasWord(command, word string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(command, func(r rune) bool { return strings.ContainsRune(" \t\n;|&()`'\"", r) }),
		func(w string) bool { return strings.TrimSuffix(path.Base(w), ".exe") == word })
}

func isStarterCall(instr ssa.Instruction) bool {
	site, ok := instr.(ssa.CallInstruction)
	return ok && isStarter(site.Common().StaticCallee())
}
