package main

import (
	"bytes"
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

// services is where the routes that were read by hand stand.
const services = "analyzer/routes/testdata/services"

// A sampleRoute is a row of NAME.tsv: what a reader says of a registration.
type sampleRoute struct {
	method, path, registered, state string
	scopes                          string // a|b one of them, a+b all, checks separated by commas
}

// An inventory is what the measure reads of "scopelint routes -format json".
type inventory struct {
	Routes   []foundRoute `json:"routes"`
	Coverage struct {
		Registered int `json:"registered"`
		Understood int `json:"understood"`
	} `json:"coverage"`
}

type foundRoute struct {
	Method   string   `json:"method"`
	Path     string   `json:"path"`
	State    string   `json:"state"`
	Scopes   []string `json:"scopes"`
	Location span     `json:"location"`
	Guards   []guard  `json:"guards"`
}

type guard struct {
	Mode string `json:"mode"` // "any" or "all" of its scopes, if that is known
}

type span struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	EndLine int    `json:"endLine"`
}

type routeFinding struct {
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	Location span   `json:"location"`
}

// A routeScore compares the tool with the reader.
type routeScore struct {
	sample, found, paths   int
	guarded, named, scopes int // of the routes that the reader calls guarded
	agreed                 int // guarded for both, or for neither
	falseUnguarded         int
	falseMismatched        int
	misses                 []string
}

// measureRoutes compares, for each service NAME=DIR, the routes read by hand
// with those that a scopelint binary lists in the checkout DIR.
func measureRoutes(w io.Writer, args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: measure routes SCOPELINT NAME=DIR…")
	}
	tool, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "| service | registered | understood | sample | found | whole paths | states agree | guards named | scopes equal | false unguarded | false mismatched |")
	fmt.Fprintln(w, "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
	var misses []string
	for _, arg := range args[1:] {
		name, dir, ok := strings.Cut(arg, "=")
		if !ok {
			return fmt.Errorf("%q: write NAME=DIR", arg)
		}
		inv, score, err := measureService(tool, name, dir)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		c := inv.Coverage
		fmt.Fprintf(w, "| %s | %d | %d (%s) | %d | %d | %d | %d | %d of %d | %d of %d | %d | %d |\n",
			name, c.Registered, c.Understood, percent(c.Understood, c.Registered), score.sample, score.found, score.paths, score.agreed,
			score.named, score.guarded, score.scopes, score.guarded, score.falseUnguarded, score.falseMismatched)
		for _, m := range score.misses {
			misses = append(misses, name+": "+m)
		}
	}
	for _, m := range misses {
		fmt.Fprintln(w, m)
	}
	return nil
}

func measureService(tool, name, dir string) (*inventory, *routeScore, error) {
	data, err := os.ReadFile(filepath.Join(services, name+".tsv"))
	if err != nil {
		return nil, nil, err
	}
	sample, err := readSample(data)
	if err != nil {
		return nil, nil, err
	}
	config, err := filepath.Abs(filepath.Join(services, name, "scopelint.toml"))
	if err != nil {
		return nil, nil, err
	}
	var inv inventory
	if err := runJSON(dir, &inv, tool, "routes", "-quiet", "-config", config, "-format", "json", "./..."); err != nil {
		return nil, nil, err
	}
	var report struct {
		Findings []routeFinding `json:"findings"`
	}
	if err := runJSON(dir, &report, tool, "-quiet", "-config", config, "-rules", "unguarded-route,mismatched-route", "-format", "json", "./..."); err != nil {
		return nil, nil, err
	}
	return &inv, compareRoutes(sample, inv.Routes, report.Findings), nil
}

// runJSON decodes what a command prints. The status tells of findings, and of
// packages that do not load, which the figures survive.
func runJSON(dir string, v any, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	var stderr bytes.Buffer
	cmd.Dir, cmd.Stderr = dir, &stderr
	out, _ := cmd.Output()
	if err := json.Unmarshal(out, v); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, stderr.Bytes())
	}
	return nil
}

func readSample(data []byte) ([]sampleRoute, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.Comment, r.FieldsPerRecord, r.LazyQuotes = '\t', '#', -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var list []sampleRoute
	for _, row := range rows[min(1, len(rows)):] {
		row = append(row, "", "", "", "", "")
		s := sampleRoute{method: row[0], path: row[1], registered: row[2], state: row[3], scopes: row[4]}
		if !slices.Contains([]string{"guarded", "check", "open"}, s.state) || (s.state == "guarded") != (s.scopes != "") {
			return nil, fmt.Errorf("%s %s: state %q with scopes %q", s.method, s.path, s.state, s.scopes)
		}
		list = append(list, s)
	}
	return list, nil
}

func compareRoutes(sample []sampleRoute, found []foundRoute, findings []routeFinding) *routeScore {
	score := &routeScore{sample: len(sample)}
	for _, s := range sample {
		wrong := append(score.compare(s, found), score.judge(s, findings)...)
		if len(wrong) > 0 {
			score.misses = append(score.misses, fmt.Sprintf("%s: %s %s: %s", s.registered, s.method, s.path, strings.Join(wrong, "; ")))
		}
	}
	return score
}

// judge counts the findings at a route that its reader would not have made.
func (c *routeScore) judge(s sampleRoute, findings []routeFinding) (wrong []string) {
	for _, f := range findings {
		switch {
		case !f.Location.has(s.registered):
			continue
		case f.Rule == "unguarded-route" && s.state != "open":
			c.falseUnguarded++
		case f.Rule == "mismatched-route":
			c.falseMismatched++
		default:
			continue
		}
		wrong = append(wrong, f.Message)
	}
	return wrong
}

// compare counts a route, and says where the tool and the reader differ.
func (c *routeScore) compare(s sampleRoute, found []foundRoute) (wrong []string) {
	if s.state == "guarded" {
		c.guarded++
	}
	r, ok := nearest(s, found)
	if !ok {
		return []string{"not listed"}
	}
	c.found++
	if r.Path == s.path {
		c.paths++
	} else {
		wrong = append(wrong, fmt.Sprintf("listed as %q", r.Path))
	}
	if (r.State == "guarded") == (s.state == "guarded") {
		c.agreed++
	} else {
		wrong = append(wrong, fmt.Sprintf("%s, and a reader says %s", r.State, s.state))
	}
	if r.State != "guarded" || s.state != "guarded" {
		return wrong
	}
	c.named++
	if sameScopes(s.scopes, r) {
		c.scopes++
	} else {
		wrong = append(wrong, fmt.Sprintf("asks for %q, and a reader says %q", r.Scopes, s.scopes))
	}
	return wrong
}

// nearest is the route of a registration. One line may register several, and
// then it is the one that has most of the path's end.
func nearest(s sampleRoute, found []foundRoute) (best foundRoute, ok bool) {
	most := -1
	for _, r := range found {
		if r.Method != s.method || !r.Location.has(s.registered) {
			continue
		}
		if n := commonEnd(r.Path, s.path); n > most {
			best, most = r, n
		}
	}
	return best, most >= 0
}

func commonEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// has reports whether a position "file:line" lies within.
func (l span) has(position string) bool {
	for line := l.Line; line <= l.EndLine; line++ {
		if position == fmt.Sprintf("%s:%d", l.File, line) {
			return true
		}
	}
	return false
}

// sameScopes compares the scopes, and whether one or all of them are asked for
// where the tool says so.
func sameScopes(reader string, r foundRoute) bool {
	want := strings.FieldsFunc(reader, func(c rune) bool { return strings.ContainsRune("|+,", c) })
	got := slices.Clone(r.Scopes)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		return false
	}
	return !slices.ContainsFunc(r.Guards, func(g guard) bool {
		return g.Mode == "any" && strings.Contains(reader, "+") || g.Mode == "all" && strings.Contains(reader, "|")
	})
}
