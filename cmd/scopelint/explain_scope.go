package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/visible"
)

// explainScope writes what the catalog knows about a scope, a paragraph each.
func explainScope(b *strings.Builder, c *catalog.Catalog, s catalog.Scope) {
	visible.Fprintf(b, "%s: %s\n\n", s.Name, cmp.Or(s.Description, "a scope of "+strings.Join(s.Catalogs, " and ")))
	explainSource(b, c, s)
	if preferred, ok := c.Preferred(s.Name); ok {
		visible.Fprintf(b, "\nIt looks like %s, which is the same: write that.\n", preferred)
	}
	for _, pair := range c.Lookalikes() {
		switch {
		case pair.Tie && (pair.Preferred == s.Name || pair.Twin == s.Name):
			visible.Fprintf(b, "\n%s and %s look alike, and nothing tells which one is right.\n", pair.Preferred, pair.Twin)
		case pair.Preferred == s.Name:
			visible.Fprintf(b, "\n%s looks like it and is the same: write %s.\n", pair.Twin, s.Name)
		}
	}
	if expanded := c.Expand(s.Name); len(expanded) > 0 {
		visible.Fprintf(b, "\nIt is an alias for %s, and for each one added later.\n", count(len(expanded), "scope"))
	} else if implied := c.Implied(s.Name); len(implied) > 0 {
		visible.Fprintf(b, "\nIt grants too: %s\n", strings.Join(implied, ", "))
	}
	var covers []string
	for _, other := range c.Scopes() {
		if other.Name != s.Name && c.Covers(other.Name, s.Name) {
			covers = append(covers, other.Name)
		}
	}
	if len(covers) > 0 {
		visible.Fprintf(b, "\nCovered by: %s\n", strings.Join(covers, ", "))
	}
	explainNotes(b, s)
	if s.Resource != "" {
		explainResource(b, c, s)
	}
	explainOperations(b, c, s.Name)
	explainConditions(b, c, s.Name)
	explainAnswers(b, c, s.Name)
	if p, ok := c.Prerequisite(s.Name); ok {
		explainForm(b, p)
	}
}

// explainSource tells how the scope is known, and by what names it went.
func explainSource(b *strings.Builder, c *catalog.Catalog, s catalog.Scope) {
	source := strings.Join(s.Catalogs, " and ") + " catalog"
	if s.Status == catalog.Unlisted {
		visible.Fprintf(b, "Unlisted: the documentation that the %s is made of does not list it.\n", source)
	} else {
		visible.Fprintf(b, "Listed by the %s.\n", source)
	}
	explainOrigin(b, string(s.Grade), s.Since, s.Source)
	if s.Slip {
		b.WriteString("It is most likely a slip of the specification.\n")
	}
	for _, r := range c.Formerly(s) {
		what := "It is not called"
		if r.To == s.Resource {
			what = s.Resource + " is not called"
		}
		visible.Fprintf(b, "%s %s (any more)", what, r.From)
		if r.Date != "" {
			visible.Fprintf(b, " since %s", r.Date)
		}
		if r.Source != "" {
			visible.Fprintf(b, ": %s", r.Source)
		}
		b.WriteString(".\n")
	}
}

// explainOrigin tells since when something is on record, and on whose word.
func explainOrigin(b *strings.Builder, grade, since, source string) {
	if since == "" && source == "" {
		return
	}
	b.WriteString(strings.ToUpper(grade[:1]) + grade[1:])
	if since != "" {
		visible.Fprintf(b, ", on record since %s", since)
	}
	if source != "" {
		visible.Fprintf(b, ": %s", source)
	}
	b.WriteString(".\n")
}

// explainNotes tells what else a catalog says of a scope.
func explainNotes(b *strings.Builder, s catalog.Scope) {
	for _, note := range []struct{ what, text string }{
		{"Less may do", s.Narrower},
		{"It is deprecated; instead", s.Instead},
		{"It does nothing without", strings.Join(s.Needs, ", ")},
		{"For tokens of these kinds alone", strings.Join(s.Kinds, ", ")},
	} {
		if note.text != "" {
			visible.Fprintf(b, "\n%s: %s.\n", note.what, note.text)
		}
	}
}

// explainPast writes what is known about a name that is no scope any more.
func explainPast(b *strings.Builder, c *catalog.Catalog, s catalog.Scope) {
	visible.Fprintf(b, "%s: no scope of %s", s.Name, c.Name())
	if s.Status != catalog.Wrong {
		b.WriteString(" any more")
	}
	if s.Until != "" {
		visible.Fprintf(b, ", since %s", s.Until)
	}
	b.WriteString("\n\n")
	explainOrigin(b, string(s.Grade), s.Since, s.Source)
	switch r, ok := c.Renamed(s.Name); {
	case ok:
		visible.Fprintf(b, "It is called %s now: %s.\n", r.To, r.Source)
	case s.Instead != "":
		visible.Fprintf(b, "Instead: %s.\n", s.Instead)
	}
}

// explainResource lists the scopes of the same resource.
func explainResource(b *strings.Builder, c *catalog.Catalog, s catalog.Scope) {
	visible.Fprintf(b, "\nActions of %s:\n", s.Resource)
	tw := tabwriter.NewWriter(b, 0, 8, 2, ' ', 0)
	for _, other := range c.Scopes() {
		if other.Resource == s.Resource {
			visible.Fprintf(tw, "    %s\t%s\t%s\n", other.Action, other.Name, other.Description)
		}
	}
	tw.Flush()
}

// explainOperations lists the operations that ask for a scope, alone, together
// with others, or as one of several alternatives.
func explainOperations(b *strings.Builder, c *catalog.Catalog, scope string) {
	var lines []string
	for _, op := range c.Operations() {
		for _, all := range op.Scopes {
			if !slices.Contains(all, scope) {
				continue
			}
			line := op.String()
			if others := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == scope }); len(others) > 0 {
				line += ", with " + strings.Join(others, " and ")
			}
			if len(op.Scopes) > 1 {
				line += ", or others"
			}
			line += sinceText(op)
			lines = append(lines, line)
		}
	}
	explainList(b, "ask for it", lines)
}

// sinceText tells from when on an operation asks for what it does, if it asked
// for something else before, and what proved it.
func sinceText(op catalog.Operation) string {
	text := ""
	for _, before := range op.Before {
		var alternatives []string
		for _, all := range before.Scopes {
			alternatives = append(alternatives, strings.Join(all, " and "))
		}
		text += fmt.Sprintf(", since %s; for %s before", before.Until, strings.Join(alternatives, " or "))
	}
	return text
}

// explainAnswers lists what answers of the API proved of a scope.
func explainAnswers(b *strings.Builder, c *catalog.Catalog, scope string) {
	var lines []string
	for _, op := range c.Operations() {
		for _, a := range op.Answers {
			if a.Scope == scope {
				lines = append(lines, fmt.Sprintf("%s: %s (%s%s)", op, a.What, count(a.Reports, "report"), newest(a.Date)))
			}
		}
	}
	if len(lines) > 0 {
		b.WriteString("\nAnswers of the API name it:\n")
		for _, line := range lines {
			visible.Fprintf(b, "    %s\n", line)
		}
	}
}

func newest(date string) string {
	if date == "" {
		return ""
	}
	return ", the newest of " + date
}

// explainConditions lists the operations that ask for a scope depending on the
// request.
func explainConditions(b *strings.Builder, c *catalog.Catalog, scope string) {
	var lines []string
	for _, op := range c.Operations() {
		for _, cond := range op.Conditions {
			// What an action asks for always stands among the operation's scopes, too.
			always := slices.ContainsFunc(op.Scopes, func(all []string) bool { return slices.Contains(all, scope) })
			if slices.Contains(cond.Scopes, scope) && !always {
				lines = append(lines, op.String()+", "+conditionText(cond))
			}
		}
	}
	explainList(b, "ask for it on a condition", lines)
}

func conditionText(cond catalog.Condition) string {
	var text string
	switch cond.Kind {
	case catalog.Body:
		text = "if the body has " + cond.Where
	case catalog.Query:
		text = "if the query has " + cond.Where
	case catalog.Action:
		text = "if the body says " + cond.Where
	case catalog.Drafted:
		return "if a draft of the specification is right"
	case catalog.View:
		text = "to show all of the answer"
	default:
		text = "by its description alone"
	}
	if cond.Doubtful {
		text += ", in some cases"
	}
	return text
}

// explainList writes operations under a line that counts them.
func explainList(b *strings.Builder, what string, lines []string) {
	if len(lines) == 0 {
		return
	}
	if len(lines) == 1 {
		what = strings.Replace(what, "ask", "asks", 1)
	}
	visible.Fprintf(b, "\n%s %s:\n", count(len(lines), "operation"), what)
	for _, line := range lines {
		visible.Fprintf(b, "    %s\n", line)
	}
}

// explainForm tells what the form for a new token does with a scope.
func explainForm(b *strings.Builder, p catalog.Prerequisite) {
	if len(p.Required) > 0 {
		visible.Fprintf(b, "\nThe form for a new token ticks with it (%s): %s\n", p.Date, strings.Join(p.Required, ", "))
	} else {
		visible.Fprintf(b, "\nThe form for a new token ticks nothing with it (%s).\n", p.Date)
	}
	if len(p.Offered) > 0 {
		visible.Fprintf(b, "It offers beside it: %s\n", strings.Join(p.Offered, ", "))
	}
}
