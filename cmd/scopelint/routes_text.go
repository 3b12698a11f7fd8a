package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// printRoutesText prints a table of the routes, why states are not proved, what
// was not understood, and the coverage.
func printRoutesText(w io.Writer, r *routesReport) error {
	t := textPrinter{w: w}
	t.color = isTerminal(w) && os.Getenv("NO_COLOR") == ""
	t.routes(r.Routes)
	if doubts := r.Doubts(); len(doubts) > 0 {
		t.printf("\nUnproven, because\n")
		for _, d := range doubts {
			t.printf("\t%s\n", d)
		}
	}
	for _, l := range r.Missing() {
		t.printf("\n%s\n", l.Title)
		for _, m := range l.Calls {
			t.printf("\t%s: %s: %s\n", m.Location.Position(), m.Name, m.Message)
		}
	}
	if !r.quiet {
		if len(r.Routes) > 0 || len(r.Missing()) > 0 {
			t.printf("\n")
		}
		t.printf("%s\n", r.Coverage)
	}
	return t.err
}

// routes prints the table.
func (t *textPrinter) routes(all []routeEntry) {
	if len(all) == 0 {
		return
	}
	const state = 3 // the column
	rows := [][]string{{"METHOD", "PATH", "SCOPES", "STATE", "HANDLER", "POSITION"}}
	for _, r := range all {
		rows = append(rows, []string{r.Method, r.Pattern(), cmp.Or(r.Demand(), "-"), r.Shown(), cmp.Or(r.Handler, "-"), r.Location.Position()})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = visible.Text(cell)
			cell = row[i]
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for n, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			padding := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2)
			switch {
			case n == 0:
				cell = string(t.paint("1", cell))
			case i == state:
				cell = string(t.paint(hues[cell], cell))
			}
			line.WriteString(cell + padding)
		}
		t.printf("%s\n", visible.Shown(strings.TrimRight(line.String(), " ")))
	}
}

// hues are the colours of the states.
var hues = map[string]string{
	string(routes.Guarded): "32", string(routes.Unguarded): "31", found.Behind: "33", string(routes.Unproven): "33", public: "2",
}

// A doubt is a reason for which the state of routes is not proved.
type doubt struct {
	Message string
	First   location
	Places  int // that give the reason
	Routes  int
}

// Doubts lists each such reason once, the most frequent first.
func (r *routesReport) Doubts() []doubt {
	index := make(map[string]*doubt)
	places := make(map[evidenceEntry]bool)
	for _, route := range r.Routes {
		if route.State != string(routes.Unproven) {
			continue
		}
		counted := make(map[string]bool) // by this route
		for _, e := range route.Evidence {
			if e.Reason == string(routes.UnknownBase) { // no reason
				continue
			}
			d := index[e.Message]
			if d == nil {
				d = &doubt{Message: e.Message, First: e.Location}
				index[e.Message] = d
			}
			if !places[e] {
				places[e] = true
				d.Places++
			}
			if byPlace(e.Location, d.First) < 0 {
				d.First = e.Location
			}
			if !counted[e.Message] {
				counted[e.Message] = true
				d.Routes++
			}
		}
	}
	all := make([]doubt, 0, len(index))
	for _, d := range index {
		all = append(all, *d)
	}
	slices.SortFunc(all, func(a, b doubt) int {
		return cmp.Or(cmp.Compare(b.Routes, a.Routes), byPlace(a.First, b.First), cmp.Compare(a.Message, b.Message))
	})
	return all
}

func (d doubt) String() string {
	where := d.First.Position()
	if d.Places > 1 {
		where += fmt.Sprintf(" and %s", count(d.Places-1, "other place"))
	}
	return fmt.Sprintf("%s: %s, at %s", count(d.Routes, "route"), d.Message, where)
}
