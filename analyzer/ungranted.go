package analyzer

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
)

// ungrantedCall finds calls of a client that need a scope which the package's
// grant lacks. Only what they need for certain counts.
func ungrantedCall(j *judge) {
	grant, ok := j.grant()
	if !ok {
		return
	}
	calls := j.clientCalls()
	if calls.err != nil {
		name := j.pass.Files[0].Name
		j.add(Finding{
			Rule: "ungranted-call", Severity: Error, Pos: name.Pos(), End: name.End(),
			Message: fmt.Sprintf("nothing was held against the grant, for the client's source could not be read: %v", calls.err),
		})
		return
	}
	for _, call := range calls.all {
		for _, need := range j.certain(&call) {
			if serves(j, grant.Scopes, need.scopes) {
				continue
			}
			missing := j.missing(grant.Scopes, need.scopes)
			j.add(Finding{
				Rule: "ungranted-call", Severity: Error, Pos: call.id.Pos(), End: call.id.End(), Scope: missing,
				Message: fmt.Sprintf("ungranted call: %s needs %s%s, and the grant of %s lacks it",
					call.id.Name, missing, need.because, grant),
			})
		}
	}
}

// A scopeNeed is what one request of a call asks for: all scopes of one of the
// alternatives.
type scopeNeed struct {
	scopes  [][]string
	because string // " (POST /v2/droplets)"
}

// certain lists what a call needs whenever it comes to its requests.
func (j *judge) certain(c *clientCall) []scopeNeed {
	var all []scopeNeed
	for _, r := range c.requests.Requests {
		if len(r.Scopes) > 0 {
			all = append(all, scopeNeed{r.Scopes, fmt.Sprintf(" (%s)", r.Operation)})
		}
		for _, cond := range r.Fields {
			if set, _ := c.settles(j.pass.TypesInfo, cond); set && !cond.Doubtful {
				all = append(all, scopeNeed{[][]string{cond.Scopes}, fmt.Sprintf(" (%s with %s)", r.Operation, cond.Fields[len(cond.Fields)-1])})
			}
		}
	}
	return all
}

// perhaps lists what a call needs under conditions that its package does not
// decide.
func (c *clientCall) perhaps(info *types.Info) []string {
	var all []string
	for _, r := range c.requests.Requests {
		for _, cond := range r.Fields {
			if set, ok := c.settles(info, cond); !ok || set && cond.Doubtful {
				all = append(all, cond.Scopes...)
			}
		}
		all = append(all, r.Maybe...)
	}
	return slices.DeleteFunc(all, func(s string) bool { return strings.HasPrefix(s, "<") }) // of whatever it names
}

// possible lists what a call may need, under any condition.
func possible(f needs.Function) []string {
	var all []string
	for _, r := range f.Requests {
		for _, scopes := range r.Scopes {
			all = append(all, scopes...)
		}
		for _, cond := range r.Fields {
			all = append(all, cond.Scopes...)
		}
		all = append(all, r.Maybe...)
	}
	return all
}

// serves reports whether the granted scopes cover one of the alternatives.
func serves(j *judge, granted []string, alternatives [][]string) bool {
	return slices.ContainsFunc(alternatives, func(all []string) bool { return len(lacking(j, granted, all)) == 0 })
}

// lacking lists the scopes that nothing granted covers.
func lacking(j *judge, granted, scopes []string) []string {
	return slices.DeleteFunc(slices.Clone(scopes), func(s string) bool {
		return slices.ContainsFunc(granted, func(have string) bool { return j.cfg.Catalog().Covers(have, s) })
	})
}

// missing words what the grant lacks of each alternative.
func (j *judge) missing(granted []string, alternatives [][]string) string {
	words := make([]string, len(alternatives))
	for i, all := range alternatives {
		words[i] = strings.Join(lacking(j, granted, all), " and ")
	}
	return strings.Join(words, " or ")
}
