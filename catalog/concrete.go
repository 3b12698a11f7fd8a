package catalog

import (
	"regexp"
	"slices"
	"strings"
)

// Concrete finds the operation that a request with a method and a path asks for, where
// parameters of the path may have their values: /v2/droplets/3164444. What is not
// known of a path is written as {}.
//
// An operation that has the path's own words goes before one with parameters. No word
// that other operations have at the same place stands for a parameter, whatever follows it:
// if the catalog knows /v2/apps/tiers/sizes, /v2/apps/tiers is no app. A plain word
// stands for a parameter only if that is a name, not for an ID.
func (c *Catalog) Concrete(method, path string) (Operation, bool) {
	if op, ok := c.Operation(method, path); ok {
		return op, true
	}
	ops := c.operations()
	words := strings.Split(NormalPath(path), "/")
	var candidates []int
	for i, op := range ops.list {
		if strings.EqualFold(op.Method, method) && fits(words, strings.Split(op.Path, "/")) {
			candidates = append(candidates, i)
		}
	}
	candidates = slices.DeleteFunc(candidates, func(i int) bool { return ops.shadowed(words, ops.list[i].Path) })
	if len(candidates) != 1 {
		return Operation{}, false
	}
	return ops.list[candidates[0]], true
}

// fits reports whether the words of a path can be those of a template.
func fits(words, template []string) bool {
	if len(words) != len(template) {
		return false
	}
	for i, t := range template {
		switch name, isParam := parameter(t); {
		case !isParam:
			if words[i] != t {
				return false
			}
		case !mayName(words[i], name):
			return false
		}
	}
	return true
}

// parameter is the name of a parameter that is a whole element of a path.
func parameter(element string) (string, bool) {
	inner, ok := strings.CutPrefix(element, "{")
	return strings.TrimSuffix(inner, "}"), ok
}

var (
	named = regexp.MustCompile(`name|slug|tag|user|key|region|version|digest|ref|identifier|subject|secret|topic|type|email`)
	// An identifier is no plain word: it has a digit, a dot, a dash or the like, or a part
	// that is not known.
	identifier = regexp.MustCompile(`[0-9.:@%+{-]`)
)

// mayName reports whether a word may be the value of a parameter.
func mayName(word, param string) bool {
	return word != "" && (identifier.MatchString(word) || named.MatchString(param))
}

// MayIdentify reports whether an element of a path can be an ID.
func MayIdentify(word string) bool { return identifier.MatchString(word) }

// shadowed reports whether a word that stands for a parameter of a template is one that
// other operations have at its place.
func (o *operations) shadowed(words []string, path string) bool {
	template := strings.Split(path, "/")
	for i, t := range template {
		if _, isParam := parameter(t); !isParam || words[i] == "{}" {
			continue
		}
		for _, op := range o.list {
			other := strings.Split(op.Path, "/")
			if len(other) > i && slices.Equal(normal(other[:i]), normal(template[:i])) && covers(words[i], other[i]) {
				return true
			}
		}
	}
	return false
}

func normal(elements []string) []string {
	all := slices.Clone(elements)
	for i, e := range all {
		if _, ok := parameter(e); ok {
			all[i] = "{}"
		}
	}
	return all
}

// covers reports whether a word, of which a part may not be known, can be a literal of
// a template.
func covers(word, literal string) bool {
	if _, isParam := parameter(literal); isParam {
		return false
	}
	head, tail, open := strings.Cut(word, "{}")
	if !open {
		return word == literal
	}
	if i := strings.LastIndex(tail, "{}"); i >= 0 {
		tail = tail[i+2:]
	}
	return len(literal) >= len(head)+len(tail) && strings.HasPrefix(literal, head) && strings.HasSuffix(literal, tail)
}
