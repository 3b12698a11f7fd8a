package analyzer

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/catalog/visible"
)

// A Finding is one mistake, with all that a driver may want to show of it.
type Finding struct {
	Rule     string // ID of the rule
	Severity Severity
	Pos, End token.Pos
	Message  string // without the rule's ID
	Scope    string // the scope it is about, as written; "" if there is none
	Route    string // the route it is about, "GET /widgets"; "" if there is none
	Within   string // the declaration it stands in, "" at top level
	Related  []analysis.RelatedInformation
	Fixes    []Fix
	Waived   string       // the reason for which it is excused, "" if it counts
	Entry    *WaiverEntry // of the configuration that excuses it; nil for a comment
}

// A Fix is one way to mend a finding.
type Fix struct {
	Class   FixClass
	Message string
	Edit    analysis.TextEdit
	Old     string // the text that the edit replaces, if it must be that
}

// FixClass tells what a fix does to the authority that the code asks for.
type FixClass string

const (
	SameAuthority FixClass = "same-authority" // case, blanks, twins, repetitions: safe
	Guessed       FixClass = "guessed"        // the name was most likely meant
)

// Severity is how much a finding weighs.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Off     Severity = "off"
)

// Result is what the analyzer knows of a package beside its diagnostics.
type Result struct {
	Findings []Finding      // in the order of the source, waived ones among them
	Files    int            // that were judged: neither excluded nor generated
	Scopes   map[string]int // how many scopes of each catalog the code refers to, by its name
	Allowed  []string       // texts that scopes.allow allows
	Doubts   []Doubt        // texts that were not judged for want of types
	Unknown  []string       // packages with constants that are named, whose values are not known and may be strings
	Idle     bool           // no rule had anything to look at
	Clients  bool           // the source of the API's client was read
	Until    time.Time      // when a waiver of these findings is over; zero for never
	Routes   bool           // the module's routes are to be judged: it names scopes, or excuses routes
}

// A Doubt is a text that would be judged if the code around it called it a
// scope; the types there, which would tell, are not all known.
type Doubt struct {
	Pos  token.Pos
	Text string
}

// diagnostic is the finding as any driver shows it. The rule's ID ends the
// message, because go vet and others show nothing else. Drivers apply the
// first fix without asking, so only safe ones go in.
func (f *Finding) diagnostic(unsafeFixes bool) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos: f.Pos, End: f.End, Category: f.Rule, Related: f.Related,
		Message: fmt.Sprintf("%s [%s]", f.Message, f.Rule),
	}
	for _, fix := range f.Fixes {
		if fix.Class == SameAuthority || unsafeFixes {
			d.SuggestedFixes = append(d.SuggestedFixes, analysis.SuggestedFix{Message: fix.Message, TextEdits: []analysis.TextEdit{fix.Edit}})
		}
	}
	return d
}

// A judge holds what the rules look at and what they find.
type judge struct {
	*references
	cfg         *Config
	findings    []Finding
	waivers     []*waiver
	nearWaivers []*waiver      // comments that are nearly some
	routed      *routes.Result // once a rule has asked; all of the package that are known
	near        neighbourhoods // of the routes that were read together; nil for these alone
	called      *clientCalls   // likewise
	suggested   map[suggestion]string
	code        map[*ast.File]map[int]token.Pos // see behindCode
}

func newJudge(pass *analysis.Pass, cfg *Config) *judge {
	j := &judge{references: newReferences(pass, pass.ResultOf[gatherConstants].(*constants), cfg), cfg: cfg}
	j.readWaivers()
	return j
}

// report adds a finding about a mention.
func (j *judge) report(m *mention, f Finding) {
	if f.Pos == token.NoPos {
		f.Pos, f.End = m.pos, m.end
	}
	f.Scope = m.text
	j.add(f)
}

// add adds a finding, unless the configuration or the file speaks against it.
func (j *judge) add(f Finding) {
	if isGenerated(fileAt(j.pass, f.Pos)) {
		return
	}
	file := j.pass.Fset.Position(f.Pos).Filename
	if file != j.pass.Fset.PositionFor(f.Pos, false).Filename {
		f.Fixes = nil // what is compiled was made from that file
	}
	f.show()
	var ok bool
	if f.Severity, ok = j.cfg.severity(f.Rule, f.Severity, file); !ok {
		return
	}
	f.Within = within(j.pass, f.Pos)
	j.waive(&f)
	j.findings = append(j.findings, f)
}

// show makes the texts of a finding such that any driver may print them.
func (f *Finding) show() {
	f.Message = visible.Text(f.Message)
	for i := range f.Related {
		f.Related[i].Message = visible.Text(f.Related[i].Message)
	}
	for i := range f.Fixes {
		f.Fixes[i].Message = visible.Text(f.Fixes[i].Message)
	}
}

// isGenerated reports whether a file is generated. What the go command makes of
// a file that uses C is that file, in other words.
func isGenerated(f *ast.File) bool {
	if !ast.IsGenerated(f) {
		return false
	}
	first := f.Comments[0].List[0].Text
	return !strings.HasPrefix(first, "// Code generated by cmd/cgo;")
}

// sort brings the findings into the order of the source, each once.
func (j *judge) sort() {
	slices.SortStableFunc(j.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	j.findings = slices.CompactFunc(j.findings, func(a, b Finding) bool {
		return a.Pos == b.Pos && a.Rule == b.Rule && a.Message == b.Message // through two uses
	})
}

// within names the top-level declaration around a position.
func within(pass *analysis.Pass, pos token.Pos) string {
	if decl, ok := nodeAt(fileAt(pass, pos).Decls, pos); ok {
		return declName(decl, pos)
	}
	return ""
}

// nodeAt finds the node around a position among some in the order of the source.
func nodeAt[N ast.Node](list []N, pos token.Pos) (n N, ok bool) {
	if i := firstBehind(list, pos); i < len(list) && list[i].Pos() <= pos {
		return list[i], true
	}
	return n, false
}

// firstBehind is the index of the first node, among some in the order of the source,
// that ends behind a position.
func firstBehind[N ast.Node](list []N, pos token.Pos) int {
	i, _ := slices.BinarySearchFunc(list, pos, func(n N, pos token.Pos) int { return cmp.Compare(n.End(), pos+1) })
	return i
}

func declName(decl ast.Decl, pos token.Pos) string {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		return decl.Name.Name
	case *ast.GenDecl:
		if spec, ok := nodeAt(decl.Specs, pos); ok {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				return spec.Names[0].Name
			case *ast.TypeSpec:
				return spec.Name.Name
			}
		}
	}
	return ""
}

// proof is the related position of a mention that stands elsewhere than the
// use that proves it to be a scope.
func (j *judge) proof(m *mention, ref *reference) []analysis.RelatedInformation {
	if other := m.constant.other; other != nil && other.Pos().IsValid() {
		return []analysis.RelatedInformation{{Pos: other.Pos(), Message: fmt.Sprintf("%s is declared here", other.Name())}}
	}
	if ref.at >= m.constant.expr.Pos() && ref.at < m.constant.expr.End() {
		return nil
	}
	return []analysis.RelatedInformation{{Pos: ref.at, Message: "used as a scope here"}}
}

// quote quotes a text so that it does not look like another one.
func quote(text string) string { return strconv.QuoteToASCII(text) }

// replace is a fix that writes to instead of the mention, if the source holds
// the mention as it is.
func (m *mention) replace(class FixClass, to string) []Fix {
	if m.source == "" {
		return nil
	}
	return []Fix{{
		Class:   class,
		Message: fmt.Sprintf("Replace %s with %q", quote(m.text), to),
		Edit:    analysis.TextEdit{Pos: m.pos, End: m.end, NewText: []byte(to)},
		Old:     m.source,
	}}
}
