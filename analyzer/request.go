package analyzer

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/catalog"
)

// scopeRequest finds requests to a provider that it does not take as they are,
// though each scope in them exists.
func scopeRequest(j *judge) {
	for _, s := range j.sets {
		if asked := s.refs[0].asked; asked != nil && !j.madeUp(s.refs[0]) && j.requests(s.refs[0]) {
			if !asked.likely {
				separated(j, s, asked)
			}
			lackingNeeded(j, s)
		}
	}
	for _, m := range j.mentions {
		for _, ref := range m.refs {
			if ref.asked != nil && !j.madeUp(ref) && j.requests(ref) {
				wrongTokens(j, ref)
			}
		}
	}
	if j.providers != nil {
		replacedScopes(j)
		severalForOne(j)
	}
}

// separated finds lists with a separator that the provider does not take.
func separated(j *judge, s *set, asked *requested) {
	if len(s.refs) < 2 {
		return
	}
	first, last := s.refs[0], s.refs[len(s.refs)-1]
	inString := s.inString && !asked.apart
	between := asked.joiner
	switch {
	case inString:
		between = separator(first.constant.value)
	case between == "":
		return // nothing tells how the elements are sent
	default:
		between = separator(between)
	}
	if ok, known := asked.catalog.Separates(between); ok || !known {
		return
	}
	f := Finding{Rule: "scope-request", Severity: Error, Pos: first.pos, End: last.end}
	switch {
	case !inString && asked.typ == oauth2Config:
		f.Message = fmt.Sprintf("scope request to %s: the elements are joined with blanks, and it takes commas: write one element, %q", asked.catalog.Name(), joined(s, ","))
	case between == ",":
		f.Message = fmt.Sprintf("scope request to %s: it takes blanks between scopes, no commas", asked.catalog.Name())
	default:
		f.Message = fmt.Sprintf("scope request to %s: it takes commas between scopes, no blanks", asked.catalog.Name())
	}
	j.report(first.mention, f)
}

// separator is what stands between the scopes of a value.
func separator(value string) string {
	if strings.Contains(value, ",") || strings.Contains(strings.ToLower(value), "%2c") {
		return ","
	}
	return " "
}

func joined(s *set, sep string) string {
	texts := make([]string, len(s.refs))
	for i, ref := range s.refs {
		texts[i] = ref.text
	}
	return strings.Join(texts, sep)
}

// lackingNeeded finds scopes without the one that they do nothing without.
func lackingNeeded(j *judge, s *set) {
	if !s.inString && (s.lit == nil || len(s.refs) != len(s.lit.Elts)) {
		return // what else is in the list is not known
	}
	for _, ref := range s.refs {
		scope, _ := ref.catalog.Lookup(ref.text)
		for _, need := range scope.Needs {
			if slices.ContainsFunc(s.refs, func(other *reference) bool { return other.catalog.Covers(other.text, need) }) ||
				ref.asked.request.mayHave(ref.catalog, need) {
				continue
			}
			j.report(ref.mention, Finding{
				Rule: "scope-request", Severity: Warning, Pos: ref.pos, End: ref.end,
				Message: fmt.Sprintf("scope request to %s: %q does nothing without %q", ref.catalog.Name(), ref.text, need),
			})
		}
	}
}

// mayHave reports whether a scope, or one that grants it, is or may be in a
// request, wherever the code adds it.
func (r *request) mayHave(c *catalog.Catalog, scope string) bool {
	if r == nil {
		return false
	}
	return r.open || slices.ContainsFunc(r.texts, func(text string) bool {
		return slices.ContainsFunc(strings.FieldsFunc(text, isSeparator), func(other string) bool { return c.Covers(other, scope) })
	})
}

// wrongTokens finds scopes that the kind of token which is asked for cannot have.
func wrongTokens(j *judge, ref *reference) {
	message, ok := wrongToken(ref)
	if !ok {
		return
	}
	f := Finding{Rule: "scope-request", Severity: Error, Pos: ref.at, End: ref.atEnd, Message: message}
	if ref.within() {
		f.Pos, f.End = ref.pos, ref.end
	}
	j.report(ref.mention, f)
}

// wrongToken says why the kind of token that is asked for cannot have a scope, if
// it cannot.
func wrongToken(ref *reference) (message string, ok bool) {
	c, asked := ref.catalog, ref.asked
	if asked == nil {
		return "", false
	}
	tokens := byKey(asked.sign, ref.jsonKey).tokens
	scope, known := c.Lookup(ref.text)
	application, told := c.Application()
	switch {
	case (asked.typ == clientCredentials || tokens == "application") && told && scope.Name != application && !c.Foreign(ref.text) && !slices.Contains(scope.Kinds, "application"):
		return fmt.Sprintf("scope request to %s: %q cannot be asked for with client credentials, which %s",
			c.Name(), ref.text, applicationTakes(c, application)), true
	case known && tokens != "" && tokens != "application" && len(scope.Kinds) > 0 && !slices.Contains(scope.Kinds, tokens):
		return fmt.Sprintf("scope request to %s: %q is for %s tokens, and this list is for %s tokens",
			c.Name(), ref.text, strings.Join(scope.Kinds, " and "), tokens), true
	}
	return "", false
}

func applicationTakes(c *catalog.Catalog, scope string) string {
	if scope == "" {
		return "give no scopes"
	}
	return fmt.Sprintf("take %q alone", c.Prefix()+scope)
}

// replacedScopes finds an option that puts other scopes in the place of those
// that the configuration has.
func replacedScopes(j *judge) {
	for _, file := range j.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
			if !ok || method.Sel.Name != "AuthCodeURL" && method.Sel.Name != "DeviceAuth" {
				return true
			}
			lit := j.providers.literalOf(method.X)
			if lit == nil {
				return true
			}
			i := slices.IndexFunc(lit.Elts, func(e ast.Expr) bool { return keyName(e) == "Scopes" })
			if i < 0 {
				return true
			}
			for _, arg := range call.Args {
				if option := j.scopeOption(arg); option != nil {
					j.add(Finding{
						Rule: "scope-request", Severity: Warning, Pos: option.Pos(), End: option.End(),
						Message: "scope request: this option replaces the Scopes of the configuration, it adds none",
						Related: []analysis.RelatedInformation{{Pos: lit.Elts[i].Pos(), Message: "the Scopes stand here"}},
					})
				}
			}
			return true
		})
	}
}

// severalForOne finds several scopes for a credential that takes one.
func severalForOne(j *judge) {
	for _, file := range j.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			method, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
			if !ok || method.Sel.Name != "GetToken" {
				return true
			}
			credential := typeObject(j.pass.TypesInfo.TypeOf(method.X))
			lit := j.providers.literalOf(call.Args[len(call.Args)-1])
			if credential == nil || lit == nil || !j.providers.takesOne(credential) {
				return true
			}
			for _, e := range lit.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok || keyName(e) != "Scopes" {
					continue
				}
				if list := j.providers.literalOf(kv.Value); list != nil && len(list.Elts) > 1 {
					j.add(Finding{
						Rule: "scope-request", Severity: Error, Pos: kv.Value.Pos(), End: kv.Value.End(),
						Message: fmt.Sprintf("scope request: %s takes exactly one scope, and this list has %d", credential.Name(), len(list.Elts)),
					})
				}
			}
			return true
		})
	}
}

// scopeOption returns an argument that is SetAuthURLParam("scope", …), or nil.
func (j *judge) scopeOption(arg ast.Expr) *ast.CallExpr {
	call, ok := ast.Unparen(arg).(*ast.CallExpr)
	if !ok || len(call.Args) != 2 {
		return nil
	}
	fn := callee(j.pass.TypesInfo, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "golang.org/x/oauth2" || fn.Name() != "SetAuthURLParam" {
		return nil
	}
	if key, _ := stringValue(j.pass.TypesInfo, call.Args[0]); key != "scope" {
		return nil
	}
	return call
}
