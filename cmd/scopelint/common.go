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
	format   string
	output   string
	tags     string
	quiet    bool
	patterns []string
}

func (c *common) register(flags *flag.FlagSet, formats []string) {
	flags.StringVar(&c.dir, "C", "", "change to `dir` first")
	flags.StringVar(&c.config, "config", "", "use the configuration `file` instead of the module's .scopelint.toml")
	flags.StringVar(&c.format, "format", "text", "print as `"+strings.Join(formats, "|")+"`")
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
	if !slices.Contains(formats, c.format) {
		return fmt.Errorf("unknown format %q: the formats are %s", c.format, strings.Join(formats, ", "))
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
