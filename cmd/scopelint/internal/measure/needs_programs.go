package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// programs is where the programs stand whose scopes were found by hand, and why
// each of them needs which.
const programs = "analyzer/needs/testdata/programs"

// A realProgram is a row of programs.tsv, with its scopes of scopes.tsv.
type realProgram struct {
	name     string
	packages []string // arguments of "scopelint needs"
	complete bool
	scopes   []string

	dir string // of the checkout
}

// label names the program in a table.
func (p realProgram) label() string {
	return strings.TrimSpace(p.name + " " + strings.TrimPrefix(p.packages[len(p.packages)-1], "."))
}

// readPrograms reads the table, with the directories that NAME=DIR arguments
// give. Programs without one are left out.
func readPrograms(args []string) ([]realProgram, error) {
	dirs := make(map[string]string)
	for _, arg := range args {
		name, dir, ok := strings.Cut(arg, "=")
		if !ok {
			return nil, fmt.Errorf("%q is not NAME=DIR", arg)
		}
		abs, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		dirs[name] = abs
	}
	rows, err := readTable("programs.tsv", 4)
	if err != nil {
		return nil, err
	}
	why, err := readTable("scopes.tsv", 4)
	if err != nil {
		return nil, err
	}
	var all []realProgram
	known := make(map[string]bool)
	for _, row := range rows {
		p := realProgram{name: row[0], packages: strings.Fields(row[2]), complete: row[3] == "exactly", dir: dirs[row[0]]}
		known[p.name] = true
		for _, w := range why {
			if w[0] == p.name && w[1] == p.packages[len(p.packages)-1] {
				p.scopes = append(p.scopes, w[2])
			}
		}
		slices.Sort(p.scopes)
		if p.dir != "" {
			all = append(all, p)
		}
	}
	for name := range dirs {
		if !known[name] {
			return nil, fmt.Errorf("%s/programs.tsv has no %s", programs, name)
		}
	}
	return all, nil
}

func readTable(name string, columns int) ([][]string, error) {
	f, err := os.Open(filepath.Join(programs, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.Comment, r.LazyQuotes, r.FieldsPerRecord = '\t', '#', true, columns
	return r.ReadAll()
}

// measurePrograms compares, for each program NAME=DIR, the scopes found by hand
// with those that a scopelint binary finds in the checkout DIR.
func measurePrograms(w io.Writer, args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: measure needs SCOPELINT NAME=DIR…")
	}
	tool, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	all, err := readPrograms(args[1:])
	if err != nil {
		return err
	}
	right := 0
	fmt.Fprintln(w, "| program | scopes | maybe | unresolved | the answer | by hand |")
	fmt.Fprintln(w, "|---|---:|---:|---:|---|---|")
	for _, p := range all {
		got, err := p.needs(tool)
		if err != nil {
			return fmt.Errorf("%s: %w", p.label(), err)
		}
		differences := p.compare(got)
		hand := "the same"
		if len(differences) == 0 {
			right++
		} else {
			hand = strings.Join(differences, ", ")
		}
		fmt.Fprintf(w, "| %s | %d | %d | %d | %s | %s |\n", p.label(), len(got.Scopes), len(got.Maybe), len(got.Unresolved), degree(got.Complete), hand)
	}
	fmt.Fprintf(w, "\nright sets ÷ programs: %d ÷ %d\n", right, len(all))
	return nil
}

// neededScopes is what the measure reads of "scopelint needs -format json".
type neededScopes struct {
	Scopes     []string          `json:"scopes"`
	Complete   bool              `json:"complete"`
	Maybe      []json.RawMessage `json:"maybe"`
	Unresolved []json.RawMessage `json:"unresolved"`
}

func (p realProgram) needs(tool string) (neededScopes, error) {
	cmd := exec.Command(tool, append([]string{"needs", "-no-cache", "-format", "json"}, p.packages...)...)
	cmd.Dir, cmd.Stderr = p.dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return neededScopes{}, err
	}
	var answer struct {
		Programs []neededScopes `json:"programs"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return neededScopes{}, err
	}
	if len(answer.Programs) != 1 {
		return neededScopes{}, fmt.Errorf("%d programs, want one", len(answer.Programs))
	}
	return answer.Programs[0], nil
}

// compare words the differences from what was found by hand.
func (p realProgram) compare(got neededScopes) []string {
	var all []string
	for _, s := range p.scopes {
		if !slices.Contains(got.Scopes, s) {
			all = append(all, "lacks "+s)
		}
	}
	for _, s := range got.Scopes {
		if !slices.Contains(p.scopes, s) {
			all = append(all, "has "+s)
		}
	}
	if got.Complete != p.complete {
		all = append(all, degree(p.complete))
	}
	return all
}

func degree(complete bool) string {
	if complete {
		return "exactly"
	}
	return "at least"
}
