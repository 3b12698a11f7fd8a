package analyzer

import (
	"slices"
	"strings"
	"unicode"
)

// words splits an identifier, flag or key into its lower-case words:
// "requiredScopes", "REQUIRED_SCOPES" and "--required-scopes" are all
// [required scopes].
func words(name string) []string {
	var list []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			list = append(list, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush()
			continue
		case i > 0 && unicode.IsDigit(r) != unicode.IsDigit(runes[i-1]):
			flush() // scopes2
		case unicode.IsUpper(r) && i > 0 &&
			(!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			flush() // aB, or the last capital of ABc
		}
		word = append(word, r)
	}
	flush()
	return list
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

// hasWord reports whether one of the words occurs in a name.
func hasWord(name string, list []string) bool {
	return slices.ContainsFunc(words(name), func(w string) bool { return slices.Contains(list, w) })
}
