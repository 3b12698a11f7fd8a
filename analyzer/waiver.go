package analyzer

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"time"

	"github.com/scopelint/scopelint/catalog/near"
)

// A waiver is a comment that excuses findings of a rule on its line, or, if it
// stands alone, on the line below:
//
//	//scopelint:ignore RULE [until=2027-01-31] reason
type waiver struct {
	rule, reason string
	until        time.Time // zero for ever
	badUntil     string
	fault        string // what is wrong with it by itself, "" if nothing is
	pos, end     token.Pos
	file         string
	line         int // that it excuses
	used         bool

	// It is for a rule about routes. That it excuses nothing can be said only
	// where the whole module is read; in a test, whose routes serve nobody, at once.
	ofRoutes bool
}

// readWaivers reads the waivers of the package.
func (j *judge) readWaivers() {
	for _, file := range j.pass.Files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if d, ok := ast.ParseDirective(c.Pos(), c.Text); ok && d.Tool == "scopelint" && d.Name == "ignore" {
					j.waivers = append(j.waivers, j.newWaiver(file, c, d.Args))
				} else if isNearWaiver(c.Text) {
					j.nearWaivers = append(j.nearWaivers, j.newWaiver(file, c, ""))
				}
			}
		}
	}
}

func (j *judge) newWaiver(file *ast.File, c *ast.Comment, args string) *waiver {
	at := j.pass.Fset.Position(c.Pos())
	w := &waiver{pos: c.Pos(), end: c.End(), file: at.Filename, line: at.Line}
	if !j.behindCode(file, c) {
		w.line++
	}
	var reason []string
	for i, word := range strings.Fields(args) {
		date, dated := strings.CutPrefix(word, "until=")
		switch {
		case i == 0:
			w.rule = word
		case dated:
			day, err := time.Parse(time.DateOnly, date)
			if err != nil {
				w.badUntil = date
			}
			w.until = day
		default:
			reason = append(reason, word)
		}
	}
	w.reason = strings.Join(reason, " ")
	w.fault = w.findFault()
	w.ofRoutes = w.fault == "" && JudgesRoutes(w.rule) && !strings.HasSuffix(w.file, "_test.go")
	return w
}

// behindCode reports whether code stands on the line of a comment.
func (j *judge) behindCode(file *ast.File, c *ast.Comment) bool {
	tf := j.pass.Fset.File(c.Pos())
	if j.code == nil {
		j.code = make(map[*ast.File]map[int]token.Pos)
	}
	if j.code[file] == nil {
		j.code[file] = codeLines(tf, file)
	}
	first, ok := j.code[file][tf.Line(c.Pos())]
	return ok && first <= c.Pos()
}

// codeLines are the lines of a file on which code begins or ends, and where on each
// the first does.
func codeLines(tf *token.File, file *ast.File) map[int]token.Pos {
	lines := make(map[int]token.Pos)
	note := func(pos token.Pos) {
		line := tf.Line(pos)
		if first, ok := lines[line]; !ok || pos < first {
			lines[line] = pos
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.Comment, *ast.CommentGroup:
			return false
		case *ast.File:
			return true
		}
		if n.Pos().IsValid() {
			note(n.Pos())
			if end := n.End(); end > tf.LineStart(tf.Line(end)) {
				note(end)
			}
		}
		return true
	})
	return lines
}

// expired reports whether a waiver's time is over.
func (w *waiver) expired() bool { return isOver(w.until) }

func isOver(day time.Time) bool { return !day.IsZero() && time.Now().After(endOf(day)) }

func endOf(day time.Time) time.Time { return day.AddDate(0, 0, 1) }

// waive notes on a finding why it is excused, if it is.
func (j *judge) waive(f *Finding) {
	for _, w := range j.waivers {
		if w.rule == f.Rule && w.fault == "" && j.on(w, *f) {
			w.used = true
			f.Waived = w.reason
			return
		}
	}
	for _, w := range j.cfg.waivers {
		if w.excuses(f, j.pass.Fset.Position(f.Pos).Filename) {
			f.Waived, f.Entry = w.Reason, w
			return
		}
	}
}

func (w *waiver) findFault() string {
	switch {
	case w.rule == "":
		return "it names no rule: write //scopelint:ignore RULE reason"
	case !slices.Contains(RuleIDs(), w.rule):
		if n, ok := near.Best(w.rule, RuleIDs()); ok {
			return fmt.Sprintf("there is no rule %q: did you mean %q?", w.rule, n)
		}
		return fmt.Sprintf("there is no rule %q: the rules are %s", w.rule, strings.Join(RuleIDs(), ", "))
	case w.badUntil != "":
		return fmt.Sprintf("%q is no date: write until=2027-01-31", w.badUntil)
	case w.reason == "":
		return fmt.Sprintf("it has no reason: write //scopelint:ignore %s reason", w.rule)
	case w.expired():
		return fmt.Sprintf("its time was over on %s", w.until.Format(time.DateOnly))
	}
	return ""
}

// badWaiver finds waivers that have no reason, name no rule, are past their
// date, or excuse nothing, and what is nearly one. It judges last.
func badWaiver(j *judge) {
	for _, w := range j.waivers {
		fault := w.fault
		if fault == "" && !w.used && j.applies(w) && (j.near != nil || !w.ofRoutes) {
			fault = fmt.Sprintf("it excuses nothing: there is no %s here", w.rule)
		}
		if fault != "" {
			j.addBadWaiver(w, fault)
		}
	}
	for _, w := range j.nearWaivers {
		if slices.ContainsFunc(j.findings, func(f Finding) bool { return f.Waived == "" && j.on(w, f) }) {
			j.addBadWaiver(w, "it is not understood: write just so, //scopelint:ignore RULE reason")
		}
	}
}

// on reports whether a finding is on the line that a waiver excuses.
func (j *judge) on(w *waiver, f Finding) bool {
	at := j.pass.Fset.Position(f.Pos)
	return w.file == at.Filename && w.line == at.Line
}

func (j *judge) addBadWaiver(w *waiver, fault string) {
	j.add(Finding{Rule: "bad-waiver", Severity: Error, Pos: w.pos, End: w.end, Message: "bad waiver: " + fault})
}

// isNearWaiver reports whether a comment begins as a waiver does, but for
// blanks, case and a misspelt word. Beside no finding it may be prose, and does
// no harm.
func isNearWaiver(comment string) bool {
	text := strings.ToLower(strings.TrimLeft(comment, "/* \t"))
	rest, ours := strings.CutPrefix(text, "scopelint")
	rest, colon := strings.CutPrefix(strings.TrimLeft(rest, " \t"), ":")
	word := strings.TrimLeft(rest, " \t")
	if i := strings.IndexFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }); i >= 0 {
		word = word[:i]
	}
	_, near := near.Best(word, []string{"ignore"})
	return ours && colon && near
}

// applies reports whether the rule of a waiver is on where it stands.
func (j *judge) applies(w *waiver) bool {
	_, on := j.cfg.severity(w.rule, Error, w.file)
	return on
}
