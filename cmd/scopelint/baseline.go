package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/regular"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// A findingKey is what stays of a finding when lines move and other code is
// renamed.
type findingKey struct {
	Rule    string `toml:"rule"`
	Package string `toml:"package"`
	Within  string `toml:"within,omitempty"`
	Scope   string `toml:"scope,omitempty"`
	Route   string `toml:"route,omitempty"`
}

func keyOf(f finding) findingKey {
	return findingKey{f.Rule, f.Package, f.Within, f.Scope, f.Route}
}

func (k findingKey) compare(l findingKey) int {
	return cmp.Or(cmp.Compare(k.Package, l.Package), cmp.Compare(k.Within, l.Within), cmp.Compare(k.Rule, l.Rule),
		cmp.Compare(k.Scope, l.Scope), cmp.Compare(k.Route, l.Route))
}

func (k findingKey) String() string {
	words := []string{k.Rule}
	for _, word := range []string{k.Scope, k.Route} {
		if word != "" {
			words = append(words, fmt.Sprintf("%q", word))
		}
	}
	words = append(words, "in", k.Package)
	if k.Within != "" {
		words = append(words, k.Within)
	}
	return strings.Join(words, " ")
}

// A baseline lists findings that a team lives with for now: the ones that were
// there when scopelint was switched on.
type baseline struct {
	Version  int             `toml:"version"`
	Findings []baselineEntry `toml:"finding"`

	file *tomlfile.File
}

type baselineEntry struct {
	findingKey
	Count int `toml:"count,omitzero"` // how many are alike; 0 means one
}

const baselineVersion = 1

// readBaseline reads a baseline file. Mistakes in it are [*tomlfile.Error]s.
func readBaseline(name string) (*baseline, error) {
	data, err := regular.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("-baseline: %w; -write-baseline makes one", err)
	}
	if err != nil {
		return nil, fmt.Errorf("-baseline: %w", err)
	}
	return parseBaseline(name, data)
}

func parseBaseline(name string, data []byte) (*baseline, error) {
	var b baseline
	file, err := tomlfile.Decode(name, data, &b)
	if err != nil {
		return nil, err
	}
	b.file = file
	if b.Version == 0 {
		return nil, file.Errorf(toml.Key{"version"}, 0, "this baseline has no version: write version = %d at the top, or let -write-baseline write it anew", baselineVersion)
	}
	if b.Version != baselineVersion {
		return nil, file.Errorf(toml.Key{"version"}, 0, "a baseline of version %d: this scopelint reads version %d; -write-baseline writes it anew", b.Version, baselineVersion)
	}
	for i := range b.Findings {
		e := &b.Findings[i]
		switch {
		case !slices.Contains(analyzer.RuleIDs(), e.Rule):
			msg := ""
			if n, ok := near.Best(e.Rule, analyzer.RuleIDs()); ok {
				msg = fmt.Sprintf(": did you mean %q?", n)
			}
			return nil, file.Errorf(toml.Key{"finding", "rule"}, i, "unknown rule %q%s", e.Rule, msg)
		case e.Package == "":
			return nil, file.Errorf(toml.Key{"finding"}, i, "this finding has no package")
		case e.Count < 0:
			return nil, file.Errorf(toml.Key{"finding", "count"}, i, "%d findings cannot be", e.Count)
		}
		e.Count = max(e.Count, 1)
	}
	return &b, nil
}

// newBaseline lists the findings of a report that are kept.
func newBaseline(r *report, keep func(finding) bool) *baseline {
	counts := make(map[findingKey]int)
	for _, f := range r.Findings {
		if keep(f) {
			counts[keyOf(f)]++
		}
	}
	b := &baseline{Version: baselineVersion}
	for _, key := range slices.SortedFunc(maps.Keys(counts), findingKey.compare) {
		b.Findings = append(b.Findings, baselineEntry{key, counts[key]})
	}
	return b
}

// text is the content of a baseline file.
func (b *baseline) text() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("# Findings that scopelint -baseline does not count. The list may only get shorter:\n# an entry that is found no more is told, and is to go.\n")
	written := baseline{Version: b.Version, Findings: slices.Clone(b.Findings)}
	for i, e := range written.Findings {
		if e.Count == 1 {
			written.Findings[i].Count = 0 // left out
		}
	}
	enc := toml.NewEncoder(&out)
	enc.Indent = ""
	err := enc.Encode(written)
	return out.Bytes(), err
}

// mark says of as many findings as the baseline lists that they are old, and
// returns how many of each entry were not found. Of findings that are alike the first
// ones are the old ones.
func (b *baseline) mark(r *report, why string) (missing []int) {
	left := make(map[findingKey]int)
	for _, e := range b.Findings {
		left[e.findingKey] += e.Count
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Counts() && left[keyOf(*f)] > 0 {
			left[keyOf(*f)]--
			f.Old = why
		}
	}
	for _, e := range b.Findings {
		n := min(left[e.findingKey], e.Count)
		left[e.findingKey] -= n
		missing = append(missing, n)
	}
	return missing
}

// gone words the entries of which some are found no more. Of packages that were not
// judged nothing is known, unless their directory is gone.
func (b *baseline) gone(r *report, missing []int, selected func(rule string) bool) []gone {
	var list []gone
	for i, e := range b.Findings {
		if missing[i] == 0 || !selected(e.Rule) || !r.judged[e.Package] && !removed(r.dir, e.Package) {
			continue
		}
		what := "is found no more: remove the entry"
		if left := e.Count - missing[i]; left > 0 {
			what = fmt.Sprintf("is found %d of %d times: correct the count", left, e.Count)
		}
		list = append(list, gone{
			Finding: e.findingKey.String(), Message: fmt.Sprintf("%s %s", e.findingKey, what),
			Line: b.file.Errorf(toml.Key{"finding", "rule"}, i, "").Line,
		})
	}
	return list
}

// removed reports whether a package of the module around dir has no directory.
func removed(dir, pkg string) bool {
	root, ok := analyzer.ModuleRoot(dir)
	if !ok {
		return false
	}
	module, err := modulePath(root)
	if err != nil {
		return false
	}
	below := packageDir(module, pkg)
	if below == pkg {
		return false // of another module
	}
	_, err = os.Stat(filepath.Join(root, filepath.FromSlash(strings.TrimSuffix(below, "_test"))))
	return os.IsNotExist(err)
}
