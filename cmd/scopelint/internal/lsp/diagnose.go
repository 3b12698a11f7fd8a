package lsp

import (
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/tomlfile"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// publish sends what is wrong with each file whose diagnostics the editor does
// not have yet. Of a buffer that has changed since it was judged, newer ones will
// come.
func (m *module) publish() {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.server.now()
	for _, file := range m.files() {
		v := m.judgedIn(file)
		then, d := v.documents[file], now.documents[file]
		if (then == nil) != (d == nil) || d != nil && d.version != then.version {
			continue
		}
		p := diagnosticsParams{URI: now.uri(file), Diagnostics: m.diagnostics(file)}
		if d != nil {
			p.Version = &d.version
		}
		text, err := json.Marshal(p.Diagnostics)
		if err != nil {
			m.server.log("%s: %v", file, err)
			continue
		}
		if string(text) == m.shown[file] || len(p.Diagnostics) == 0 && m.shown[file] == "" {
			continue
		}
		m.shown[file] = string(text)
		if len(p.Diagnostics) == 0 {
			delete(m.shown, file)
		}
		m.server.notify("textDocument/publishDiagnostics", p)
	}
}

// judgedIn is the view in which a file was judged last.
func (m *module) judgedIn(file string) *view {
	switch one := m.packages[filepath.Dir(file)]; {
	case one != nil:
		return one.view
	case m.whole != nil:
		return m.whole.view
	}
	return new(view)
}

// files lists the files that have diagnostics, or had some.
func (m *module) files() []string {
	files := make(map[string]bool)
	for file := range m.shown {
		files[file] = true
	}
	for _, j := range m.packages {
		for file := range j.findings {
			files[file] = true
		}
	}
	if m.whole != nil {
		for file := range m.whole.findings {
			files[file] = true
		}
		for file := range m.whole.mistakes {
			files[file] = true
		}
		delete(files, "")
	}
	return slices.Sorted(maps.Keys(files))
}

// diagnostics are those of one file, as it was judged last.
func (m *module) diagnostics(file string) []diagnostic {
	list := []diagnostic{}
	now := m.judgedIn(file)
	for _, f := range m.findingsIn(file) {
		d := newDiagnostic(f.view, f.Finding)
		var ok bool
		if d.Range, ok = move(d.Range, f.view.text(file), now.text(file)); ok {
			list = append(list, d)
		}
	}
	if m.whole != nil {
		for _, e := range m.whole.mistakes[file] {
			list = append(list, e.diagnostic(m.whole.view.text(file)))
		}
	}
	return list
}

// newDiagnostic shows a finding as the files were in a view.
func newDiagnostic(v *view, f found.Finding) diagnostic {
	d := diagnostic{Range: v.rangeOf(f.Location), Severity: severityError, Code: f.Rule, Source: "scopelint", Message: f.Message}
	if f.Severity == string(analyzer.Warning) {
		d.Severity = severityWarning
	}
	if rule, ok := ruleOf(f.Rule); ok {
		d.CodeDescription = &codeDescription{rule.URL()}
	}
	if f.Rule == "redundant-scope" || f.Rule == "unused-grant" {
		d.Tags = []int{tagUnnecessary}
	}
	for _, r := range f.Related {
		d.Related = append(d.Related, relatedPlace{v.place(r.Location), r.Message})
	}
	return d
}

func ruleOf(id string) (analyzer.Rule, bool) {
	rules := analyzer.Rules()
	i := slices.IndexFunc(rules, func(r analyzer.Rule) bool { return r.ID == id })
	if i < 0 {
		return analyzer.Rule{}, false
	}
	return rules[i], true
}

// rangeOf is where a location is in the text of its file.
func (v *view) rangeOf(l found.Location) textRange {
	t := v.text(filepath.FromSlash(l.File))
	if t.content == "" { // a //line comment may name a file that is not there
		return textRange{fromOne(l.Line, l.Column), fromOne(l.EndLine, l.EndColumn)}
	}
	return textRange{t.at(l.Line, l.Column), t.at(l.EndLine, l.EndColumn)}
}

// fromOne is a position of a line and a column that count from 1.
func fromOne(line, column int) position {
	return position{uint32(max(line, 1) - 1), uint32(max(column, 1) - 1)}
}

func (v *view) place(l found.Location) place {
	return place{v.uri(filepath.FromSlash(l.File)), v.rangeOf(l)}
}

// move finds a range of a text in another one, by the lines that they begin and
// end with alike. It is not ok if the range is in what differs.
func move(r textRange, from, to *text) (textRange, bool) {
	if from.content == to.content {
		return r, true
	}
	front := 0
	for front < min(len(from.lines), len(to.lines)) && from.line(front) == to.line(front) {
		front++
	}
	if int(r.End.Line) < front {
		return r, true
	}
	back := 0
	for back < min(len(from.lines), len(to.lines))-front && from.line(len(from.lines)-1-back) == to.line(len(to.lines)-1-back) {
		back++
	}
	if int(r.Start.Line) < len(from.lines)-back {
		return r, false
	}
	by := uint32(len(to.lines) - len(from.lines)) // which may wrap around, and back
	r.Start.Line += by
	r.End.Line += by
	return r, true
}

// A Mistake is one in a configuration or a catalog.
type Mistake struct {
	Line, Column int // from 1; the column counts bytes
	Message      string
}

// Mistakes sorts the mistakes of an error by their files. Others stand in none,
// and are below "".
func Mistakes(err error) map[string][]Mistake {
	if err == nil {
		return nil
	}
	files := make(map[string][]Mistake)
	if e := new(tomlfile.Error); !errors.As(err, &e) {
		files[""] = []Mistake{{Message: err.Error()}}
	}
	for _, one := range split(err) {
		if e := new(tomlfile.Error); errors.As(one, &e) {
			files[e.File] = append(files[e.File], Mistake{e.Line, e.Col, e.Message})
		}
	}
	return files
}

func (e Mistake) diagnostic(t *text) diagnostic {
	start := t.at(e.Line, e.Column)
	end := start
	end.Character = t.at(e.Line, 1+len(strings.TrimRight(t.line(int(start.Line)), " \t"))).Character
	end.Character = max(end.Character, start.Character)
	return diagnostic{Range: textRange{start, end}, Severity: severityError, Source: "scopelint", Message: e.Message}
}

// split takes joined errors apart.
func split(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var list []error
		for _, e := range joined.Unwrap() {
			list = append(list, split(e)...)
		}
		return list
	}
	return []error{err}
}

// tellProblems notes in the editor's log what could not be judged, unless it was
// the same the last time: compilers and other servers show it, too.
func (s *server) tellProblems(root string, list []found.Problem) {
	var lines []string
	for _, p := range list[:min(len(list), mostProblems)] {
		lines = append(lines, p.Message)
	}
	text := strings.Join(lines, "\n")
	s.mu.Lock()
	same := s.problems[root] == text
	s.problems[root] = text
	s.mu.Unlock()
	if !same && text != "" {
		s.notify("window/logMessage", messageParams{messageWarning, "scopelint may have missed what is wrong in packages that do not load or type-check:\n" + text})
	}
}

// mostProblems is how many are told.
const mostProblems = 20
