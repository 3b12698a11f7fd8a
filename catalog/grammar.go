package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// A Name is a scope taken apart.
type Name struct {
	Resource, Action string

	form  *form
	parts []string
}

// withResource is the name's text with another resource; the resource must
// have as many parts.
func (n Name) withResource(resource string) string {
	if n.form.action == 0 {
		return n.Action + n.form.seps[0] + resource
	}
	return resource + n.form.seps[len(n.form.seps)-1] + n.Action
}

// withAction is the name's text with another action.
func (n Name) withAction(action string) string {
	if n.form.action == 0 {
		return action + n.form.seps[0] + n.Resource
	}
	return n.Resource + n.form.seps[len(n.form.seps)-1] + action
}

// A form is one template of a grammar, such as "resource:action".
type form struct {
	words  []wordCase
	seps   []string // between the words
	action int      // index of the action: the first word or the last

	wildcard string // a word that every part admits, or ""
	extra    string // bytes that words contain beside letters, digits and underscores
}

// wordCase tells which letters a word admits.
type wordCase struct{ lower, upper bool }

func parseForm(template string) (form, error) {
	var f form
	f.action = -1
	for rest := template; ; {
		word, tail := takeWhile(rest, isTemplateLetter)
		if word == "" {
			return f, fmt.Errorf("grammar %q: a word is missing: write a form such as \"resource:action\"", template)
		}
		if strings.EqualFold(word, "action") {
			if f.action >= 0 {
				return f, fmt.Errorf("grammar %q: action stands twice", template)
			}
			f.action = len(f.words)
		}
		f.words = append(f.words, wordCase{lower: strings.ToUpper(word) != word, upper: strings.ToLower(word) != word})
		if tail == "" {
			break
		}
		sep, tail := takeWhile(tail, func(b byte) bool { return !isTemplateLetter(b) })
		if strings.ContainsAny(sep, " \t\n,") {
			return f, fmt.Errorf("grammar %q: blanks and commas separate scopes from each other: write another separator", template)
		}
		f.seps = append(f.seps, sep)
		rest = tail
	}
	switch {
	case len(f.words) < 2:
		return f, fmt.Errorf("grammar %q: one word is not enough: write a form such as \"resource:action\", or \"*\" for names of any form", template)
	case f.action < 0:
		return f, fmt.Errorf("grammar %q: the word action is missing: write a form such as \"resource:action\"", template)
	case f.action != 0 && f.action != len(f.words)-1:
		return f, fmt.Errorf("grammar %q: action must be the first word or the last", template)
	}
	return f, nil
}

// parseForms reads a grammar. The hyphens and dots in the scopes' names that
// no separator of it accounts for belong to their words.
func parseForms(grammar, names []string) ([]form, error) {
	var forms []form
	var seps string
	for _, template := range grammar {
		f, err := parseForm(template)
		if err != nil {
			return nil, err
		}
		forms = append(forms, f)
		seps += strings.Join(f.seps, "")
	}
	extra := ""
	for _, b := range "-." {
		used := func(name string) bool { return strings.ContainsRune(name, b) }
		if !strings.ContainsRune(seps, b) && slices.ContainsFunc(names, used) {
			extra += string(b)
		}
	}
	for i := range forms {
		forms[i].extra = extra
	}
	return forms, nil
}

// Unfit lists the names that do not have a grammar, or an error if it is none.
func Unfit(grammar, names []string) ([]string, error) {
	grammar, free := cutAnyForm(grammar)
	forms, err := parseForms(grammar, names)
	if err != nil {
		return nil, err
	}
	c := &Catalog{forms: forms}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return isName(name) && (free || len(c.splits(name, strict)) > 0) }), nil
}

// AnyForm stands in a grammar for names of any form.
const AnyForm = "*"

// AnyForm reports whether names of any form can be scopes of the catalog.
func (c *Catalog) AnyForm() bool { return c.free }

// cutAnyForm takes [AnyForm] out of a grammar.
func cutAnyForm(grammar []string) (forms []string, free bool) {
	forms = slices.DeleteFunc(slices.Clone(grammar), func(form string) bool { return form == AnyForm })
	return forms, len(forms) < len(grammar)
}

// isName reports whether a text can be the name of a scope at all.
func isName(name string) bool { return name != "" && !strings.ContainsAny(name, " \t\r\n,\"'") }

func isTemplateLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func takeWhile(s string, ok func(byte) bool) (head, tail string) {
	i := 0
	for i < len(s) && ok(s[i]) {
		i++
	}
	return s[:i], s[i:]
}

// split takes name apart if it has the form.
func (f *form) split(name string, how strictness) (Name, bool) {
	n := Name{form: f, parts: make([]string, 0, len(f.words))}
	rest := name
	for i, sep := range f.seps {
		part, tail, ok := strings.Cut(rest, sep)
		if !ok || !f.admits(i, part, how) {
			return Name{}, false
		}
		n.parts = append(n.parts, part)
		rest = tail
	}
	if !f.admits(len(f.words)-1, rest, how) {
		return Name{}, false
	}
	n.parts = append(n.parts, rest)
	if f.action == 0 {
		n.Action, n.Resource = n.parts[0], name[len(n.parts[0])+len(f.seps[0]):]
	} else {
		last := len(n.parts) - 1
		n.Action, n.Resource = rest, name[:len(name)-len(n.parts[last])-len(f.seps[last-1])]
	}
	return n, true
}

// strictness is how closely a name must follow its form.
type strictness int

const (
	strict  strictness = iota
	loose              // any case, hyphens, and digits in front: a misspelt or retired name
	pattern            // loose, and "*" for any part
)

// admits reports whether word may stand in place of the ith word of the form.
func (f *form) admits(i int, word string, how strictness) bool {
	if word == "" {
		return false
	}
	if word == f.wildcard || how == pattern && word == "*" {
		return true
	}
	for k := range len(word) {
		switch b := word[k]; {
		case b >= 'a' && b <= 'z':
			if !f.words[i].lower && how == strict {
				return false
			}
		case b >= 'A' && b <= 'Z':
			if !f.words[i].upper && how == strict {
				return false
			}
		case b >= '0' && b <= '9' || b == '_':
			if k == 0 && how == strict {
				return false
			}
		case b == '-' && how != strict:
		default:
			if k == 0 || strings.IndexByte(f.extra, b) < 0 {
				return false
			}
		}
	}
	return true
}

// Split takes name apart if it has the catalog's grammar. That alone says
// nothing about whether the scope exists. Where several forms fit, the one that
// makes a known resource is taken.
func (c *Catalog) Split(name string) (Name, bool) {
	names := c.splits(name, strict)
	for _, n := range names {
		if _, ok := c.Resource(n.Resource); ok {
			return n, true
		}
	}
	if len(names) > 0 {
		return names[0], true
	}
	return Name{}, false
}

// splits takes name apart by each form that fits.
func (c *Catalog) splits(name string, how strictness) []Name {
	var names []Name
	for i := range c.forms {
		if n, ok := c.forms[i].split(name, how); ok {
			names = append(names, n)
		}
	}
	return names
}

// alike reports whether names of two forms are put together alike.
func (f *form) alike(g *form) bool {
	return f.action == g.action && slices.Equal(f.seps, g.seps)
}

// matches reports whether pattern, a name in which "*" or the catalog's
// wildcard stands for any part, matches name.
func (c *Catalog) matches(want, name string) bool {
	for i := range c.forms {
		f := &c.forms[i]
		if p, ok := f.split(want, pattern); ok {
			if n, ok := f.split(name, pattern); ok && f.partsMatch(p.parts, n.parts) {
				return true
			}
		}
	}
	return false
}

func (f *form) partsMatch(pattern, parts []string) bool {
	for i, p := range pattern {
		if p != parts[i] && p != "*" && p != f.wildcard {
			return false
		}
	}
	return true
}
