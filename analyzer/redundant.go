package analyzer

import (
	"fmt"

	"golang.org/x/tools/go/analysis"
)

// redundantScope finds scopes of a request that another scope of the same
// request covers. A list of scopes in a guard may mean any-of, so there it is
// no mistake.
func redundantScope(j *judge) {
	for _, s := range j.sets {
		for _, ref := range s.refs {
			if _, known := ref.catalog.Lookup(ref.text); !known || !j.requests(ref) {
				continue
			}
			for _, other := range s.refs {
				if other.text == ref.text || !ref.catalog.Covers(other.text, ref.text) ||
					ref.catalog.Covers(ref.text, other.text) && ref.at < other.at {
					continue // of two that cover each other the first one stays
				}
				f := Finding{
					Rule: "redundant-scope", Severity: Warning, Pos: ref.at, End: ref.atEnd,
					Message: fmt.Sprintf("redundant scope %q: %q of the same request covers it", ref.text, other.text),
					Related: []analysis.RelatedInformation{{Pos: other.pos, Message: fmt.Sprintf("%q stands here", other.text)}},
				}
				if ref.within() {
					f.Pos, f.End = ref.pos, ref.end
				}
				j.report(ref.mention, f)
				break
			}
		}
	}
}

// requests reports whether a reference is part of a list of scopes that the
// program asks for.
func (j *judge) requests(ref *reference) bool {
	if ref.asked != nil && !ref.asked.likely {
		return !j.madeUp(ref)
	}
	if ref.compared || ref.key || ref.routed || ref.named(inventoryWords) || ref.named(guardWords) || hasWord(ref.jsonKey, guardWords) {
		return false
	}
	if ref.argument && !ref.set.inString {
		return false // a variadic guard, or a list handed to one
	}
	return j.isScope(ref, j.cfg)
}
