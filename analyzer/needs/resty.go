package needs

import (
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Two popular clients keep what they are told of a request in maps and buffers, in which no
// string can be followed. So their methods are read instead of their code: those of resty
// (v2.17, v3.0) are sinks, and each of sling (v1.4) makes another value of "METHOD URL".

const sling = "github.com/dghubble/sling"

var restys = []string{"github.com/go-resty/resty/v2", "resty.dev/v3"}

func init() {
	for _, pkg := range restys {
		method := func(name string) string { return "(*" + pkg + ".Request)." + name }
		base := []string{"(*" + pkg + ".Client).SetBaseURL", "(*" + pkg + ".Client).SetHostURL"}
		for _, verb := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options"} {
			sinks[method(verb)] = sink{fixed: strings.ToUpper(verb), url: 1, body: -1, bases: base}
		}
		sinks[method("Execute")] = sink{method: 1, url: 2, body: -1, bases: base}
		sinks[method("Send")] = sink{url: -1, body: -1}
	}
	for _, send := range []string{"Request", "ReceiveSuccess", "Receive"} {
		sinks["(*"+sling+".Sling)."+send] = sink{line: true, body: -1}
	}
	models[sling+".New"] = func(*evaluator, []ssa.Value) []text { return literals("GET ") }
	for _, name := range strings.Fields("New Client Doer Add Set SetBasicAuth QueryStruct Body BodyProvider BodyJSON BodyForm ResponseDecoder") {
		models["(*"+sling+".Sling)."+name] = func(e *evaluator, args []ssa.Value) []text { return e.eval(args[0]) }
	}
	for _, name := range []string{"Base", "Path"} {
		models["(*"+sling+".Sling)."+name] = func(e *evaluator, args []ssa.Value) []text { return e.slung(args, "") }
	}
	for _, verb := range strings.Fields("Head Get Post Put Patch Delete Options Trace Connect") {
		models["(*"+sling+".Sling)."+verb] = func(e *evaluator, args []ssa.Value) []text { return e.slung(args, strings.ToUpper(verb)) }
	}
}

// isDescribed reports whether a package is a client whose methods are described.
func isDescribed(pkg *types.Package) bool {
	return pkg != nil && (pkg.Path() == sling || slices.Contains(restys, pkg.Path()))
}

// slung is a Sling with another path and, if verb is not empty, another method.
func (e *evaluator) slung(args []ssa.Value, verb string) []text {
	var all []text
	for _, line := range e.settle(e.eval(args[0]), 0) {
		method, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
		if verb != "" {
			method.parts = literal(verb).parts
		}
		for _, ref := range e.eval(args[1]) {
			all = append(all, join(method, literal(" "), resolved(text{parts: url.after(" ").parts}, ref)))
		}
	}
	return unique(all)
}

// onBases puts the client's base URL before URLs that have no server. Which client a request is
// of is not followed: where the program has several bases, which is asked is not known.
func (e *evaluator) onBases(urls []text, setters []string) []text {
	if len(setters) == 0 {
		return urls
	}
	var bases []text
	for fn := range e.graph.parent {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if ok && slices.Contains(setters, fullNameOf(site)) && !isDescribed(packageOf(fn)) {
					bases = append(bases, e.settle(e.eval(site.Common().Args[1]), 0)...)
				}
			}
		}
	}
	var all []text
	for _, url := range urls {
		url = url.each(func(s string) string { return pathParam.ReplaceAllString(s, "/{}") })
		if len(bases) == 0 || strings.Contains(url.lead(), "://") {
			all = append(all, url)
			continue
		}
		for _, base := range unique(bases) {
			onBase := join(base, literal("/"), url)
			onBase.torn = onBase.torn || severalServers(bases)
			all = append(all, onBase)
		}
	}
	return unique(all)
}

// pathParam is an element of a path that resty replaces.
var pathParam = regexp.MustCompile(`/\{\w+\}`)
