package analyzer

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/catalog/stem"
)

// duplicateScope finds scopes that stand for another one: its twin in the
// catalog, another spelling of a custom scope, the same scope once more.
func duplicateScope(j *judge) {
	twins(j)
	spellings(j)
	repetitions(j)
}

// twins finds "spaces_keys:create" where the catalog has "spaces_key:create".
func twins(j *judge) {
	for _, m := range j.mentions {
		preferred, ok := m.catalog.Preferred(m.text)
		if !ok {
			continue
		}
		ref := m.proved
		if ref == nil || m.judged {
			continue
		}
		related := j.proof(m, ref)
		if i := slices.IndexFunc(j.mentions, func(o *mention) bool { return o.text == preferred && o.proved != nil }); i >= 0 {
			related = append(related, analysis.RelatedInformation{Pos: j.mentions[i].pos, Message: fmt.Sprintf("%q stands here", preferred)})
		}
		s, _ := m.catalog.Lookup(preferred)
		j.report(m, Finding{
			Rule: "duplicate-scope", Severity: Error, Related: related,
			Message: fmt.Sprintf("look-alike scope %q: %q is the same, beside the other scopes of %s", m.text, preferred, s.Resource),
			Fixes:   m.replace(SameAuthority, preferred),
		})
	}
}

// spellings finds two custom scopes, allowed by the configuration, that differ
// only in case, hyphens or number. The first one in the source is taken for
// the right one.
func spellings(j *judge) {
	first := make(map[string]*mention)
	for _, m := range j.mentions {
		if _, known := m.catalog.Lookup(m.text); known || !j.cfg.Allows(m.text) || m.proved == nil {
			continue
		}
		n, ok := m.catalog.Split(m.text)
		if !ok {
			continue
		}
		key := stem.Of(n.Resource) + " " + stem.Of(n.Action)
		other, ok := first[key]
		if !ok {
			first[key] = m
			continue
		}
		if other.text == m.text {
			continue
		}
		j.report(m, Finding{
			Rule: "duplicate-scope", Severity: Error,
			Message: fmt.Sprintf("look-alike scope %q: it is spelt %q elsewhere", m.text, other.text),
			Related: []analysis.RelatedInformation{{Pos: other.pos, Message: fmt.Sprintf("%q stands here", other.text)}},
		})
	}
}

// repetitions finds a scope that stands twice in one list.
func repetitions(j *judge) {
	for _, s := range j.sets {
		seen := make(map[string]*reference)
		compound := s.lit != nil && slices.ContainsFunc(s.lit.Elts, isCompound)
		for i, ref := range s.refs {
			if _, known := ref.catalog.Lookup(ref.text); !known || !j.isScope(ref, j.cfg) || ref.key || !s.isList(ref, compound) {
				continue
			}
			first, ok := seen[ref.text]
			if !ok {
				seen[ref.text] = ref
				continue
			}
			f := Finding{
				Rule: "duplicate-scope", Severity: Error, Pos: ref.at, End: ref.atEnd,
				Message: fmt.Sprintf("duplicate scope %q: it stands in this list already", ref.text),
				Related: []analysis.RelatedInformation{{Pos: first.at, Message: "it stands here first"}},
			}
			if ref.within() {
				f.Pos, f.End = ref.pos, ref.end
			}
			if i > 0 && s.lit != nil && !isArray(j.pass.TypesInfo.TypeOf(s.lit)) {
				f.Fixes = removeElement(s.lit, ref)
			}
			j.report(ref.mention, f)
		}
	}
}

// isList reports whether a set, with compound elements or without, is a list of
// nothing but scopes where ref stands. In a map, a struct or a list of options the
// same scope may stand twice by right.
func (s *set) isList(ref *reference, compound bool) bool {
	if s.inString {
		return true
	}
	if len(s.refs) != ref.size {
		return false
	}
	return s.lit == nil && ref.variadic || s.lit != nil && !compound
}

// removeElement is the fix that takes a repeated element out of a list.
func removeElement(lit *ast.CompositeLit, ref *reference) []Fix {
	i := firstBehind(lit.Elts, ref.at)
	if i <= 0 || i == len(lit.Elts) || lit.Elts[i].Pos() > ref.at {
		return nil
	}
	from, to := lit.Elts[i-1].End(), lit.Elts[i].End()
	if k := firstBehind(ref.in.Comments, from); k < len(ref.in.Comments) && ref.in.Comments[k].Pos() < to {
		return nil // it would go too
	}
	return []Fix{{
		Class:   SameAuthority,
		Message: fmt.Sprintf("Remove the second %q", ref.text),
		Edit:    analysis.TextEdit{Pos: from, End: to},
	}}
}

func isCompound(e ast.Expr) bool {
	switch e.(type) {
	case *ast.KeyValueExpr, *ast.CompositeLit, *ast.CallExpr:
		return true
	}
	return false
}

func isArray(t types.Type) bool {
	_, ok := t.Underlying().(*types.Array)
	return ok
}

// within reports whether the reference stands where its text is written.
func (ref *reference) within() bool {
	e := ref.constant.expr
	return e.Pos() <= ref.at && ref.at < e.End()
}
