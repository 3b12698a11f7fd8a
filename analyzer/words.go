package analyzer

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// words splits an identifier, flag or key into its lower-case words:
// "requiredScopes", "REQUIRED_SCOPES" and "--required-scopes" are all
// [required scopes].
func words(name string) []string {
	var list []string
	for word := range eachWord(name) {
		list = append(list, strings.ToLower(word))
	}
	return list
}

// eachWord goes over the words of a name as they are written there.
func eachWord(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, before := 0, rune(0)
		for i, r := range name {
			_, size := utf8.DecodeRuneInString(name[i:])
			switch {
			case !unicode.IsLetter(r) && !unicode.IsDigit(r):
				if start < i && !yield(name[start:i]) {
					return
				}
				start = i + size
			case start < i && beginsWord(before, r, name[i+size:]):
				if !yield(name[start:i]) {
					return
				}
				start = i
			}
			before = r
		}
		if start < len(name) {
			yield(name[start:])
		}
	}
}

// beginsWord reports whether a letter or digit behind another one begins a word.
func beginsWord(before, r rune, rest string) bool {
	switch {
	case unicode.IsDigit(r) != unicode.IsDigit(before): // scopes2
		return true
	case !unicode.IsUpper(r):
		return false
	case !unicode.IsUpper(before): // aB
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLower(next) // the last capital of ABc
}

// The words that say what a string is for.
var (
	scopeWords      = []string{"scope", "scopes"}
	permissionWords = []string{"permission", "permissions", "perm", "perms", "grant", "grants",
		"privilege", "privileges", "entitlement", "entitlements", "rbac"}

	// Containers of key:value texts that are no scopes, whatever stands around them.
	labelWords = []string{"label", "labels", "tag", "tags", "selector", "selectors"}

	// A list so named says which scopes exist or are asked for by someone
	// else, not which ones this program asks for.
	inventoryWords = []string{"all", "known", "valid", "invalid", "supported", "available",
		"allowed", "catalog", "documented", "every"}

	// A list so named is held against a caller's token: it may mean any-of.
	guardWords = []string{"require", "requires", "required", "need", "needs", "needed", "any",
		"guard", "auth", "authorize", "authorized", "check", "has", "have", "protect", "middleware", "accept", "accepts"}
)

// hasWord reports whether one of the words, which are in lower case, occurs in a
// name.
func hasWord(name string, list []string) bool {
	for word := range eachWord(name) {
		if slices.ContainsFunc(list, func(w string) bool { return strings.EqualFold(w, word) }) {
			return true
		}
	}
	return false
}
