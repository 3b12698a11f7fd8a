package main

import (
	"strings"
)

// A mutation is one way to get a scope wrong.
type mutation struct {
	kind   string
	wrongs func(resource, action string) []string
}

// mutations are the mistakes that people make, as far as they can be made up.
var mutations = []mutation{
	{"unknown action", func(r, a string) []string { return []string{r + ":operate", r + ":zap"} }},
	{"unknown resource", func(r, a string) []string { return []string{"widget:" + a, "my_" + r + ":" + a} }},
	{"number", func(r, a string) []string { return []string{number(r) + ":" + a} }},
	{"swapped letters", func(r, a string) []string { return both(r, a, swaps) }},
	{"missing letter", func(r, a string) []string { return both(r, a, omissions) }},
	{"doubled letter", func(r, a string) []string { return both(r, a, doublings) }},
	{"case", func(r, a string) []string {
		return []string{strings.ToUpper(r + ":" + a), title(r) + ":" + title(a), r + ":" + title(a)}
	}},
	{"blank", func(r, a string) []string { return []string{r + ":" + a + " ", " " + r + ":" + a, r + ": " + a} }},
}

// number puts a resource into the plural, or into the singular.
func number(word string) string {
	if rest, ok := strings.CutSuffix(word, "s"); ok {
		return rest
	}
	return word + "s"
}

func title(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// both changes the resource, and then the action.
func both(r, a string, change func(string) []string) []string {
	var all []string
	for _, w := range change(r) {
		all = append(all, w+":"+a)
	}
	for _, w := range change(a) {
		all = append(all, r+":"+w)
	}
	return all
}

func swaps(word string) []string {
	return each(word, func(i int) string {
		if i+1 == len(word) || word[i] == word[i+1] || word[i] == '_' || word[i+1] == '_' {
			return word
		}
		return word[:i] + word[i+1:i+2] + word[i:i+1] + word[i+2:]
	})
}

func omissions(word string) []string {
	return each(word, func(i int) string { return word[:i] + word[i+1:] })
}

func doublings(word string) []string {
	return each(word, func(i int) string { return word[:i] + word[i:i+1] + word[i:] })
}

// each makes one changed word per letter, without those that do not differ.
func each(word string, change func(i int) string) []string {
	var all []string
	for i := range len(word) {
		if w := change(i); w != word && w != "" {
			all = append(all, w)
		}
	}
	return all
}
