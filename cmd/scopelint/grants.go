package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/catalog/regular"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
)

// checkGrants holds the grants of the configuration against what the programs
// need.
func checkGrants(o *needsOptions, cfg *analyzer.Config, a *needsAnswer, stdout, stderr io.Writer) (int, error) {
	if len(cfg.Grants()) == 0 {
		return exitFailure, fmt.Errorf("nothing to check: %s has no [[grant]]; -write makes one", configPath(cfg))
	}
	if err := cfg.CheckPaths(); err != nil {
		return exitFailure, err
	}
	module, err := modulePath(cfg.Root())
	if err != nil {
		return exitFailure, err
	}
	dir, err := os.Getwd()
	if err != nil {
		return exitFailure, err
	}
	r := &report{Version: 1, Findings: []finding{}, Problems: []problem{}, dir: dir}
	checked := 0
	for _, p := range a.Programs {
		grant, ok := cfg.Grant(packageDir(module, p.Package))
		if !ok {
			visible.Fprintf(stderr, "scopelint: %s has no [[grant]]\n", p.Package)
			continue
		}
		if err := p.loaded(); err != nil {
			return exitFailure, err
		}
		checked++
		r.Coverage.Packages++
		if !p.Complete {
			message := fmt.Sprintf("%s: %s: it may need more than what was compared; \"scopelint needs\" lists why", p.Package, gaps(p.Program))
			r.Problems = append(r.Problems, problem{Package: p.Package, Message: message})
			visible.Fprintf(stderr, "scopelint: %s\n", message)
		}
		r.Findings = append(r.Findings, compareGrant(cfg, grant.Scopes, p)...)
	}
	if checked == 0 {
		return exitFailure, errors.New("nothing to check: no grant is for one of the programs")
	}
	if err := o.common.write(stdout, func(w io.Writer) error { return checkPrinters[o.format](w, r) }); err != nil {
		return exitFailure, err
	}
	if len(r.Findings) > 0 {
		return exitFindings, nil
	}
	return exitClean, nil
}

// checkPrinters are the formats of -check: those of the linter, but for text, where the
// program comes first, for a difference is about all of it.
var checkPrinters = map[string]printer{
	"text":  printGrantsText,
	"json":  printJSON,
	"sarif": printSARIF,

	"github":   printGitHub,
	"markdown": printMarkdown,
}

func printGrantsText(w io.Writer, r *report) error {
	var b strings.Builder
	for _, f := range r.Findings {
		visible.Fprintf(&b, "%s: %s\n", f.Package, f.Message)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// compareGrant lists the differences between the scopes that a program has
// been granted and those that it needs.
func compareGrant(cfg *analyzer.Config, granted []string, p needsProgram) []finding {
	var all []finding
	add := func(rule, severity, scope string, at location, format string, args ...any) {
		all = append(all, finding{
			Rule: rule, Severity: severity, Message: fmt.Sprintf(format, args...), Scope: scope, Package: p.Package, Location: at,
		})
	}
	covers := cfg.Catalog().Covers
	for _, path := range p.Paths {
		if slices.ContainsFunc(granted, func(have string) bool { return covers(have, path.Scope) }) {
			continue
		}
		place := ownPlace(path.Steps)
		add("ungranted-call", "error", path.Scope, pointOf(place.File, place.Line, place.Column),
			"needs %s for %s at %s, and its grant lacks it", path.Scope, path.Operation, at(place))
	}
	for _, have := range granted {
		needed := slices.ContainsFunc(p.Scopes, func(s string) bool { return covers(have, s) })
		for _, m := range p.Maybe {
			needed = needed || slices.ContainsFunc(m.Scopes, func(s string) bool { return covers(have, s) })
		}
		switch {
		case needed:
		case p.Complete:
			add("unused-grant", "warning", have, grantPlace(cfg, have), "is granted %s, and no call that it can reach needs it", have)
		default:
			add("unused-grant", "warning", have, grantPlace(cfg, have), "is granted %s, and no call that could be resolved needs it (%s)", have, gaps(p.Program))
		}
	}
	return all
}

func pointOf(file string, line, column int) location {
	return location{File: file, Line: line, Column: column, EndLine: line, EndColumn: column}
}

// grantPlace is where the configuration grants a scope; its start if that is not to
// be seen.
func grantPlace(cfg *analyzer.Config, scope string) location {
	file := cfg.File()
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
			file = filepath.ToSlash(rel)
		}
	}
	data, _ := os.ReadFile(cfg.File())
	n, grants := 0, false
	for line := range strings.Lines(string(data)) {
		n++
		if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "[") {
			grants = grants && !strings.HasPrefix(trimmed, "[[") || strings.HasPrefix(trimmed, "[[grant]]")
		}
		if at := strings.Index(line, `"`+scope+`"`); grants && at >= 0 {
			return location{File: file, Line: n, Column: at + 1, EndLine: n, EndColumn: at + 1 + len(scope) + 2}
		}
	}
	return pointOf(file, 1, 1)
}

// ownPlace is the last place of a call path that is in the user's own code and
// not in a dependency.
func ownPlace(steps []needs.Step) needs.Place {
	for _, s := range slices.Backward(steps) {
		if filepath.IsLocal(s.File) && !strings.HasPrefix(s.File, "vendor/") {
			return s.Place
		}
	}
	return steps[0].Place
}

// writeGrants records what the programs need as grants in the configuration.
// What else is in the file stays as it is.
func writeGrants(cfg *analyzer.Config, a *needsAnswer, stderr io.Writer) error {
	file := configPath(cfg)
	text, err := regular.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	module, err := modulePath(filepath.Dir(file))
	if err != nil {
		return err
	}
	out, shown := string(text), ""
	for _, p := range a.Programs {
		dir := packageDir(module, p.Package)
		if _, ok := cfg.Grant(dir); ok {
			return fmt.Errorf("%s has a [[grant]] for %s already: remove it, or compare it with -check", file, dir)
		}
		if out != "" && !strings.HasSuffix(out, "\n\n") {
			out = strings.TrimRight(out, "\n") + "\n\n"
		}
		out += grantText(dir, p)
		shown += fmt.Sprintf("scopelint: %s: granted %s to %s\n", visible.Text(file), count(len(p.Scopes), "scope"), visible.Text(dir))
	}
	if text == nil {
		err = os.WriteFile(file, []byte(out), 0o666)
	} else if err = edits.Replace(file, text, []byte(out)); err != nil {
		err = fmt.Errorf("%s is left as it is: %w", file, err)
	}
	if err == nil {
		fmt.Fprint(stderr, shown)
	}
	return err
}

func grantText(dir string, p needsProgram) string {
	var b strings.Builder
	b.WriteString("[[grant]]\n")
	if !p.Complete {
		visible.Fprintf(&b, "# At least: %s.\n", gaps(p.Program))
	}
	visible.Fprintf(&b, "packages = [%q]\nscopes = [\n", dir)
	for _, s := range p.Scopes {
		visible.Fprintf(&b, "  %q,\n", s)
	}
	b.WriteString("]\n")
	return b.String()
}

// configPath is the configuration file, or where it would be.
func configPath(cfg *analyzer.Config) string {
	if cfg.File() != "" {
		return cfg.File()
	}
	root, ok := analyzer.ModuleRoot(".")
	if !ok {
		root = "."
	}
	return filepath.Join(root, analyzer.ConfigName)
}

// modulePath reads the path of the module in a directory.
func modulePath(dir string) (string, error) {
	file := filepath.Join(dir, "go.mod")
	data, err := regular.ReadFile(file)
	if err != nil {
		return "", err
	}
	if module := modfile.ModulePath(data); module != "" {
		return module, nil
	}
	return "", fmt.Errorf("%s: no module line", file)
}

// packageDir is the directory of a package in its module, "./cmd/worker".
func packageDir(module, pkg string) string {
	rel, ok := strings.CutPrefix(pkg, module)
	if !ok {
		return pkg
	}
	if rel = strings.TrimPrefix(rel, "/"); rel == "" {
		return "."
	}
	return "./" + path.Clean(rel)
}
