package analyzer

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
)

// broadScope finds aliases, which grant many scopes and grow by themselves,
// wherever a guard or a request has them.
func broadScope(j *judge) {
	for _, m := range j.mentions {
		if !j.catalog.IsAlias(m.text) {
			continue
		}
		for _, ref := range m.refs {
			if !j.grants(ref) {
				continue
			}
			f := Finding{Rule: "broad-scope", Severity: Warning}
			grant := fmt.Sprintf("the %d scopes of the catalog that it stands for", len(j.catalog.Expand(m.text)))
			if j.grantsAll(m.text) {
				f.Severity, grant = Error, "every scope"
			} else if action, ok := j.oneAction(m.text); ok {
				grant = fmt.Sprintf("every %s scope", action)
			}
			f.Message = fmt.Sprintf("over-broad scope %q: it grants %s, and each one added later; %s", m.text, grant, j.instead(ref))
			if !ref.within() {
				f.Pos, f.End = ref.at, ref.atEnd
				f.Related = j.proof(m, ref)
			}
			j.report(m, f)
		}
	}
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

func (j *judge) grantsAll(alias string) bool {
	n := 0
	for _, s := range j.catalog.Scopes() {
		if !j.catalog.IsAlias(s.Name) {
			n++
		}
	}
	return len(j.catalog.Expand(alias)) == n
}

// oneAction returns the action of all the scopes that an alias stands for.
func (j *judge) oneAction(alias string) (string, bool) {
	action := ""
	for _, name := range j.catalog.Expand(alias) {
		s, _ := j.catalog.Lookup(name)
		if action != "" && s.Action != action {
			return "", false
		}
		action = s.Action
	}
	return action, action != ""
}
