package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

const configUsage = `
Config prints what is in force in the working directory, and where each value
comes from: a line of .scopelint.toml or of a file that it extends, or the
default. Where -config or the environment variable SCOPELINT_CONFIG names another
file, that is told first.

	scopelint config [flags]
`

// showConfig is the command that prints what is configured.
func showConfig(args []string, stdout, stderr io.Writer) (int, error) {
	var o common
	flags := flag.NewFlagSet("scopelint config", flag.ContinueOnError)
	formats := []string{"json", "text"}
	o.registerOutput(flags, formats)
	flags.StringVar(&o.config, "config", "", "show the configuration `file` instead of the module's .scopelint.toml")
	named := os.Getenv(analyzer.ConfigEnv)
	if err := o.parse(flags, configUsage, formats, args, stdout); err != nil {
		return exitFailure, err
	}
	if flags.NArg() > 0 {
		return exitFailure, errors.New("config takes no arguments: it shows what holds in the working directory, or that of -C")
	}
	dir, err := o.here()
	if err != nil {
		return exitFailure, err
	}
	cfg, err := o.findConfig(dir)
	if err != nil {
		return exitFailure, err
	}
	settings := cfg.Settings()
	for i := range settings {
		if settings[i].File != "" {
			settings[i].File = found.Relative(dir, settings[i].File)
		}
	}
	return exitClean, o.print(stdout, func(format string, w io.Writer) error {
		if format == "json" {
			return printIndented(w, settings)
		}
		source := "no " + analyzer.ConfigName + " here: the defaults"
		switch {
		case o.config != "":
			source = o.config + ", named by -config"
		case named != "":
			source = named + ", named by " + analyzer.ConfigEnv
		case cfg.File() != "":
			source = found.Relative(dir, cfg.File())
		}
		if _, err := visible.Fprintf(w, "# %s\n", source); err != nil {
			return err
		}
		for _, s := range settings {
			from := "default"
			if s.File != "" {
				from = fmt.Sprintf("%s:%d", s.File, s.Line)
			}
			value, err := json.Marshal(s.Value)
			if err != nil {
				return err
			}
			if _, err := visible.Fprintf(w, "%s = %s  # %s\n", s.Key, value, from); err != nil {
				return err
			}
		}
		return nil
	})
}
