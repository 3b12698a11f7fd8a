package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/analyzer/source"
)

const needsUsage = `
Needs finds the scopes that programs need: it follows every call that a main
package can reach to the HTTP requests it ends in, and joins them with the
catalog's operations.

	scopelint needs [flags] [packages]    packages default to ./...

The answer is "exactly" a set of scopes, or "at least" one where a request's
URL is known only at run time, is of no operation that the catalog has, or a
package does not load; these are listed.

-by command prints a table of a program's commands, declared with cobra,
urfave/cli, mitchellh/cli, kong or as a switch over the arguments, with the
scopes of each; -by func one of the functions of its own packages.

A [[grant]] in the configuration declares the scopes of the token that a
program is deployed with. -check holds it against what the program needs, both
ways, through all of its packages; the rules ungranted-call and unused-grant of
the linter, and broad-scope, judge the calls of one package. -write records what
the program needs. -diff is for pull requests.

Nothing is downloaded: "go mod download" gets what is not in the module cache.

The exit status is 0, 1 if -check found a difference or -diff found authority
gained, and 2 if something could not be done, a package does not load or there
is no program.
`

// needsOptions are the flags of the needs command.
type needsOptions struct {
	common
	tests, library, closure, check, write, noCache bool

	diff, by string
}

// runNeeds is the command that infers the scopes of programs.
func runNeeds(args []string, stdout, stderr io.Writer) (int, error) {
	var o needsOptions
	flags := flag.NewFlagSet("scopelint needs", flag.ContinueOnError)
	formats := needsFormats()
	o.register(flags, formats)
	flags.BoolVar(&o.tests, "tests", false, "test binaries too")
	flags.BoolVar(&o.library, "lib", false, "what every exported function of the packages needs, main or not")
	flags.BoolVar(&o.closure, "closure", false, "list also what the form for a new token makes you tick")
	flags.BoolVar(&o.check, "check", false, "compare with the grants of the configuration")
	flags.BoolVar(&o.write, "write", false, "record the scopes as grants in the configuration")
	flags.StringVar(&o.by, "by", "", "a table of what each command, or each function of its own, of a program needs: `command|func`")
	flags.StringVar(&o.diff, "diff", "", "compare with the `revision` of the repository: scopes gained and lost")
	flags.BoolVar(&o.noCache, "no-cache", false, "do not remember the answer, nor give one that an earlier run remembered")
	if err := o.parse(flags, needsUsage, formats, args, stdout); err != nil {
		return exitFailure, err
	}
	if err := o.fit(); err != nil {
		return exitFailure, err
	}
	if !o.noCache {
		o.store = userCache{}
	}
	cfg, err := analyzer.FindConfig(".")
	if err != nil {
		return exitFailure, err
	}
	if o.diff != "" {
		return diffNeeds(&o, cfg, stdout, stderr)
	}
	answer, err := inferNeeds(&o, cfg, "", stderr)
	if err != nil {
		return exitFailure, err
	}
	switch {
	case o.check:
		return checkGrants(&o, cfg, answer, stdout, stderr)
	case o.write:
		if err := answer.loaded(); err != nil {
			return exitFailure, err
		}
		return exitClean, writeGrants(cfg, answer, stderr)
	}
	printers := needsPrinters
	if o.by != "" {
		if err := answer.nothingBy(o.by); err != nil {
			return exitFailure, err
		}
		printers = byPrinters
	}
	if o.format == "list" {
		answer.warnOfGaps(stderr)
	}
	if err := o.print(stdout, func(format string, w io.Writer) error { return printers[format](w, answer) }); err != nil {
		return exitFailure, err
	}
	if err := answer.loaded(); err != nil {
		return exitFailure, err
	}
	return exitClean, nil
}

// fit reports flags that do not go together: each of -check, -write and -diff
// answers another question than the printers do.
func (o *needsOptions) fit() error {
	var asked []string
	formats := sortedKeys(needsPrinters)
	for _, mode := range []struct {
		flag    string
		set     bool
		formats []string
	}{{"-check", o.check, sortedKeys(checkPrinters)}, {"-diff", o.diff != "", []string{"json", "text"}}, {"-write", o.write, []string{"text"}}, {"-by", o.by != "", sortedKeys(byPrinters)}} {
		if mode.set {
			asked, formats = append(asked, mode.flag), mode.formats
		}
	}
	switch {
	case len(asked) == 0:
		if needsPrinters[o.format] == nil {
			return fmt.Errorf("-format %s prints what -check finds; what programs need is printed as %s", o.format, strings.Join(formats, ", "))
		}
		return nil
	case o.by != "" && !slices.Contains([]needs.By{needs.ByCommand, needs.ByFunc}, needs.By(o.by)):
		return fmt.Errorf("unknown -by %q: there are command and func", o.by)
	case len(asked) > 1:
		return fmt.Errorf("%s do different things: use one of them", strings.Join(asked, " and "))
	case len(o.files) > 0 && o.by == "":
		return fmt.Errorf("-format FORMAT=FILE prints what programs need, and %s something else: leave out one of them", asked[0])
	case !slices.Contains(formats, o.format):
		return fmt.Errorf("-format %s prints what programs need; %s has %s", o.format, asked[0], strings.Join(formats, " and "))
	case o.write && o.output != "":
		return errors.New("-write writes to the configuration, and -o to another file: leave out one of them")
	}
	return nil
}

// needsAnswer is what every format prints.
type needsAnswer struct {
	Version  int            `json:"version"`
	Programs []needsProgram `json:"programs"`
}

type needsProgram struct {
	needs.Program
	// Closure are the scopes that the token form ticks beside those needed;
	// only with -closure.
	Closure []string `json:"closure,omitempty"`
}

var errNoProgram = errors.New("no program among the packages: name a main package, or ask for a library with -lib")

// inferNeeds analyzes the packages in dir, "" for the working directory.
func inferNeeds(o *needsOptions, cfg *analyzer.Config, dir string, stderr io.Writer) (*needsAnswer, error) {
	var std *source.Std
	if ws := goWorkspace(&o.common, dir); ws != nil {
		if err := checkFiles(ws, dir, o.patterns); err != nil {
			return nil, err
		}
		std = ws.Std()
	}
	remember := ""
	if !o.noCache && dir == "" { // another revision stands in a directory of its own
		remember = fmt.Sprintf("%x", cfg.Digest())
	}
	result, err := needs.Analyze(context.Background(), needs.Config{
		Catalog: cfg.Catalog(), Dir: dir, Patterns: o.patterns, Tests: o.tests, Library: o.library, By: needs.By(o.by), BuildFlags: o.buildFlags(),
		Remember: remember, Std: std, Progress: stages(stderr),
	})
	stages(stderr)("")
	if err != nil {
		return nil, err
	}
	if len(result.Programs) == 0 {
		return nil, errNoProgram
	}
	answer := &needsAnswer{Version: result.Version}
	for _, p := range result.Programs {
		program := needsProgram{Program: p}
		if o.closure {
			program.Closure = closure(cfg, p.Scopes)
		}
		answer.Programs = append(answer.Programs, program)
	}
	return answer, nil
}

// loaded reports, as an error, what of a program does not load: it cannot be judged
// by what is left of it.
func (p needsProgram) loaded() error {
	for _, u := range p.Unresolved {
		if u.Kind == needs.LoadError {
			return fmt.Errorf("%s does not load: %s", u.File, u.Reason)
		}
	}
	return nil
}

func (a *needsAnswer) loaded() error {
	for _, p := range a.Programs {
		if err := p.loaded(); err != nil {
			return err
		}
	}
	return nil
}

// closure lists what the token form ticks together with the scopes, and with
// what it ticks in turn.
func closure(cfg *analyzer.Config, scopes []string) []string {
	all := slices.Clone(scopes)
	for i := 0; i < len(all); i++ {
		p, _ := cfg.Catalog().Prerequisite(all[i])
		for _, s := range p.Required {
			if !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	more := all[len(scopes):]
	slices.Sort(more)
	return more
}

// needsFormats are those of what programs need, and of what -check finds.
func needsFormats() []string {
	all := append(sortedKeys(needsPrinters), sortedKeys(checkPrinters)...)
	slices.Sort(all)
	return slices.Compact(all)
}

// needsPrinters are the formats of the needs command.
var needsPrinters = map[string]func(io.Writer, *needsAnswer) error{
	"dot":      printNeedsDot,
	"html":     printNeedsHTML,
	"sarif":    printNeedsSARIF,
	"text":     printNeedsText,
	"markdown": printNeedsMarkdown,
	"list":     printNeedsList,
	"json":     func(w io.Writer, a *needsAnswer) error { return printIndented(w, a) },
}
