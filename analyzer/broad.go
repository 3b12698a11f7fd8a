package analyzer

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/catalog"
)

// broadScope finds scopes that grant more than any one task needs, wherever a
// guard or a request has them: aliases, which grow by themselves, and those of
// which the provider has a narrower one.
func broadScope(j *judge) {
	for _, m := range j.mentions {
		for _, ref := range m.refs {
			grant, severity, ok := j.grantOf(ref)
			if _, wrong := wrongToken(ref); !ok || wrong || !j.grants(ref) {
				continue
			}
			f := Finding{Rule: "broad-scope", Severity: severity}
			f.Message = fmt.Sprintf("over-broad scope %q: %s", m.text, grant)
			if !ref.within() {
				f.Pos, f.End = ref.at, ref.atEnd
				f.Related = j.proof(m, ref)
			}
			j.report(m, f)
		}
	}
}

// grantOf words what a scope grants that is broad, and what would do instead.
func (j *judge) grantOf(ref *reference) (grant string, severity Severity, ok bool) {
	c := ref.catalog
	scope, where := ref.text, ""
	to, legacy := c.Legacy(ref.text)
	if legacy = legacy && ref.asked != nil; legacy {
		scope, where = to, fmt.Sprintf("at %s's login, as %q for a token, ", c.Name(), to)
	}
	if !c.IsAlias(scope) {
		s, _ := c.Lookup(scope)
		return "less may do: " + s.Narrower, Warning, s.Narrower != ""
	}
	severity = Warning
	grant = fmt.Sprintf("the %d scopes of the catalog that it stands for", len(c.Expand(scope)))
	if grantsAll(c, scope) {
		severity, grant = Error, "every scope"
		if legacy { // by itself it may not let a token read
			where += "with the login's other names "
		}
	} else if action, ok := oneAction(c, scope); ok {
		grant = fmt.Sprintf("every %s scope", action)
	}
	return fmt.Sprintf("%sit grants %s, and each one added later; %s", where, grant, j.instead(ref)), severity, true
}

// instead says which scopes would do. Where a program asks for its token and one
// package makes all of its calls, these tell.
func (j *judge) instead(ref *reference) string {
	const generally = "name the scopes that are needed"
	if j.pass.Pkg.Name() != "main" || !j.requests(ref) || len(j.clientCalls().all) == 0 || !j.callsAll() {
		return generally
	}
	var needed [][][]string
	var perhaps []string
	for _, call := range j.clientCalls().all {
		for _, need := range j.certain(&call) {
			needed = append(needed, need.scopes)
		}
		perhaps = append(perhaps, call.perhaps(j.pass.TypesInfo)...)
	}
	scopes := needs.Smallest(j.cfg.Catalog(), needed)
	if len(scopes) == 0 {
		return generally
	}
	words := "its calls need only " + strings.Join(scopes, ",")
	if more := lacking(j, scopes, perhaps); len(more) > 0 {
		slices.Sort(more)
		words += " and perhaps " + strings.Join(slices.Compact(more), ",")
	}
	return words
}

// grants reports whether a reference is part of a guard or a request: not of
// a comparison, of a list of all scopes, or of the declaration of a name for
// the scope, which is judged where it is used.
func (j *judge) grants(ref *reference) bool {
	if ref.asked != nil {
		return !j.madeUp(ref) && j.requests(ref)
	}
	if ref.compared || ref.key || !j.isScope(ref, j.cfg) {
		return false
	}
	if !ref.argument && ref.named(inventoryWords) { // but requireAll("api:write") is a guard
		return false
	}
	_, isLit := ref.constant.expr.(*ast.BasicLit)
	declares := ref.constant.obj != nil && ref.within()
	return !declares || isLit && ref.set != nil && len(ref.set.refs) > 1 // const defaults = "api:read api:write"
}

func grantsAll(c *catalog.Catalog, alias string) bool {
	n := 0
	for _, s := range c.Scopes() {
		if !c.IsAlias(s.Name) {
			n++
		}
	}
	return len(c.Expand(alias)) == n
}

// oneAction returns the action of all the scopes that an alias stands for.
func oneAction(c *catalog.Catalog, alias string) (string, bool) {
	action := ""
	for _, name := range c.Expand(alias) {
		s, _ := c.Lookup(name)
		if action != "" && s.Action != action {
			return "", false
		}
		action = s.Action
	}
	return action, action != ""
}
