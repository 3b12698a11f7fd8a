package analyzer

import (
	"fmt"
	"go/ast"
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
			f.Message = fmt.Sprintf("over-broad scope %q: it grants %s, and each one added later; name the scopes that are needed", m.text, grant)
			if !ref.within() {
				f.Pos, f.End = ref.at, ref.atEnd
				f.Related = j.proof(m, ref)
			}
			j.report(m, f)
		}
	}
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
