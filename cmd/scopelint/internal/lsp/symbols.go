package lsp

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// definition leads from a scope to its entry in a catalog file, and from a route
// to its guards.
func (s *server) definition(ctx context.Context, v *view, p *positionParams) ([]place, error) {
	c, err := v.cursor(*p)
	if err != nil || !c.isGo() {
		return nil, err
	}
	if _, ok := c.literal(); ok {
		u, err := s.use(ctx, c)
		if err != nil {
			return nil, err
		}
		if u != nil {
			return s.entries(ctx, c, u.Scope)
		}
	}
	survey, err := s.surveyAt(ctx, v, c.file)
	if err != nil {
		return nil, err
	}
	r := survey.route(c)
	if r == nil {
		return nil, nil
	}
	list := []place{}
	for _, g := range r.Guards {
		list = append(list, v.place(g.Location))
		for _, via := range g.Via {
			list = append(list, v.place(via))
		}
	}
	return list, nil
}

// entries finds a scope in the catalog files of the configuration.
func (s *server) entries(ctx context.Context, c cursor, scope string) ([]place, error) {
	cfg, err := c.view.query(ctx, filepath.Dir(c.file)).Configs.Find(filepath.Dir(c.file))
	if err != nil {
		return nil, nil // which is shown where the mistake is
	}
	list := []place{}
	for _, file := range cfg.CatalogFiles() {
		t := c.view.text(file)
		for n := range t.lines {
			line := t.line(n)
			if at := entryIn(line, scope); at >= 0 {
				list = append(list, place{c.view.uri(file), textRange{t.at(n+1, at+1), t.at(n+1, at+1+len(scope))}})
				break
			}
		}
	}
	return list, nil
}

// entryIn is where a line of a catalog file lists a scope, or -1.
func entryIn(line, scope string) int {
	for _, quote := range []string{`"`, `'`, ""} {
		spelt := quote + scope + quote
		rest, ok := strings.CutPrefix(strings.TrimLeft(line, " \t"), spelt)
		if ok && strings.HasPrefix(strings.TrimLeft(rest, " \t"), "=") {
			return strings.Index(line, spelt) + len(quote)
		}
	}
	return -1
}

// references lists the places of the module that name the scope at a place, or
// the routes behind the guard there.
func (s *server) references(ctx context.Context, v *view, p *referenceParams) ([]place, error) {
	c, err := v.cursor(p.positionParams)
	if err != nil {
		return nil, err
	}
	survey, err := s.surveyAt(ctx, v, c.file)
	if err != nil {
		return nil, err
	}
	scope, err := s.scopeAt(ctx, c)
	if err != nil {
		return nil, err
	}
	list := []place{}
	for _, u := range survey.Uses {
		if scope != "" && u.Scope == scope {
			list = append(list, v.place(u.Location))
		}
	}
	if scope == "" {
		for _, r := range survey.Routes {
			for _, g := range r.Guards {
				if filepath.FromSlash(g.Location.File) == c.file && v.rangeOf(g.Location).Start.Line == p.Position.Line {
					list = append(list, v.place(r.Location))
					break
				}
			}
		}
	}
	return list, nil
}

// scopeAt is the scope at a place of Go code or of a catalog, or "".
func (s *server) scopeAt(ctx context.Context, c cursor) (string, error) {
	if !c.isGo() {
		return c.tomlWord(), nil
	}
	if _, ok := c.literal(); !ok {
		return "", nil
	}
	u, err := s.use(ctx, c)
	if err != nil || u == nil {
		return "", err
	}
	return u.Scope, nil
}

// documentSymbols lists the routes that are registered in a file.
func (s *server) documentSymbols(ctx context.Context, v *view, p *documentParams) ([]symbol, error) {
	file, err := fileOf(p.TextDocument.URI)
	if err != nil || filepath.Ext(file) != ".go" {
		return nil, err
	}
	survey, err := s.surveyAt(ctx, v, file)
	if err != nil {
		return nil, err
	}
	list := []symbol{}
	for _, r := range survey.Routes {
		if filepath.FromSlash(r.Location.File) == file {
			list = append(list, newSymbol(v, r))
		}
	}
	return list, nil
}

func newSymbol(v *view, r found.Route) symbol {
	return symbol{Name: r.Method + " " + r.Pattern(), Kind: symbolEvent, Location: v.place(r.Location), Within: r.Package}
}

// mostSymbols is how many symbols are listed of a workspace.
const mostSymbols = 500

// workspaceSymbols lists the routes of all modules that have the words of a
// query.
func (s *server) workspaceSymbols(ctx context.Context, v *view, p *symbolParams) ([]symbol, error) {
	s.mu.Lock()
	var modules []*module
	for _, m := range s.modules {
		modules = append(modules, m)
	}
	s.mu.Unlock()
	words := strings.Fields(strings.ToLower(p.Query))
	list := []symbol{}
	for _, m := range modules {
		survey, err := m.surveyOf(ctx, v)
		if errors.Is(err, context.Canceled) {
			return nil, err
		}
		if err != nil {
			continue // which is told when the module is judged
		}
		for _, r := range survey.Routes {
			if len(list) < mostSymbols && hasAll(strings.ToLower(r.Method+" "+r.Pattern()), words) {
				list = append(list, newSymbol(v, r))
			}
		}
	}
	return list, nil
}

func hasAll(name string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(name, w) {
			return false
		}
	}
	return true
}

// codeLenses tells at each registration of a file what guards it.
func (s *server) codeLenses(ctx context.Context, v *view, p *documentParams) ([]codeLens, error) {
	file, err := fileOf(p.TextDocument.URI)
	if err != nil || filepath.Ext(file) != ".go" {
		return nil, err
	}
	survey, err := s.surveyAt(ctx, v, file)
	if err != nil {
		return nil, err
	}
	list := []codeLens{}
	for _, r := range survey.Routes {
		if filepath.FromSlash(r.Location.File) != file {
			continue
		}
		title := r.State
		if demand := r.Demand(); demand != "" {
			title += " by " + demand
		}
		at := v.rangeOf(r.Location)
		at.End = at.Start
		list = append(list, codeLens{Range: at, Command: &command{Title: title}})
	}
	return list, nil
}
