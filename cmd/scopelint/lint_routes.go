package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"slices"
	"time"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/kept"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/standalone"
)

// A routesRecord is what is wrong with the routes of whole modules. The files of
// its locations are absolute.
type routesRecord struct {
	Findings []finding
	Problems []problem
	Scopes   map[string]int // of each catalog that guards ask for, each once
	Until    time.Time      // when a waiver is over; zero for never
}

// addRoutes adds the findings about the routes of the units. They are judged
// together with all others of their modules, as the routes command reads them.
func (r *report) addRoutes(o *options, l load, units []standalone.Unit, selected func(rule string) bool, overlaid bool) error {
	if !slices.ContainsFunc(analyzer.RuleIDs(), func(id string) bool { return selected(id) && analyzer.JudgesRoutes(id) }) {
		return nil // whether waivers of these rules excuse something is not known then
	}
	concerned, err := o.concernRoutes(units)
	if err == nil && !concerned && !l.whole { // what guards the routes may be elsewhere
		concerned, err = elsewhere(o, l, overlaid)
	}
	if err != nil || !concerned {
		return err
	}
	rec, err := judgeRoutes(o, l, overlaid)
	if err != nil {
		return err
	}
	configs := make(map[string]*analyzer.Config) // of the packages
	for _, u := range units {
		if configs[u.Path], err = o.findConfig(u.Module.Dir); err != nil {
			return err
		}
	}
	for name, n := range rec.Scopes {
		if r.scopes[name] == 0 { // no text in the code is one: guards put them together
			r.Coverage.Scopes += n
			r.scopes[name] = n
		}
	}
	for _, f := range rec.Findings {
		if cfg := configs[f.Package]; cfg != nil {
			r.take([]finding{f}, cfg, selected)
		}
	}
	for _, p := range rec.Problems {
		if configs[p.Package] != nil {
			r.Problems = append(r.Problems, p)
		}
	}
	return nil
}

// concernRoutes reports whether units are a reason to judge the routes of their
// modules: one of them names a scope, or what guards may make one of, or the
// configuration says so. Without any of these no route has a guard.
func (o *options) concernRoutes(units []standalone.Unit) (bool, error) {
	for _, u := range units {
		cfg, err := o.findConfig(u.Module.Dir)
		if err != nil || u.Guards || cfg.ConcernsRoutes() {
			return err == nil, err
		}
		if u.Record == nil {
			continue
		}
		if rec, err := decodeRecord(u.Record); err != nil || rec.Routes {
			return err == nil, err
		}
	}
	return false, nil
}

// elsewhere reports whether the other packages of a load's modules are a reason
// to judge their routes.
func elsewhere(o *options, l load, overlaid bool) (bool, error) {
	wide, _, err := l.widen()
	if err != nil || len(wide.dirs) == len(l.dirs) {
		return false, err
	}
	out, err := o.run(wide, overlaid)
	if err != nil {
		return false, err
	}
	return o.concernRoutes(out.Units)
}

// judgeRoutes judges the routes of the modules that a load is in, or remembers
// what was wrong with them.
func judgeRoutes(o *options, l load, overlaid bool) (*routesRecord, error) {
	l, _, err := l.widen()
	if err != nil {
		return nil, err
	}
	var memory *kept.Answer
	if !o.noCache && !overlaid && o.types != typesSource {
		var modules []string
		for _, d := range l.dirs {
			modules = append(modules, d.Module.Dir)
		}
		if memory, err = o.answerAbout([]load{l}, fmt.Sprintf("lint routes of %q", slices.Compact(modules))); err != nil {
			return nil, err
		}
	}
	if memory != nil {
		rec := new(routesRecord)
		if data, ok := memory.Get(); ok && gob.NewDecoder(bytes.NewReader(data)).Decode(rec) == nil &&
			(rec.Until.IsZero() || time.Now().Before(rec.Until)) {
			return rec, nil
		}
	}
	g, err := gatherLoads(&o.common, []load{l})
	if err != nil {
		return nil, err
	}
	rec := &routesRecord{Problems: g.problems, Scopes: g.scopes()}
	for _, inv := range g.packages {
		for _, f := range inv.Findings {
			one := found.New(inv.path, inv.fset, f)
			one.Whole = true
			rec.Findings = append(rec.Findings, one)
		}
		if !inv.Until.IsZero() && (rec.Until.IsZero() || inv.Until.Before(rec.Until)) {
			rec.Until = inv.Until
		}
	}
	if memory == nil || len(rec.Problems) > 0 {
		return rec, nil
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(rec); err != nil {
		return nil, err
	}
	memory.Put(buf.Bytes())
	return rec, nil
}

// scopes counts the scopes of each catalog that guards ask for.
func (g *gathered) scopes() map[string]int {
	n, seen := make(map[string]int), make(map[string]bool)
	for _, inv := range g.packages {
		for _, name := range inv.Demanded() {
			scope, known := inv.config.Catalog().Lookup(name)
			if !known || seen[name] {
				continue
			}
			seen[name] = true
			for _, c := range scope.Catalogs {
				n[c]++
			}
		}
	}
	return n
}
