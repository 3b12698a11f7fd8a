package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// An audit is what the page of the lint command shows beside the findings. It
// leaves out test files, as the routes command does.
type audit struct {
	Routes *routesReport
	Scopes []usedScope // by name
	Grants []declaredGrant
}

// A usedScope is a scope that the code names.
type usedScope struct {
	Name, Description string
	Note              string // what is to be said about it, or ""
	Places            []usedPlace
	Routes            []routeEntry // whose guards name it
}

type usedPlace struct {
	Location location
	Within   string
}

type declaredGrant struct {
	File     string
	Packages []string
	Scopes   []usedScope
}

// takeAudit reads the packages once more, for what the rules do not tell.
func takeAudit(o *common) (*audit, error) {
	g, err := gatherRoutes(o)
	if err != nil {
		return nil, err
	}
	a := &audit{Routes: g.report()}
	used := make(map[string]*usedScope)
	for _, inv := range g.packages {
		place := placer{g.dir, inv.fset}
		for _, use := range inv.Uses {
			s := used[use.Scope]
			if s == nil {
				described := describe(inv.config, use.Scope)
				s = &described
				used[use.Scope] = s
			}
			s.Places = append(s.Places, usedPlace{place.span(use.Pos, use.End), use.Within})
		}
	}
	for _, name := range sortedKeys(used) {
		s := used[name]
		slices.SortStableFunc(s.Places, func(a, b usedPlace) int { return byPlace(a.Location, b.Location) })
		for _, r := range a.Routes.Routes {
			if slices.Contains(r.Scopes, name) {
				s.Routes = append(s.Routes, r)
			}
		}
		a.Scopes = append(a.Scopes, *s)
	}
	for _, m := range g.modules() {
		for _, grant := range m.config.Grants() {
			d := declaredGrant{File: found.Relative(g.dir, m.config.File()), Packages: grant.Packages}
			for _, name := range grant.Scopes {
				d.Scopes = append(d.Scopes, describe(m.config, name))
			}
			a.Grants = append(a.Grants, d)
		}
	}
	return a, nil
}

// describe says what the catalog of a configuration knows about a scope.
func describe(cfg *analyzer.Config, name string) usedScope {
	c := cfg.Catalog()
	s, known := c.Lookup(name)
	used := usedScope{Name: name, Description: s.Description}
	_, twin := c.Preferred(name)
	switch {
	case !known && cfg.Allows(name):
		used.Note = "allowed"
	case !known:
		used.Note = "unknown"
	case c.IsAlias(name):
		used.Note = "over-broad"
	case twin:
		used.Note = "look-alike"
	case s.Status == catalog.Unlisted:
		used.Note = string(s.Status)
	}
	return used
}

//go:embed audit.html
var auditPage string

// printAudit prints one page for those who would rather look than read.
func printAudit(w io.Writer, r *report) error {
	sources := newSources(r.dir)
	data := struct {
		*report
		*audit
		Title, Judged     string
		Counting, Excused []finding
	}{
		report: r, audit: r.audit, Title: filepath.Base(r.dir), Counting: r.counting(),
		Judged: fmt.Sprintf("%s, %s, %s of the catalogs; %s", count(r.Coverage.Packages, "package"), count(r.Coverage.Files, "file"),
			count(r.Coverage.Scopes, "scope"), r.countFindings()),
	}
	for _, f := range r.Findings {
		if !f.Counts() {
			data.Excused = append(data.Excused, f)
		}
	}
	return printPage(w, auditPage, template.FuncMap{
		"count":  count,
		"excuse": func(f finding) string { return cmp.Or(f.WaivedBy, f.Old) },
		"reason": func(f finding) string { return cmp.Or(f.Waived, oldReasons[f.Old]) },
		"source": func(l location) visible.Shown { return shownSource(strings.TrimSpace(sources.line(l.File, l.Line))) },
	}, data)
}

// oldReasons say why old findings do not count.
var oldReasons = map[string]string{oldBaseline: "the baseline lists it", oldRevision: "it was there before"}
