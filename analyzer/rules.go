package analyzer

import (
	_ "embed"
	"slices"
	"strings"
)

// A Rule is one kind of mistake.
type Rule struct {
	ID       string
	Severity Severity // by default; of its gravest findings
	Summary  string   // one line, for tables

	check  func(*judge)
	traits []trait // any of which a package must show for the rule to matter
	routes bool    // it is about routes, whose guards may stand in any package of the module

	Since string     // the first release that has it
	Fixes []FixClass // that its findings may have
}

// rules are all rules, in the order in which they judge.
var rules = []Rule{
	{"unknown-scope", Error, "a scope that no catalog has, misspelt, retired or invented", unknownScope, []trait{scopeTrait, listTrait, requestTrait}, false, "v0.1.0", []FixClass{SameAuthority, Guessed}},
	{"duplicate-scope", Error, "a look-alike of another scope, or the same scope twice in one list", duplicateScope, []trait{scopeTrait, listTrait, requestTrait}, false, "v0.1.0", []FixClass{SameAuthority}},
	{"broad-scope", Error, "an alias such as `api:write` in a guard or a request", broadScope, []trait{scopeTrait, listTrait, requestTrait}, false, "v0.1.0", nil},
	{"redundant-scope", Warning, "a scope that another one of the same request covers", redundantScope, []trait{scopeTrait, listTrait, requestTrait}, false, "v0.1.0", nil},
	{"scope-request", Error, "a request that the provider does not take: another separator, scopes of another kind of token, one without what it needs", scopeRequest, []trait{requestTrait}, false, "v0.1.0", nil},
	{"mismatched-route", Error, "a guard that contradicts its route: another scope than the operation asks for, a DELETE that needs only read", mismatchedRoute, []trait{scopeTrait, listTrait}, true, "v0.1.0", nil},
	{"unguarded-route", Error, "a route without a guard among guarded ones", unguardedRoute, []trait{scopeTrait, listTrait, routeTrait}, true, "v0.1.0", nil},
	{"ungranted-call", Error, "a client call that needs a scope which the program's `[[grant]]` lacks", ungrantedCall, []trait{clientTrait}, false, "v0.1.0", nil},
	{"unused-grant", Warning, "a scope of a `[[grant]]` that none of the program's calls needs", unusedGrant, []trait{clientTrait}, false, "v0.1.0", nil},
	{"bad-waiver", Error, "a waiver without a reason, for no rule, past its date, or for nothing", badWaiver, []trait{waiverTrait}, false, "v0.1.0", nil},
}

// Traits says what a package must show, any of it, for the rule to matter.
func (r Rule) Traits() []string {
	names := make([]string, len(r.traits))
	for i, t := range r.traits {
		names[i] = t.name
	}
	return names
}

// Rules lists all rules.
func Rules() []Rule { return append([]Rule(nil), rules...) }

// JudgesRoutes reports whether a rule is about routes, so that [FindRoutes]
// judges by it what [PackageAnalyzer] does not.
func JudgesRoutes(rule string) bool {
	return slices.ContainsFunc(rules, func(r Rule) bool { return r.routes && r.ID == rule })
}

// RuleIDs lists the IDs of all rules.
func RuleIDs() []string {
	ids := make([]string, len(rules))
	for i, r := range rules {
		ids[i] = r.ID
	}
	return ids
}

// URL is where the rule's section can be read online.
func (r Rule) URL() string {
	return docURL + "#hdr-" + strings.ReplaceAll(r.ID, "-", "_") // as go/doc/comment makes anchors
}

//go:embed doc.go
var docSource string

// Doc returns the rule's section of the package documentation, without its
// heading: what the rule finds, why, an example and the way out.
func (r Rule) Doc() string {
	_, section, ok := strings.Cut(docSource, "\n# "+r.ID+"\n")
	if !ok {
		panic("analyzer/doc.go has no section about " + r.ID)
	}
	section, _, _ = strings.Cut(section, "\n# ")
	section, _, _ = strings.Cut(section, "\n*/")
	return strings.TrimSpace(section)
}
