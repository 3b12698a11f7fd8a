package main

import (
	"errors"
	"flag"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"golang.org/x/mod/module"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/visible"
)

const versionUsage = `
Version tells which scopelint this is: its version and commit, the Go release
that built it, and the catalogs in it with the dates of their sources.

	scopelint version [flags]
`

// What a release says of itself, set by the linker: the go command knows it in a
// checkout with the tag alone.
var released, releasedCommit string

// A versionReport is what the command tells.
type versionReport struct {
	Version  string        `json:"version"`
	Commit   string        `json:"commit,omitempty"`
	Time     string        `json:"time,omitempty"`     // of the commit
	Modified bool          `json:"modified,omitempty"` // the sources differed from the commit
	Go       string        `json:"go"`
	Platform string        `json:"platform"`
	Catalogs []catalogDate `json:"catalogs"`
}

type catalogDate struct {
	Name string `json:"name"`
	Date string `json:"date"`
}

// version is the command that tells what this program is.
func version(args []string, stdout, stderr io.Writer) (int, error) {
	if len(args) == 1 && (args[0] == "-version" || args[0] == "--version") {
		args = nil
	}
	var o common
	flags := flag.NewFlagSet("scopelint version", flag.ContinueOnError)
	formats := []string{"json", "text"}
	o.registerOutput(flags, formats)
	if err := o.parse(flags, versionUsage, formats, args, stdout); err != nil {
		return exitFailure, err
	}
	if flags.NArg() > 0 {
		return exitFailure, errors.New("version takes no arguments")
	}
	info, _ := debug.ReadBuildInfo()
	v := newVersion(info)
	return exitClean, o.print(stdout, func(format string, w io.Writer) error {
		if format == "json" {
			return printIndented(w, v)
		}
		return v.print(w)
	})
}

// newVersion reads what the go command wrote into the program: with "go build"
// in a checkout the commit, with "go install …@v1.2.3" the module's version.
func newVersion(info *debug.BuildInfo) versionReport {
	v := versionReport{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, Catalogs: []catalogDate{}}
	if info != nil && info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	if released != "" {
		v.Version, v.Commit = released, releasedCommit
	}
	if info != nil {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				v.Commit = s.Value
			case "vcs.time":
				v.Time = s.Value
			case "vcs.modified":
				v.Modified = s.Value == "true"
			}
		}
	}
	if rev, err := module.PseudoVersionRev(v.Version); err == nil && v.Commit == "" {
		v.Commit = rev
	}
	for _, name := range catalog.ReadyNames() {
		c, _ := catalog.Ready(name)
		v.Catalogs = append(v.Catalogs, catalogDate{name, c.Date()})
	}
	return v
}

func (v versionReport) print(w io.Writer) error {
	commit := v.Commit
	switch {
	case commit == "":
		commit = "not known"
	case v.Time != "":
		commit += " of " + v.Time
	}
	if v.Modified {
		commit += ", with changes"
	}
	var catalogs strings.Builder
	for i, c := range v.Catalogs {
		if i > 0 {
			catalogs.WriteString(",")
			if i%5 == 0 {
				catalogs.WriteString("\n         ")
			}
			catalogs.WriteString(" ")
		}
		catalogs.WriteString(strings.TrimSpace(c.Name + " " + c.Date))
	}
	_, err := visible.Fprintf(w, "scopelint %s\ncommit:   %s\ngo:       %s %s\ncatalogs: %s\n", v.Version, commit, v.Go, v.Platform, visible.Shown(catalogs.String()))
	return err
}
