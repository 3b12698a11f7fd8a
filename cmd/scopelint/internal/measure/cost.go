package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"
)

// measureCost compares what linting a module costs with what other tools cost,
// in one run: CPU seconds of all processes and the peak memory of the largest
// one. Tools that are not on the PATH are left out.
//
//	measure cost DIR [LEAF BASE]
//
// LEAF and BASE are files of the module that are edited for a moment: of a
// package that few import, and of one that many do. With them a checker over
// go/packages is measured, too, which compiles what it does not find compiled.
func measureCost(w io.Writer, args []string) error {
	if len(args) != 1 && len(args) != 3 {
		return errors.New("usage: measure cost DIR [LEAF BASE]")
	}
	bench, err := newCostBench(args[0])
	if err != nil {
		return err
	}
	defer os.RemoveAll(bench.tools)
	fmt.Fprintln(w, "| how | CPU s | of an empty unitchecker | of ripgrep | peak MB |\n|---|---:|---:|---:|---:|")
	steps := bench.linters()
	if len(args) == 3 {
		steps = append(steps, bench.edited("one leaf edited", args[1]), bench.edited("one base package edited", args[2]), bench.checker())
	}
	var unit, rg float64
	for _, s := range append(steps, bench.peers()...) { // the two that others are compared with come first
		row, err := bench.run(s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		switch s.name {
		case rowRipgrep:
			rg = row.cpu
		case rowEmpty:
			unit = row.cpu
		}
		fmt.Fprintf(w, "| %s | %.2f | %s | %s | %d |\n", row.name, row.cpu, ratio(row.cpu, unit), ratio(row.cpu, rg), row.peak>>20)
	}
	return nil
}

// The rows that others are compared with.
const (
	rowEmpty   = "go vet, an empty unitchecker, dependencies compiled"
	rowRipgrep = "ripgrep, for colons between words"
)

// A costBench measures commands in one module.
type costBench struct {
	dir   string
	tools string // the directory of the programs that are built for it
}

func newCostBench(dir string) (*costBench, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	tools, err := buildTools("scopelint", "empty")
	if err != nil {
		return nil, err
	}
	return &costBench{dir, tools}, nil
}

func (b *costBench) tool(name string) string { return filepath.Join(b.tools, name) }

// A costStep is a command, and what comes before and after it unmeasured.
type costStep struct {
	name     string
	before   func() error
	args     []string
	env      []string
	after    func() error
	in       string // the directory, "" for the module
	optional bool   // the program may not be there
}

type costRow struct {
	name string
	cpu  float64 // seconds
	peak int64   // bytes
}

func (b *costBench) linters() []costStep {
	first, unchanged := b.lint()
	vet := func(tool string) []string { return []string{"go", "vet", "-vettool=" + b.tool(tool), "./..."} }
	compiled := func() error { // whatever the tool
		_, err := b.run(costStep{args: vet("scopelint")})
		return errors.Join(err, other(b.tool("empty")))
	}
	return []costStep{
		{name: rowRipgrep, args: []string{"rg", "-n", "-t", "go", `[a-z0-9_]+:[a-z]+`}, optional: true},
		{name: rowEmpty, before: compiled, args: vet("empty")},
		{name: "go vet, scopelint, dependencies compiled", before: func() error { return other(b.tool("scopelint")) }, args: vet("scopelint")},
		{name: "go vet, scopelint, nothing changed", args: vet("scopelint")},
		first,
		unchanged,
		{name: "scopelint -types=source", args: []string{b.tool("scopelint"), "-quiet", "-types=source", "./..."}},
	}
}

// lint is a first run, and one after which nothing has changed.
func (b *costBench) lint() (first, unchanged costStep) {
	s := costStep{args: []string{b.tool("scopelint"), "-quiet", "./..."}, env: []string{"XDG_CACHE_HOME=" + b.tool("cache")}}
	first, unchanged = s, s
	first.name, unchanged.name = "scopelint, first run", "scopelint, nothing changed"
	unchanged.before = func() error { _, err := b.run(s); return err } // what was just written is read again
	return first, unchanged
}

// other makes a tool one that the go command has never seen.
func other(tool string) error {
	f, err := os.OpenFile(tool, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, time.Now().UnixNano())
	return errors.Join(err, f.Close())
}

// edited is a run after a change of a file.
func (b *costBench) edited(name, file string) costStep {
	file = filepath.Join(b.dir, file)
	var src []byte
	return costStep{
		name: "scopelint, " + name,
		before: func() (err error) {
			if src, err = os.ReadFile(file); err != nil {
				return err
			}
			return os.WriteFile(file, append(bytes.Clone(src), "\n// Edited.\nvar _ = 1\n"...), 0o666)
		},
		args: []string{b.tool("scopelint"), "-quiet", "./..."}, env: []string{"XDG_CACHE_HOME=" + b.tool("cache")},
		after: func() error { return os.WriteFile(file, src, 0o666) },
	}
}

func (b *costBench) checker() costStep {
	args := []string{os.Args[0], "load", b.dir}
	return costStep{
		name: "a checker with LoadSyntax, all compiled", args: args, in: ".",
		before: func() error { _, err := b.run(costStep{args: args, in: "."}); return err },
	}
}

func (b *costBench) peers() []costStep {
	fresh := func(name, variable string) []string { return []string{variable + "=" + b.tool(name)} }
	rule := b.tool("rule.yml")
	return []costStep{
		{
			name: "ast-grep, three patterns", before: func() error { return os.WriteFile(rule, []byte(astGrepRule), 0o666) },
			args: []string{"ast-grep", "scan", "--rule", rule, "."}, optional: true,
		},
		{name: "staticcheck, its cache empty", args: []string{"staticcheck", "./..."}, env: fresh("staticcheck", "STATICCHECK_CACHE"), optional: true},
		{name: "staticcheck, nothing changed", args: []string{"staticcheck", "./..."}, env: fresh("staticcheck", "STATICCHECK_CACHE"), optional: true},
		{name: "golangci-lint, goconst, its cache empty", args: []string{"golangci-lint", "run", "--no-config", "--default", "none", "-E", "goconst", "./..."}, env: fresh("golangci", "GOLANGCI_LINT_CACHE"), optional: true},
		{name: "golangci-lint, goconst, nothing changed", args: []string{"golangci-lint", "run", "--no-config", "--default", "none", "-E", "goconst", "./..."}, env: fresh("golangci", "GOLANGCI_LINT_CACHE"), optional: true},
		{name: "golangci-lint, its default linters, its cache empty", args: []string{"golangci-lint", "run", "--no-config", "./..."}, env: fresh("golangci2", "GOLANGCI_LINT_CACHE"), optional: true},
		{name: "gosec", args: []string{"gosec", "-quiet", "./..."}, optional: true},
	}
}

// astGrepRule finds what a scope linter would look at, as far as patterns can.
const astGrepRule = `id: scopes
language: go
rule:
  any:
    - {kind: interpreted_string_literal, regex: '^"[a-z_]+:[a-z_]+"$'}
    - {pattern: '$R.HandleFunc($$$A)'}
    - {pattern: '$R.Handle($$$A)'}
`

// run runs a command. That it found something is no failure.
func (b *costBench) run(s costStep) (costRow, error) {
	row := costRow{name: s.name}
	if _, err := exec.LookPath(s.args[0]); err != nil && s.optional {
		row.name += " (not on the PATH)"
		return row, nil
	}
	if s.before != nil {
		if err := s.before(); err != nil {
			return row, err
		}
	}
	cmd := exec.Command(s.args[0], s.args[1:]...)
	cmd.Dir, cmd.Env = s.in, append(os.Environ(), s.env...)
	if s.in == "" {
		cmd.Dir = b.dir
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return row, err
	}
	row.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	row.peak = peak(cmd.ProcessState)
	if strings.HasPrefix(out.String(), "go: ") {
		return row, fmt.Errorf("%v: %s", s.args, &out)
	}
	if s.after != nil {
		return row, s.after()
	}
	return row, nil
}

func ratio(a, b float64) string {
	if a == 0 || b == 0 {
		return ""
	}
	return strconv.FormatFloat(a/b, 'g', 2, 64)
}

// loadSyntax does what a checker over go/packages does before it analyzes.
func loadSyntax(dir string) error {
	_, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir, Tests: true}, "./...")
	return err
}

// measureGrowth prints what linting costs for modules of several sizes.
//
//	measure growth [N…]
func measureGrowth(w io.Writer, sizes []string) error {
	if len(sizes) == 0 {
		sizes = []string{"300", "1000", "3000", "10000"}
	}
	fmt.Fprintln(w, "| packages | first run, CPU s | peak MB | nothing changed, CPU s | one leaf edited, CPU s | peak MB |\n|---:|---:|---:|---:|---:|---:|")
	for _, size := range sizes {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		if err := growthRow(w, n); err != nil {
			return err
		}
	}
	return nil
}

func growthRow(w io.Writer, n int) error {
	dir, err := os.MkdirTemp("", "scopelint-growth")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := generate(dir, n); err != nil {
		return err
	}
	bench, err := newCostBench(dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(bench.tools)
	first, unchanged := bench.lint()
	var cells []string
	for _, s := range []costStep{first, unchanged, bench.edited("one leaf edited", filepath.Join(generatedDir(n-n%20-20), "f0.go"))} {
		row, err := bench.run(s)
		if err != nil {
			return err
		}
		cells = append(cells, fmt.Sprintf("%.2f", row.cpu))
		if !strings.HasSuffix(s.name, "nothing changed") {
			cells = append(cells, fmt.Sprint(row.peak>>20))
		}
	}
	_, err = fmt.Fprintf(w, "| %d | %s |\n", n, strings.Join(cells, " | "))
	return err
}
