package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// separators between the words of a scope, the likeliest first where names
// leave the choice: in "read:org-members" the hyphen is part of a word.
var separators = []string{":", "/", ".", "|", "-"}

// verbs are words that name an action rather than a resource.
var verbs = map[string]bool{
	"read": true, "write": true, "create": true, "update": true, "delete": true, "list": true, "get": true,
	"view": true, "show": true, "edit": true, "modify": true, "manage": true, "admin": true, "add": true,
	"remove": true, "execute": true, "run": true, "use": true, "access": true, "publish": true, "send": true,
	"patch": true, "put": true, "all": true, "full": true, "read_only": true, "read_write": true, "readonly": true,
	"readwrite": true, "invoke": true, "subscribe": true, "upload": true, "download": true, "export": true,
	"import": true, "sync": true, "approve": true, "revoke": true,
}

// InferGrammar makes up a grammar for a list of scopes. Rest are the names
// that do not fit in: single words, URLs, and those with another separator than
// most have.
func InferGrammar(names []string) (grammar, rest []string) {
	sep := mainSeparator(names)
	byLength := make(map[int][][]string) // the names' words, by their number
	first, last := 0, 0
	for _, name := range names {
		words, ok := scopeWords(name, sep)
		if !ok {
			rest = append(rest, name)
			continue
		}
		byLength[len(words)] = append(byLength[len(words)], words)
		if verbs[strings.ToLower(words[0])] {
			first++
		}
		if verbs[strings.ToLower(words[len(words)-1])] {
			last++
		}
	}
	for n := 2; len(byLength) > 0; n++ {
		if list, ok := byLength[n]; ok {
			grammar = append(grammar, template(list, sep, first > last))
			delete(byLength, n)
		}
	}
	return grammar, rest
}

// mainSeparator is the one that most of the names can be taken apart by.
func mainSeparator(names []string) string {
	count := func(sep string) int {
		n := 0
		for _, name := range names {
			if _, ok := scopeWords(name, sep); ok {
				n++
			}
		}
		return n
	}
	return slices.MaxFunc(separators, func(a, b string) int {
		return cmp.Or(cmp.Compare(count(a), count(b)), cmp.Compare(slices.Index(separators, b), slices.Index(separators, a)))
	})
}

// maxWords is how many words of a scope a form can have.
const maxWords = 8

// scopeWords takes a name apart, if a catalog could hold it.
func scopeWords(name, sep string) ([]string, bool) {
	words := strings.Split(name, sep)
	if len(words) < 2 || len(words) > maxWords {
		return nil, false
	}
	for _, w := range words {
		if w == "" || !isTemplateLetter(w[0]) {
			return nil, false
		}
		for i := range len(w) {
			b := w[i]
			if !isTemplateLetter(b) && (b < '0' || b > '9') && b != '_' && (b != '-' && b != '.' || string(b) == sep) {
				return nil, false
			}
		}
	}
	return words, true
}

// template is the form of names that have equally many words.
func template(names [][]string, sep string, actionFirst bool) string {
	n := len(names[0])
	texts := make([]string, n)
	for i := range texts {
		word := "part"
		switch {
		case actionFirst && i == 0, !actionFirst && i == n-1:
			word = "action"
		case actionFirst && i == n-1, !actionFirst && i == n-2:
			word = "resource"
		}
		texts[i] = inCase(word, names, i)
	}
	return strings.Join(texts, sep)
}

// inCase writes a word of a form with the letters that the ith words of the
// names have.
func inCase(word string, names [][]string, i int) string {
	lower, upper := false, false
	for _, words := range names {
		lower = lower || strings.ToUpper(words[i]) != words[i]
		upper = upper || strings.ToLower(words[i]) != words[i]
	}
	switch {
	case lower && upper:
		return strings.ToUpper(word[:1]) + word[1:]
	case upper:
		return strings.ToUpper(word)
	}
	return word
}

// IsVerb reports whether a word names an action: read, write, list.
func IsVerb(word string) bool { return verbs[strings.ToLower(word)] }
