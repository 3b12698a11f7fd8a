package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
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
}

// A formatFile is a file that gets the result in a format of its own.
type formatFile struct{ format, file string }

func (c *common) register(flags *flag.FlagSet, formats []string) {
	flags.StringVar(&c.dir, "C", "", "change to `dir` first")
	flags.StringVar(&c.config, "config", "", "use the configuration `file` instead of the module's .scopelint.toml")
	c.format = "text"
	flags.Func("format", "print as `"+strings.Join(formats, "|")+"` (default text); FORMAT=FILE writes to a file, beside what is printed; may be repeated", func(value string) error {
		return c.setFormat(value, formats)
	})
	flags.StringVar(&c.output, "o", "", "write to `file` instead of standard output")
	flags.StringVar(&c.tags, "tags", "", "build `tags`, separated by commas")
	flags.BoolVar(&c.quiet, "quiet", false, "print no summary")
}

// parse parses the arguments of a command whose flags are registered, and goes
// to where they say.
func (c *common) parse(flags *flag.FlagSet, usage string, formats, args []string, stdout io.Writer) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		var defaults bytes.Buffer
		flags.SetOutput(&defaults)
		flags.PrintDefaults()
		fmt.Fprintf(stdout, "%s\nFlags:\n%s", strings.TrimLeft(usage, "\n"), &defaults)
		return errHelp
	}
	if err != nil {
		return fmt.Errorf("%w; \"%s -help\" lists the flags", err, flags.Name())
	}
	if c.patterns = flags.Args(); len(c.patterns) == 0 {
		c.patterns = []string{"./..."}
	}
	for _, p := range c.patterns {
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("%s stands behind a package: flags come first", p)
		}
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

// setFormat takes one value of -format.
func (c *common) setFormat(value string, formats []string) error {
	format, file, toFile := strings.Cut(value, "=")
	switch {
	case !slices.Contains(formats, format):
		return fmt.Errorf("unknown format %q: the formats are %s", format, strings.Join(formats, ", "))
	case !toFile:
		c.format = format
	case file == "":
		return fmt.Errorf("no file: write %s=FILE", format)
	default:
		c.files = append(c.files, formatFile{format, file})
	}
	return nil
}

// asks reports whether something is to be printed in a format.
func (c *common) asks(format string) bool {
	return c.format == format || slices.ContainsFunc(c.files, func(f formatFile) bool { return f.format == format })
}

// print prints in every format that the options ask for, to where they say.
func (c *common) print(stdout io.Writer, printAs func(format string, w io.Writer) error) error {
	for _, f := range c.files {
		var buf bytes.Buffer
		if err := printAs(f.format, &buf); err != nil {
			return err
		}
		if err := edits.WriteFile(f.file, buf.Bytes()); err != nil {
			return err
		}
	}
	return c.write(stdout, func(w io.Writer) error { return printAs(c.format, w) })
}

// write prints to where the options say.
func (c *common) write(stdout io.Writer, print func(io.Writer) error) error {
	if c.output == "" {
		return print(stdout)
	}
	var buf bytes.Buffer
	if err := print(&buf); err != nil {
		return err
	}
	return edits.WriteFile(c.output, buf.Bytes())
}

// buildFlags are the flags that the go command gets.
func (c *common) buildFlags() []string {
	if c.tags == "" {
		return nil
	}
	return []string{"-tags=" + c.tags}
}
