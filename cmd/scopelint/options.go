package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/near"
)

// options are the flags of the lint command.
type options struct {
	common
	rules       string
	failOn      string
	tests       bool
	fix         bool
	diff        bool
	unsafeFixes bool
	newFrom     string
	baseline    string

	writeBaseline string
	stats         bool
	waive         string
	stdin         string
	types         string
	noCache       bool
}

// The values of the flag -types.
const (
	typesNeeded = "needed"
	typesSource = "source"
)

func parseOptions(args []string, stdout io.Writer) (*options, error) {
	var o options
	flags := flag.NewFlagSet("scopelint", flag.ContinueOnError)
	o.register(flags, formats())
	flags.StringVar(&o.rules, "rules", "", "run only these rules, or, as -name, all but these: `a,b,-c`")
	flags.StringVar(&o.failOn, "fail-on", "warning", "exit with status 1 on findings of this severity: `error|warning|never`")
	flags.BoolVar(&o.tests, "tests", true, "lint test files too")
	flags.BoolVar(&o.fix, "fix", false, "apply the fixes that keep the authority: case, blanks, twins, repetitions")
	flags.BoolVar(&o.diff, "diff", false, "print what -fix would change instead of the findings, with -fix or without")
	flags.BoolVar(&o.unsafeFixes, "unsafe-fixes", false, "apply or suggest guessed fixes too")
	flags.StringVar(&o.newFrom, "new-from", "", "count only findings that are not there at the commit where the working tree left `revision`")
	flags.StringVar(&o.baseline, "baseline", "", "do not count the findings that `file` lists; fail if it lists some that are gone")
	flags.StringVar(&o.writeBaseline, "write-baseline", "", "write the findings to `file`, for -baseline; with -baseline, only those it lists")
	flags.StringVar(&o.waive, "waive", "", "write a comment //scopelint:ignore with this `reason` for each finding that counts; with -diff only show them")
	flags.StringVar(&o.stdin, "stdin", "", "lint `file` alone, as standard input has it")
	flags.BoolVar(&o.stats, "stats", false, "print how many findings each rule, package and scope has, instead of the findings; with -format json beside them")
	flags.StringVar(&o.types, "types", typesNeeded, "check the types of `needed|source`: of the packages that can matter, or of all, slowly and with nothing remembered")
	flags.BoolVar(&o.noCache, "no-cache", false, noCacheUsage)
	if err := o.parse(flags, usage, formats(), args, stdout); err != nil {
		return nil, err
	}
	if err := o.checkInput(flags.NArg()); err != nil {
		return nil, err
	}
	if o.diff && o.writeBaseline != "" {
		return nil, errors.New("-diff changes nothing, so -write-baseline would list what -fix mends: use one of the two")
	}
	if o.diff && (o.format != "text" || len(o.files) > 0) {
		return nil, errors.New("-diff prints a diff, and -format something else: use one of the two")
	}
	if o.stats && (o.diff || o.format != "text" && o.format != "json") {
		return nil, errors.New("-stats goes with -format text or json, and without -diff")
	}
	if o.types != typesNeeded && o.types != typesSource {
		return nil, fmt.Errorf("-types=%s: write needed or source", o.types)
	}
	if !slices.Contains([]string{"error", "warning", "never"}, o.failOn) {
		return nil, fmt.Errorf("-fail-on=%s: write error, warning or never", o.failOn)
	}
	if !o.noCache && o.types == typesNeeded {
		o.store = userCache{}
	}
	return &o, nil
}

// selectRules parses the flag -rules.
func (o *options) selectRules() (func(rule string) bool, error) {
	only, without := make(map[string]bool), make(map[string]bool)
	for _, id := range strings.FieldsFunc(o.rules, func(r rune) bool { return r == ',' || r == ' ' }) {
		into := only
		if strings.HasPrefix(id, "-") {
			id, into = id[1:], without
		}
		if !slices.Contains(analyzer.RuleIDs(), id) {
			if n, ok := near.Best(id, analyzer.RuleIDs()); ok {
				return nil, fmt.Errorf("-rules: unknown rule %q: did you mean %q?", id, n)
			}
			return nil, fmt.Errorf("-rules: unknown rule %q: the rules are %s", id, strings.Join(analyzer.RuleIDs(), ", "))
		}
		into[id] = true
	}
	selected := func(rule string) bool { return (len(only) == 0 || only[rule]) && !without[rule] }
	if !slices.ContainsFunc(analyzer.RuleIDs(), selected) {
		return nil, fmt.Errorf("-rules=%s leaves no rule: nothing would be checked", o.rules)
	}
	return selected, nil
}

// fails reports whether a finding makes the command exit with status 1.
func (o *options) fails(f finding) bool {
	switch {
	case o.failOn == "never" || !f.Counts():
		return false
	case o.failOn == "error":
		return f.Severity == string(analyzer.Error)
	}
	return true
}
