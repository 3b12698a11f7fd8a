package routes

import (
	"fmt"
	"go/constant"
	"go/types"
	"path"
	"slices"
	"strings"
)

// Functions of the standard library that make texts of texts. A hole in an
// argument stays a hole in the result.

// pure evaluates a call of a standard function; nil if it is none of these, or
// if what it depends on is not known.
func pure(obj *types.Func, args []value) value {
	if obj == nil || obj.Pkg() == nil || obj.Signature().Recv() != nil {
		return nil
	}
	ts := make([]string, len(args))
	var from *record
	for i, a := range args {
		switch a := a.(type) {
		case *text:
			ts[i] = a.s
			if from == nil {
				from = a.from
			}
		default:
			ts[i] = hole
		}
	}
	if f, ok := pureTests[obj.FullName()]; ok && len(ts) > 0 && !strings.Contains(strings.Join(ts, ""), hole) {
		return &known{constant.MakeBool(f(ts))}
	}
	f, ok := pureFuncs[obj.FullName()]
	if !ok || len(ts) == 0 {
		return nil
	}
	return &text{s: f(ts), from: from}
}

// lists evaluates a call of a standard function that makes a list of lists; nil
// if it is none of these, or if a list is not known.
func lists(obj *types.Func, args []value) value {
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != "slices" || obj.Name() != "Clone" && obj.Name() != "Concat" {
		return nil
	}
	all := &list{}
	for _, a := range args {
		l, ok := a.(*list)
		if !ok {
			return nil
		}
		all.elems = append(all.elems, l.elems...)
	}
	return all
}

var pureFuncs = map[string]func([]string) string{
	"path.Join":          func(a []string) string { return path.Join(a...) },
	"net/url.JoinPath":   func(a []string) string { return a[0] + strings.TrimSuffix("/"+path.Join(a[1:]...), "/") },
	"path.Clean":         func(a []string) string { return path.Clean(a[0]) },
	"strings.ToUpper":    func(a []string) string { return strings.ToUpper(a[0]) },
	"strings.ToLower":    func(a []string) string { return strings.ToLower(a[0]) },
	"strings.TrimSpace":  func(a []string) string { return strings.TrimSpace(a[0]) },
	"strings.TrimSuffix": two(strings.TrimSuffix),
	"strings.TrimPrefix": two(strings.TrimPrefix),
	"strings.TrimRight":  two(strings.TrimRight),
	"strings.TrimLeft":   two(strings.TrimLeft),
	"strings.Trim":       two(strings.Trim),
	"strings.ReplaceAll": func(a []string) string {
		if len(a) < 3 || strings.Contains(a[1]+a[2], hole) {
			return hole
		}
		return strings.ReplaceAll(a[0], a[1], a[2])
	},
	"fmt.Sprintf": sprintf,
}

// pureTests answer yes or no, if the texts are known whole.
var pureTests = map[string]func([]string) bool{
	"path.IsAbs":        func(a []string) bool { return path.IsAbs(a[0]) },
	"strings.HasPrefix": func(a []string) bool { return len(a) == 2 && strings.HasPrefix(a[0], a[1]) },
	"strings.HasSuffix": func(a []string) bool { return len(a) == 2 && strings.HasSuffix(a[0], a[1]) },
	"strings.Contains":  func(a []string) bool { return len(a) == 2 && strings.Contains(a[0], a[1]) },
}

func two(f func(s, t string) string) func([]string) string {
	return func(a []string) string {
		if len(a) < 2 || strings.Contains(a[1], hole) {
			return hole
		}
		return f(a[0], a[1])
	}
}

func sprintf(a []string) string {
	if strings.Contains(a[0], hole) {
		return hole
	}
	rest := make([]any, len(a)-1)
	for i, s := range a[1:] {
		rest[i] = s
	}
	s := fmt.Sprintf(strings.ReplaceAll(a[0], "%d", "%v"), rest...)
	if strings.Contains(s, "%!") {
		return hole
	}
	return s
}

// listFuncs make lists of lists.
var listFuncs = map[string]func([]*list) *list{
	"slices.Clone": func(a []*list) *list { return &list{elems: slices.Clone(a[0].elems)} },
	"slices.Backward": func(a []*list) *list {
		elems := slices.Clone(a[0].elems)
		slices.Reverse(elems)
		return &list{elems: elems}
	},
	"slices.Values": func(a []*list) *list { return a[0] },
	"slices.Concat": func(a []*list) *list {
		l := &list{}
		for _, b := range a {
			l.elems = append(l.elems, b.elems...)
		}
		return l
	},
}

// pureList evaluates a call of one of them; nil if a list is not known.
func pureList(obj *types.Func, args []value) value {
	if obj == nil || obj.Pkg() == nil || obj.Signature().Recv() != nil {
		return nil
	}
	f, ok := listFuncs[obj.FullName()]
	lists := make([]*list, len(args))
	for i, a := range args {
		l, isList := a.(*list)
		if !isList {
			return nil
		}
		lists[i] = l
	}
	if !ok || len(lists) == 0 {
		return nil
	}
	return f(lists)
}
