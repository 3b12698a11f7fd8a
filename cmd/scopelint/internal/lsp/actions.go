package lsp

import (
	"context"
	"go/scanner"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// codeActions offers what can be done about the findings in a range: what keeps
// the authority first, then guesses, then ways to excuse them.
func (s *server) codeActions(ctx context.Context, v *view, p *codeActionParams) ([]codeAction, error) {
	file, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	list := []codeAction{}
	m := s.moduleOf(file)
	if m == nil || filepath.Ext(file) != ".go" {
		return list, nil
	}
	m.mu.Lock()
	findings := m.findingsIn(file)
	m.mu.Unlock()
	wants := func(kind string) bool {
		return len(p.Context.Only) == 0 || slices.ContainsFunc(p.Context.Only, func(only string) bool {
			return kind == only || strings.HasPrefix(kind, only+".")
		})
	}
	a := actor{s, v, file}
	if wants(actionQuickFix) {
		for _, f := range findings {
			d := newDiagnostic(f.view, f.Finding)
			var ok bool
			if d.Range, ok = move(d.Range, f.view.text(file), v.text(file)); ok && touches(d.Range, p.Range) {
				list = append(list, a.fixes(f, d)...)
				list = append(list, a.excuses(ctx, f.Finding, d)...)
			}
		}
	}
	if wants(actionFixAll) {
		if edit := a.fixAll(findings); edit != nil {
			list = append(list, codeAction{Title: "Apply all fixes of scopelint that keep the authority", Kind: actionFixAll, Edit: edit})
		}
	}
	return list, nil
}

// A seen is a finding and the view in which it was found.
type seen struct {
	found.Finding
	view *view
}

// findingsIn lists the findings in a file: what its package says by itself, if
// that was judged last, and what the module says. The caller holds m.mu.
func (m *module) findingsIn(file string) []seen {
	var list []seen
	one := m.packages[filepath.Dir(file)]
	if one != nil {
		for _, f := range one.findings[file] {
			list = append(list, seen{f, one.view})
		}
	}
	if m.whole != nil {
		for _, f := range m.whole.findings[file] {
			if one == nil || f.Whole {
				list = append(list, seen{f, m.whole.view})
			}
		}
	}
	return list
}

// touches reports whether two ranges have a place in common.
func touches(a, b textRange) bool { return !before(a.End, b.Start) && !before(b.End, a.Start) }

func before(a, b position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}

// An actor makes actions for one file.
type actor struct {
	*server
	view *view
	file string
}

// edit is a change of one file.
func (a actor) edit(file string, changes ...textEdit) *workspaceEdit {
	uri := a.view.uri(file)
	a.mu.Lock()
	versioned := a.client.Capabilities.Workspace.WorkspaceEdit.DocumentChanges
	a.mu.Unlock()
	if !versioned {
		return &workspaceEdit{Changes: map[string][]textEdit{uri: changes}}
	}
	var d documentEdit
	d.TextDocument.URI, d.Edits = uri, changes
	if open := a.view.documents[file]; open != nil {
		d.TextDocument.Version = &open.version
	}
	return &workspaceEdit{DocumentChanges: []documentEdit{d}}
}

// fixes are the ways to mend a finding.
func (a actor) fixes(f seen, d diagnostic) []codeAction {
	var list []codeAction
	for _, fx := range f.Fixes {
		change, ok := a.change(f.view, fx)
		if !ok {
			continue
		}
		action := codeAction{Title: fx.Message, Kind: actionQuickFix, Diagnostics: []diagnostic{d}, Edit: a.edit(a.file, change)}
		if action.IsPreferred = fx.Class == string(analyzer.SameAuthority); !action.IsPreferred {
			action.Title += " (a guess: it may change what is granted)"
		}
		list = append(list, action)
	}
	return list
}

// change is a fix in the text as it is now, which was found in a view. It is not ok if what it replaces is
// there no more.
func (a actor) change(v *view, fx found.Fix) (textEdit, bool) {
	if filepath.FromSlash(fx.Edit.Location.File) != a.file {
		return textEdit{}, false
	}
	then, now := v.text(a.file), a.view.text(a.file)
	at, ok := move(then.span(fx.Edit.Location.Offset, fx.Edit.Location.EndOffset), then, now)
	if !ok {
		return textEdit{}, false
	}
	from, err1 := now.offset(at.Start)
	to, err2 := now.offset(at.End)
	if err1 != nil || err2 != nil || to < from || fx.Edit.Old != "" && now.content[from:to] != fx.Edit.Old {
		return textEdit{}, false
	}
	return textEdit{at, fx.Edit.New}, true
}

// fixAll are all changes to the file that keep the authority; nil if there is
// none.
func (a actor) fixAll(findings []seen) *workspaceEdit {
	now := a.view.text(a.file)
	var chosen []edits.Edit
	for _, f := range findings {
		i := slices.IndexFunc(f.Fixes, func(fx found.Fix) bool { return fx.Class == string(analyzer.SameAuthority) })
		if i < 0 {
			continue
		}
		if c, ok := a.change(f.view, f.Fixes[i]); ok {
			from, _ := now.offset(c.Range.Start) // as change has looked up
			to, _ := now.offset(c.Range.End)
			chosen = append(chosen, edits.Edit{From: from, To: to, New: c.NewText, Old: f.Fixes[i].Edit.Old})
		}
	}
	var changes []textEdit
	for _, e := range edits.Choose(chosen) {
		changes = append(changes, textEdit{now.span(e.From, e.To), e.New})
	}
	if len(changes) == 0 {
		return nil
	}
	return a.edit(a.file, changes...)
}

// excuses are the ways to excuse a finding: with a comment, whose reason is left
// to be written, and in the configuration.
func (a actor) excuses(ctx context.Context, f found.Finding, d diagnostic) []codeAction {
	var list []codeAction
	add := func(title string, edit *workspaceEdit) {
		list = append(list, codeAction{Title: title, Kind: actionQuickFix, Diagnostics: []diagnostic{d}, Edit: edit})
	}
	now := a.view.text(a.file)
	if f.Rule != "bad-waiver" {
		if at, ok := lineFor(now, int(d.Range.Start.Line)); ok {
			indent := now.line(int(at.Line))
			indent = indent[:len(indent)-len(strings.TrimLeft(indent, " \t"))]
			add("Excuse this "+f.Rule+" with a comment, and write the reason",
				a.edit(a.file, textEdit{textRange{at, at}, indent + "//scopelint:ignore " + f.Rule + " \n"}))
		}
	}
	cfg, err := a.view.query(ctx, filepath.Dir(a.file)).Configs.Find(filepath.Dir(a.file))
	if err != nil || cfg.File() == "" {
		return list
	}
	config := a.view.text(cfg.File())
	if f.Rule == "unknown-scope" && f.Scope != "" {
		if change, ok := allowScope(config, f.Scope); ok {
			add("Allow the scope "+f.Scope+" in "+analyzer.ConfigName, a.edit(cfg.File(), change))
		}
	}
	if f.Rule == "unguarded-route" && f.Route != "" {
		if change, ok := addPublic(config, f.Route); ok {
			add("List "+f.Route+" as public in "+analyzer.ConfigName+", and write the reason", a.edit(cfg.File(), change))
		}
	}
	return list
}

// lineFor is the start of a line in front of which a comment may stand: not one
// that begins within a text or a comment.
func lineFor(t *text, line int) (position, bool) {
	start := t.lines[line]
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(t.content))
	var s scanner.Scanner
	s.Init(file, []byte(t.content), nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		from := file.Offset(pos)
		if tok == token.EOF || from >= start {
			return position{uint32(line), 0}, true
		}
		if (tok == token.STRING || tok == token.COMMENT) && from+len(lit) > start {
			return position{}, false
		}
	}
}
