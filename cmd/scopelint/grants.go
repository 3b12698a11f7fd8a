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
	var out strings.Builder
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
		if !p.Complete {
			visible.Fprintf(stderr, "scopelint: %s: %s: it may need more than what was compared; \"scopelint needs\" lists why\n", p.Package, gaps(p.Program))
		}
		for _, line := range compareGrant(cfg, grant.Scopes, p) {
			visible.Fprintf(&out, "%s: %s\n", p.Package, line)
		}
	}
	if checked == 0 {
		return exitFailure, errors.New("nothing to check: no grant is for one of the programs")
	}
	if err := o.common.write(stdout, func(w io.Writer) error { _, err := io.WriteString(w, out.String()); return err }); err != nil {
		return exitFailure, err
	}
	if out.Len() > 0 {
		return exitFindings, nil
	}
	return exitClean, nil
}

// compareGrant words the differences between the scopes that a program has
// been granted and those that it needs.
func compareGrant(cfg *analyzer.Config, granted []string, p needsProgram) []string {
	var lines []string
	covers := cfg.Catalog().Covers
	for _, path := range p.Paths {
		if slices.ContainsFunc(granted, func(have string) bool { return covers(have, path.Scope) }) {
			continue
		}
		lines = append(lines, fmt.Sprintf("needs %s for %s at %s, and its grant lacks it", path.Scope, path.Operation, at(ownPlace(path.Steps))))
	}
	for _, have := range granted {
		needed := slices.ContainsFunc(p.Scopes, func(s string) bool { return covers(have, s) })
		for _, m := range p.Maybe {
			needed = needed || slices.ContainsFunc(m.Scopes, func(s string) bool { return covers(have, s) })
		}
		switch {
		case needed:
		case p.Complete:
			lines = append(lines, fmt.Sprintf("is granted %s, and no call that it can reach needs it", have))
		default:
			lines = append(lines, fmt.Sprintf("is granted %s, and no call that could be resolved needs it (%s)", have, gaps(p.Program)))
		}
	}
	return lines
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
