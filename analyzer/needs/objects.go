package needs

import (
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Two objects of one type may be for two servers:
//
//	do, other := &client{"https://api.digitalocean.com"}, &client{"https://paas.example"}
//
// Where the object is known, so is what its field has. Where it is not, the field may have
// whatever the program stores there; if these are several servers, nobody knows which is
// asked, and the text is torn.

// A stored value is one that the program stores into a field of some object.
type stored struct {
	texts []text
	into  ssa.Value // the object
}

// storedIn lists what the program stores into a field.
func (e *evaluator) storedIn(field *types.Var) []stored {
	if all, ok := e.inField[field]; ok {
		return all
	}
	e.inField[field] = nil // met again on the way, it adds nothing
	var all []stored
	for _, store := range e.stores.fields[field] {
		all = append(all, stored{texts: e.settle(e.eval(store.Val), 0), into: store.Addr.(*ssa.FieldAddr).X})
	}
	e.inField[field] = all
	return all
}

// anywhere lists what the program stores into the path's last field, whatever object it
// belongs to; from is the object that it is asked of.
func (e *evaluator) anywhere(from ssa.Value, path []*types.Var) []text {
	last := path[len(path)-1]
	var all []text
	for _, s := range e.storedIn(last) {
		texts := s.texts
		if from != nil {
			texts = withPick(texts, pick{of: from, at: s.into, field: last, set: e.stores.together[s.into]})
		}
		all = append(all, texts...)
	}
	all = append(all, e.fallbacks(last)...)
	if isBool(last.Type()) && !e.stores.elsewhere(last).IsValid() {
		all = append(all, literal("false"))
	}
	switch {
	case len(all) == 0 && e.closed && !e.stores.elsewhere(last).IsValid():
		return literals("")
	case len(all) == 0:
		return unknownTexts()
	}
	if severalServers(all) {
		for i := range all {
			all[i].torn = true
		}
	}
	return unique(all)
}

// setElsewhere lists what other functions, that get an object, may store into a field of
// it. That is looked for only where it decides which server is meant.
func (e *evaluator) setElsewhere(object ssa.Value, path []*types.Var) []text {
	last := path[len(path)-1]
	var all []text
	for _, s := range e.storedIn(last) {
		all = append(all, s.texts...)
	}
	if !severalServers(all) {
		return nil
	}
	all = nil
	for _, store := range e.stores.fields[last] {
		param, ok := store.Addr.(*ssa.FieldAddr).X.(*ssa.Parameter)
		if !ok {
			continue
		}
		for _, c := range e.graph.in[param.Parent()] {
			switch arg := argument(c, param).(type) {
			case *ssa.Alloc, *ssa.Call, *ssa.Global:
				if arg != object {
					continue
				}
				all = append(all, e.instantiate(e.eval(store.Val), c.callee, c.site)...)
			case nil:
			default: // perhaps this object
				for _, t := range e.settle(e.eval(store.Val), 0) {
					t.torn = true
					all = append(all, t)
				}
			}
		}
	}
	return all
}

// severalServers reports whether constants among texts name two servers.
func severalServers(texts []text) bool {
	first := ""
	for _, t := range texts {
		s, ok := t.constant()
		if !ok {
			continue
		}
		name := serverOf(s)
		if name != "" && first != "" && name != first {
			return true
		}
		if first == "" {
			first = name
		}
	}
	return false
}

var hostname = regexp.MustCompile(`^([\w-]+\.)+[a-z]{2,}(:\d+)?$`)

// serverOf is the host that a text names, as a URL or alone; empty if it names none.
func serverOf(s string) string {
	if _, rest, ok := strings.Cut(s, "://"); ok {
		host, _, _ := strings.Cut(rest, "/")
		return host
	}
	if host, _, _ := strings.Cut(s, "/"); hostname.MatchString(host) {
		return host
	}
	return ""
}
