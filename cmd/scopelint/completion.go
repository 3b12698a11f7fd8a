package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
)

const completionUsage = `
Completion prints a script that makes a shell complete commands, flags, their
values, rules and scopes. It asks scopelint itself, so it is never out of date.

	scopelint completion bash|zsh|fish

For one session:

	source <(scopelint completion bash)
	source <(scopelint completion zsh)
	scopelint completion fish | source

For all of them, write it to ~/.local/share/bash-completion/completions/scopelint,
to a file _scopelint in a directory of zsh's $fpath, or to
~/.config/fish/completions/scopelint.fish.
`

//go:embed completion
var completionScripts embed.FS

var shells = []string{"bash", "zsh", "fish"}

// completion is the command that prints the scripts.
func completion(args []string, stdout, stderr io.Writer) (int, error) {
	flags := flag.NewFlagSet("scopelint completion", flag.ContinueOnError)
	if err := parseFlags(flags, completionUsage, args, stdout); err != nil {
		return exitFailure, err
	}
	if flags.NArg() != 1 || !slices.Contains(shells, flags.Arg(0)) {
		return exitFailure, fmt.Errorf("completion: name a shell: %s", strings.Join(shells, ", "))
	}
	script, err := completionScripts.ReadFile("completion/" + flags.Arg(0))
	if err != nil {
		return exitFailure, err
	}
	_, err = stdout.Write(script)
	return exitClean, err
}

// completeCommand is what the scripts run: the words of the command line up to
// the one that is being written, which may be empty.
const completeCommand = "__complete"

// complete prints what may stand in place of the last word: a line that says
// what else may, ":words" for nothing, ":files" or ":dirs", and then a word on
// each line, with a description behind a tab.
func complete(args []string, stdout, stderr io.Writer) (int, error) {
	if len(args) == 0 {
		args = []string{""}
	}
	c := completer{current: args[len(args)-1], rest: ":words"}
	c.complete(args[:len(args)-1])
	fmt.Fprintln(stdout, c.rest)
	for _, w := range c.words {
		fmt.Fprintln(stdout, shownSource(w))
	}
	return exitClean, nil
}

// A completer collects the words that begin like the current one.
type completer struct {
	current string
	words   []string
	rest    string // what else may stand there: ":words", ":files" or ":dirs"
}

func (c *completer) add(word, description string) {
	if strings.HasPrefix(word, c.current) {
		c.words = append(c.words, strings.TrimRight(word+"\t"+description, "\t"))
	}
}

func (c *completer) complete(before []string) {
	if len(before) == 0 {
		for _, cmd := range subcommands() {
			if cmd.summary != "" {
				c.add(cmd.name, cmd.summary)
			}
		}
	}
	name := []string{"lint"}
	if len(before) > 0 && commandNamed(before[0]) != nil {
		name, before = before[:1], before[1:]
	}
	if name[0] == "catalog" {
		if len(before) == 0 {
			for _, verb := range catalogVerbs() {
				c.add(verb.name, verb.summary)
			}
			return
		}
		name, before = append(name[:1:1], before[0]), before[1:]
	}
	flags := flagsOf(name)
	if flag := awaiting(flags, before); flag != nil {
		c.value(flag)
		return
	}
	if flagName, value, ok := strings.Cut(c.current, "="); ok && strings.HasPrefix(flagName, "-") {
		if flag := flags.Lookup(strings.TrimLeft(flagName, "-")); flag != nil {
			c.current = value
			c.value(flag)
			for i, w := range c.words {
				c.words[i] = flagName + "=" + w
			}
		}
		return
	}
	if strings.HasPrefix(c.current, "-") {
		dashes := c.current[:len(c.current)-len(strings.TrimLeft(c.current, "-"))]
		flags.VisitAll(func(f *flag.Flag) {
			_, usage := flag.UnquoteUsage(f)
			c.add(dashes+f.Name, usage)
		})
		return
	}
	c.argument(strings.Join(name, " "))
}

// argument completes what is no flag.
func (c *completer) argument(command string) {
	switch command {
	case "explain":
		for _, r := range analyzer.Rules() {
			c.add(r.ID, strings.ReplaceAll(r.Summary, "`", ""))
		}
		if cfg, err := analyzer.FindConfig("."); err == nil {
			for _, s := range cfg.Catalog().Scopes() {
				c.add(s.Name, s.Description)
			}
		}
	case "completion":
		for _, shell := range shells {
			c.add(shell, "")
		}
	case "catalog check", "catalog import":
		c.rest = ":files"
	case "catalog diff":
		for _, name := range catalog.ReadyNames() {
			c.add(name, "a ready-made catalog")
		}
		c.rest = ":files"
	case "lint", "needs", "routes":
		c.add("./...", "all packages of the module")
		c.rest = ":dirs"
	}
}

// awaiting is the flag whose value comes next, or nil.
func awaiting(flags *flag.FlagSet, before []string) *flag.Flag {
	if len(before) == 0 || !strings.HasPrefix(before[len(before)-1], "-") {
		return nil
	}
	f := flags.Lookup(strings.TrimLeft(before[len(before)-1], "-")) // none for -flag=value
	if f == nil || isBool(f) {
		return nil
	}
	return f
}

func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// value completes the value of a flag by what its usage calls it: `file`,
// `dir`, or the values themselves, `error|warning|never`.
func (c *completer) value(f *flag.Flag) {
	what, _ := flag.UnquoteUsage(f)
	switch {
	case f.Name == "rules":
		c.list(analyzer.RuleIDs())
	case isBool(f):
		c.add("true", "")
		c.add("false", "")
	case what == "file":
		c.rest = ":files"
	case what == "dir":
		c.rest = ":dirs"
	case strings.Contains(what, "|"):
		for _, value := range strings.Split(what, "|") {
			c.add(value, "")
		}
	}
}

// list completes the last name of a list that is separated by commas, each
// perhaps with a "-" in front.
func (c *completer) list(names []string) {
	head := c.current[:strings.LastIndexByte(c.current, ',')+1]
	if strings.HasPrefix(c.current[len(head):], "-") {
		head += "-"
	}
	for _, name := range names {
		c.add(head+name, "")
	}
}

// flagsOf is the flag set of a command. A command shows it to a writer that
// is a flagSetter instead of parsing its arguments.
func flagsOf(name []string) *flag.FlagSet {
	var w flagSetter
	if _, err := commandNamed(name[0])(name[1:], &w, io.Discard); !errors.Is(err, errHelp) || w.flags == nil {
		return flag.NewFlagSet("", flag.ContinueOnError) // it has none
	}
	return w.flags
}

// A flagSetter is shown flag sets; see parseFlags.
type flagSetter struct{ flags *flag.FlagSet }

func (*flagSetter) Write(p []byte) (int, error) { return len(p), nil }
