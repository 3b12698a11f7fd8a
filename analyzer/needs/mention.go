package needs

import (
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Whoever holds the name of the catalog's server may send a request there, by a
// library that speaks HTTP itself, through a template, or by a way that nobody has
// thought of. So every place that holds it must be accounted for: it went into the
// URL of a request that was judged, or it cannot become one. Any other is listed,
// and the answer is "at least".

// A mention is a place that holds the name of a server and that no request accounts for.
type mention struct {
	place
	text   string // the constant, or the embedded file's name
	reason string
}

// mentions lists the places in a program's reachable code. What the catalog's own
// client holds is its base URL, and all its requests are read.
func (t *tracer) mentions() []mention {
	var all []mention
	seen := make(map[string]bool)
	add := func(at place, text, reason string) {
		if pkg := packageOf(at.fn); !seen[text] && (pkg == nil || !t.isClient(pkg)) {
			seen[text] = true
			all = append(all, mention{place: at, text: text, reason: reason})
		}
	}
	for _, n := range t.scan.names {
		if !t.e.used[n.constant] && !t.isIdle(n.instr, n.constant, 0) {
			add(n.place, constantText(n.constant).String(), "no request that could be read uses this")
		}
	}
	for _, e := range t.scan.embedded {
		add(e.place, filepath.Base(e.file), "the embedded file names the server, and what is asked for there is known only at run time")
	}
	for _, at := range t.scan.tagged {
		add(at, t.graph.src.unit(packageOf(at.fn)).tag, "a library may fill this in, and what is asked for there is known only at run time")
	}
	return all
}

// isIdle reports whether nothing but a look or a print comes of a value in an
// instruction: it is compared, logged, part of a text for people, or kept where
// nobody reads it.
func (t *tracer) isIdle(instr ssa.Instruction, v ssa.Value, depth int) bool {
	if c, ok := v.(*ssa.Const); ok && isProse(constantText(c).String()) && !isStarterCall(instr) {
		return true
	}
	if depth > 6 {
		return false
	}
	switch instr := instr.(type) {
	case *ssa.DebugRef:
		return true
	case *ssa.BinOp:
		return instr.Op != token.ADD || t.allIdle(instr, depth)
	case *ssa.MakeInterface, *ssa.ChangeType, *ssa.Convert, *ssa.Phi, *ssa.Extract:
		return t.allIdle(instr.(ssa.Value), depth)
	case *ssa.Store:
		switch addr := instr.Addr.(type) {
		case *ssa.FieldAddr:
			field := fieldOf(addr.X.Type(), addr.Field)
			return describing[field.Name()] || field.Pkg() != nil && !t.graph.src.opaque[field.Pkg()] && !t.read()[field]
		case *ssa.IndexAddr: // a variadic argument
			array, ok := addr.X.(*ssa.Alloc)
			return ok && !slices.ContainsFunc(*array.Referrers(), func(use ssa.Instruction) bool {
				slice, ok := use.(*ssa.Slice)
				return ok && !t.allIdle(slice, depth)
			})
		}
	case ssa.CallInstruction:
		return t.isIdleCall(instr, v, depth)
	}
	return false
}

func (t *tracer) allIdle(v ssa.Value, depth int) bool {
	return v.Referrers() != nil && !slices.ContainsFunc(*v.Referrers(), func(use ssa.Instruction) bool { return !t.isIdle(use, v, depth+1) })
}

// describing are the fields of commands, flags and errors that people read.
var describing = map[string]bool{
	"Short": true, "Long": true, "Example": true, "Usage": true, "UsageText": true, "ArgsUsage": true, "Description": true,
	"Help": true, "Doc": true, "Title": true, "Summary": true, "Copyright": true,
	"MarkdownDescription": true, "DeprecationMessage": true,
}

func (t *tracer) isIdleCall(site ssa.CallInstruction, v ssa.Value, depth int) bool {
	if b, ok := site.Common().Value.(*ssa.Builtin); ok {
		return b.Name() == "print" || b.Name() == "println" || b.Name() == "len" || b.Name() == "panic"
	}
	args := site.Common().Args
	at := slices.Index(args, v)
	callee := site.Common().StaticCallee()
	switch {
	case callee == nil:
		return false
	case callee.Blocks != nil && at >= 0:
		return t.allIdle(callee.Params[at], depth)
	case callee.Object() == nil || callee.Object().Pkg() == nil:
		return false
	}
	switch pkg, name := callee.Object().Pkg().Path(), callee.Object().Name(); pkg {
	case "log", "log/slog", "errors", "testing", "regexp":
		return true
	case "flag", "github.com/spf13/pflag":
		return at == len(args)-1 // the usage
	case "strings", "bytes":
		switch name {
		case "Contains", "HasPrefix", "HasSuffix", "EqualFold", "Index", "Compare", "Count":
			return true
		case "TrimPrefix", "TrimSuffix", "CutPrefix", "CutSuffix", "ReplaceAll", "Replace", "Split":
			return at == 1
		}
	case "fmt":
		switch {
		case strings.HasPrefix(name, "Print"), name == "Errorf":
			return true
		case strings.HasPrefix(name, "Fprint"):
			return isStandardStream(args[0])
		case strings.HasPrefix(name, "Sprint"):
			call, ok := site.(*ssa.Call)
			return ok && t.allIdle(call, depth)
		}
	}
	return false
}

// fieldsRead lists the fields that reachable code reads, or hands on the address of.
func (t *tracer) fieldsRead() map[*types.Var]bool {
	read := make(map[*types.Var]bool)
	for fn := range t.graph.parent {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.Field:
					read[fieldOf(instr.X.Type(), instr.Field)] = true
				case *ssa.FieldAddr:
					if slices.ContainsFunc(*instr.Referrers(), func(use ssa.Instruction) bool {
						store, ok := use.(*ssa.Store)
						return !ok || store.Addr != instr
					}) {
						read[fieldOf(instr.X.Type(), instr.Field)] = true
					}
				}
			}
		}
	}
	return read
}

// isStandardStream reports whether a writer is os.Stdout or os.Stderr.
func isStandardStream(v ssa.Value) bool {
	made, ok := v.(*ssa.MakeInterface)
	if !ok {
		return false
	}
	load, ok := made.X.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg.Pkg.Path() == "os" && (g.Name() == "Stdout" || g.Name() == "Stderr")
}

var (
	keyed = regexp.MustCompile(`^\s*[-*"']*\s*[\w.-]+["']?\s*[:=]`)
	coded = regexp.MustCompile(`\b(curl|wget|http|HTTP/1\.[01])\s|[{}<>]`)
	word  = regexp.MustCompile(`^\(?[A-Za-z][A-Za-z']*[,.;:!?)]*$`)
)

// isProse reports whether every line of a text that has a URL is a sentence that people
// read, and so neither a URL, nor data, nor a command.
func isProse(s string) bool {
	if !strings.ContainsAny(s, " \n") {
		return false
	}
	for line := range strings.Lines(s) {
		if !strings.Contains(line, ".") { // no server's name
			continue
		}
		words := slices.DeleteFunc(strings.Fields(line), func(w string) bool { return !word.MatchString(w) })
		if len(words) < 2 || keyed.MatchString(line) || coded.MatchString(line) {
			return false
		}
	}
	return true
}
