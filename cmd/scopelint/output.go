package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
)

// A formatFile is a file that gets the result in a format of its own.
type formatFile struct{ format, file string }

// registerOutput registers the flags of a command that looks at no code.
func (c *common) registerOutput(flags *flag.FlagSet, formats []string) {
	flags.StringVar(&c.dir, "C", "", "change to `dir` first")
	c.format = "text"
	flags.Func("format", "print as `"+strings.Join(formats, "|")+"` (default text); FORMAT=FILE writes to a file, beside what is printed; may be repeated", func(value string) error {
		return c.setFormat(value, formats)
	})
	flags.StringVar(&c.output, "o", "", "write to `file` instead of standard output")
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
			return fmt.Errorf("-format %s=%s: %w", f.format, f.file, err)
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
	if err := edits.WriteFile(c.output, buf.Bytes()); err != nil {
		return fmt.Errorf("-o: %w", err)
	}
	return nil
}
