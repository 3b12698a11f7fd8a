package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/visible"
)

const initUsage = `
Init looks at a module (which scopes its code names, whose they are, its routes
and what guards them, its calls of the API's client) and writes a first
.scopelint.toml at its root. Scopes that are in no catalog go into a file
scopes.toml beside it, a draft of the module's own catalog. Read both before you
commit them: a misspelt scope of one's own looks like any other.

	scopelint init [flags]

Nothing is overwritten. The exit status is 0, or 2 if there is a configuration
already, or nothing to configure.
`

// ownCatalog is the file for scopes that are in no catalog.
const ownCatalog = "scopes.toml"

// initModule is the command that writes a first configuration.
func initModule(args []string, stdout, stderr io.Writer) (int, error) {
	o := &options{common: common{store: userCache{}}, failOn: "never", tests: true, types: typesNeeded, noCache: true}
	flags := flag.NewFlagSet("scopelint init", flag.ContinueOnError)
	flags.StringVar(&o.dir, "C", "", "change to `dir` first")
	flags.StringVar(&o.tags, "tags", "", "build `tags`, separated by commas")
	if err := parseFlags(flags, initUsage, args, stdout); err != nil {
		return exitFailure, err
	}
	if flags.NArg() > 0 {
		return exitFailure, fmt.Errorf("init takes no %s: it looks at the whole module", flags.Arg(0))
	}
	root, err := freshRoot(o.dir)
	if err != nil {
		return exitFailure, err
	}
	if err := os.Chdir(root); err != nil {
		return exitFailure, err
	}
	o.patterns = []string{"./..."}
	stage := stages(stderr)
	stage("looking at the module")
	m, err := surveyModule(&o.common)
	if err != nil {
		return exitFailure, err
	}
	drafts, err := draftModule(o, m)
	stage("")
	if err != nil {
		return exitFailure, err
	}
	tellProblems(stderr, m.broken, "")
	for _, d := range drafts {
		if err := createFile(d.name, d.text); err != nil {
			return exitFailure, err
		}
		visible.Fprintf(stdout, "wrote %s: %s\n", filepath.Join(root, d.name), d.summary)
	}
	visible.Fprintf(stdout, "Read what was written, then run \"scopelint\"; \"scopelint -write-baseline FILE\" sets old findings apart.\n")
	if len(m.broken) > 0 {
		fmt.Fprintln(stderr, "scopelint: the packages above do not load or type-check; what is in them may be missing from the configuration")
	}
	return exitClean, nil
}

// freshRoot is the root of the module that dir is in, if it has no
// configuration.
func freshRoot(dir string) (string, error) {
	if dir == "" {
		dir = "."
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", fmt.Errorf("init: -C %s: there is no such directory", dir)
	}
	root, ok := analyzer.ModuleRoot(dir)
	if !ok {
		return "", errors.New("init: there is no go.mod here or above: run it in a module")
	}
	if os.Getenv(analyzer.ConfigEnv) != "" {
		return "", fmt.Errorf("init: %s names a configuration already: unset it first", analyzer.ConfigEnv)
	}
	file := filepath.Join(root, analyzer.ConfigName)
	if _, err := os.Lstat(file); err == nil {
		return "", fmt.Errorf("init: %s is there already: edit it, or move it away to begin anew", file)
	}
	return root, nil
}

// A draftFile is a file to be written.
type draftFile struct{ name, text, summary string }

// draftModule drafts the files for the module in the working directory.
func draftModule(o *options, m *moduleSurvey) ([]draftFile, error) {
	drafts, err := m.catalogFiles()
	if err != nil {
		return nil, err
	}
	if err := m.try(o, drafts); err != nil {
		return nil, err
	}
	if m.empty() {
		return nil, fmt.Errorf("init: no scope, no route and no call of the API's client in %s: there is nothing to configure; "+
			"a catalog of your own scopes (https://pkg.go.dev/github.com/scopelint/scopelint/catalog) makes them known", count(m.packages, "package"))
	}
	return append(drafts, draftFile{analyzer.ConfigName, m.configFile(), m.summary()}), nil
}

// try runs the routes and lint commands with a configuration of the catalogs
// alone, to see what else it needs, and the first of them once more with rows
// for the module's own routers, if it has any. The lint command gets the one that
// understands more.
func (m *moduleSurvey) try(o *options, drafts []draftFile) error {
	defer func() {
		os.Unsetenv(analyzer.ConfigEnv)
		for _, dir := range m.trials {
			os.RemoveAll(dir)
		}
	}()
	plain, err := m.tryRoutes(o, drafts, "")
	if err != nil {
		return err
	}
	m.routes = plain
	if len(m.routers) > 0 {
		before := os.Getenv(analyzer.ConfigEnv)
		described, err := m.tryRoutes(o, drafts, m.routerText())
		if err == nil && described.Coverage.Understood > plain.Coverage.Understood {
			m.routes, m.described = described, true
		} else if err := os.Setenv(analyzer.ConfigEnv, before); err != nil {
			return err
		}
	}
	m.checked = nil // for they fill the memory
	if m.lint, err = examine(o, nil); err != nil {
		return err
	}
	for _, p := range m.lint.Problems {
		if m.inTests() == 0 || !strings.Contains(p.Message, "_test.go:") { // else the draft excludes it
			m.broken = append(m.broken, p)
		}
	}
	m.broken = sortedProblems(m.broken)
	return nil
}

// tryRoutes finds the routes with a configuration of the catalogs and of more
// text. It stands in another directory, so that nothing is left if that fails,
// and stays in force.
func (m *moduleSurvey) tryRoutes(o *options, drafts []draftFile, more string) (*routesReport, error) {
	dir, err := os.MkdirTemp("", "scopelint")
	if err != nil {
		return nil, err
	}
	m.trials = append(m.trials, dir)
	drafts = append(drafts[:len(drafts):len(drafts)], draftFile{name: analyzer.ConfigName, text: m.catalogsLine() + more})
	for _, d := range drafts {
		if err := createFile(filepath.Join(dir, d.name), d.text); err != nil {
			return nil, err
		}
	}
	if err := os.Setenv(analyzer.ConfigEnv, filepath.Join(dir, analyzer.ConfigName)); err != nil {
		return nil, err
	}
	g, err := newGathered(new(common))
	if err != nil {
		return nil, err
	}
	for _, c := range m.checked {
		g.take(c)
	}
	g.follow(true)
	return g.report(), nil
}

// createFile writes a file that is not there yet.
func createFile(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("init: %s is there already: move it away, or list it in catalogs of a %s of your own", name, analyzer.ConfigName)
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(f, strings.NewReader(text))
	return errors.Join(err, f.Close())
}
