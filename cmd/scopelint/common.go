package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/near"
)

// common are the flags that every command has that looks at code.
type common struct {
	dir      string
	config   string
	format   string // of what goes to standard output, or to the file of output
	output   string
	files    []formatFile // beside it
	tags     string
	quiet    bool
	patterns []string

	from    string            // the directory that patterns start from; "" for the working directory
	configs *analyzer.Configs // nil for those that the process shares
	store   source.Store      // of what takes long to find out and changes rarely, or nil

	// For programs that go on when files change.
	editing   bool                    // an overlay is what an editor will save, and not what a fix would do
	opened    func(*source.Workspace) // is shown each workspace first; nil for nobody
	cancelled func() bool             // whether the work may end without a result; nil for never
}

// here is the directory that patterns start from and names of files are
// relative to.
func (c *common) here() (string, error) {
	if c.from != "" {
		return c.from, nil
	}
	return os.Getwd()
}

// findConfig returns the configuration that holds in a directory.
func (c *common) findConfig(dir string) (*analyzer.Config, error) {
	if c.configs != nil {
		return c.configs.Find(dir)
	}
	return analyzer.FindConfig(dir)
}

func (c *common) register(flags *flag.FlagSet, formats []string) {
	c.registerOutput(flags, formats)
	flags.StringVar(&c.config, "config", "", "use the configuration `file` instead of the module's .scopelint.toml; its paths are relative to its own directory")
	flags.StringVar(&c.tags, "tags", "", "build `tags`, separated by commas")
	flags.BoolVar(&c.quiet, "quiet", false, "print no summary")
}

// parse parses the arguments of a command whose flags are registered, and goes
// to where they say.
func (c *common) parse(flags *flag.FlagSet, usage string, formats, args []string, stdout io.Writer) error {
	if err := parseFlags(flags, usage, args, stdout); err != nil {
		return err
	}
	if c.patterns = flags.Args(); len(c.patterns) == 0 {
		c.patterns = []string{"./..."}
	}
	for i, p := range c.patterns {
		if p == "" {
			return errors.New("a package is named \"\": write ./... for all of them")
		}
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("%s stands behind a package: flags come first", p)
		}
		c.patterns[i] = filepath.ToSlash(p) // Windows has .\... too
	}
	if c.dir != "" {
		if err := os.Chdir(c.dir); err != nil {
			return err
		}
	}
	if c.config != "" {
		return os.Setenv(analyzer.ConfigEnv, c.config)
	}
	return nil
}

// parseFlags parses arguments, or prints the help that they ask for.
func parseFlags(flags *flag.FlagSet, usage string, args []string, stdout io.Writer) error {
	if w, ok := stdout.(*flagSetter); ok { // completion wants the flags themselves
		w.flags = flags
		return errHelp
	}
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		var defaults bytes.Buffer
		flags.SetOutput(&defaults)
		flags.PrintDefaults()
		text := strings.TrimLeft(usage, "\n")
		if defaults.Len() > 0 {
			text += "\nFlags:\n" + defaults.String()
		}
		if _, err := io.WriteString(stdout, text); err != nil {
			return err
		}
		return errHelp
	}
	if err != nil {
		return fmt.Errorf("%w; %s\"%s -help\" lists the flags", err, meantFlag(flags, err), flags.Name())
	}
	return nil
}

// meantFlag names the flag that an undefined one looks like: -fomat is -format,
// and --json is -format json.
func meantFlag(flags *flag.FlagSet, err error) string {
	_, wrong, ok := strings.Cut(err.Error(), "flag provided but not defined: -")
	if !ok {
		return ""
	}
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	if format := flags.Lookup("format"); format != nil {
		formats, _ := flag.UnquoteUsage(format)
		if slices.Contains(strings.Split(formats, "|"), wrong) {
			return fmt.Sprintf("did you mean -format %s? ", wrong)
		}
	}
	if right, ok := near.Best(wrong, names); ok {
		return fmt.Sprintf("did you mean -%s? ", right)
	}
	return ""
}

// buildFlags are the flags that the go command gets.
func (c *common) buildFlags() []string {
	if c.tags == "" {
		return nil
	}
	return []string{"-tags=" + c.tags}
}
