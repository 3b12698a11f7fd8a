package needs

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"os"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer/kept"
)

// Whoever asks for the same packages again, in CI say, mostly gets the same answer.
// So the last answer to each question is kept with a sum of all that decided it: this
// program, the configuration and its catalogs, what the go command lists, and every
// source file of that. Only listing and reading these is left then, a fifth of the work.

// A remembered is an answer with the sum of what decided it.
type remembered struct {
	Sum    string  `json:"sum"`
	Result *Result `json:"result"`
}

// remember gives the last answer if nothing that decides it has changed since, and
// else computes it. Without a place for it nothing is kept.
func (l *listing) remember(cfg *Config, compute func() (*Result, error)) (*Result, error) {
	if cfg.Remember == "" {
		return compute()
	}
	file, sum := l.question(cfg), l.sum(cfg)
	if file == "" || sum == "" {
		return compute()
	}
	var last remembered
	if readKept(file, &last) && last.Sum == sum && last.Result != nil {
		return last.Result, nil
	}
	result, err := compute()
	if err == nil && l.sum(cfg) == sum { // nobody has changed a file meanwhile
		writeKept(file, remembered{Sum: sum, Result: result})
	}
	return result, err
}

// question names the file for the answer; empty if there can be none.
func (l *listing) question(cfg *Config) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %v %v %q %q", l.dir, cfg.Patterns, cfg.Tests, cfg.Library, cfg.By, cfg.BuildFlags)
	file, err := kept.Path("needs-" + hex.EncodeToString(h.Sum(nil)[:16]))
	if err != nil {
		return ""
	}
	return file
}

// sum is of all that decides the answer; empty if that cannot be told.
func (l *listing) sum(cfg *Config) string {
	h := sha256.New()
	if kept.Program(h) != nil {
		return ""
	}
	fmt.Fprintf(h, "%q %q %q %v %v %q %q\n", cfg.Remember, l.dir, cfg.Patterns, cfg.Tests, cfg.Library, cfg.By, cfg.BuildFlags)
	for _, p := range l.initial {
		fmt.Fprintf(h, "%q\n", p.ID)
	}
	fmt.Fprintf(h, "%q\n", cfg.Std.Key())
	for _, p := range l.all {
		if len(p.Errors) > 0 {
			return ""
		}
		addPackage(h, p)
		if cfg.Std != nil && p.Module == nil && !l.isOwn(p) {
			continue // the standard library's files change with its key only
		}
		if addFiles(h, p) != nil {
			return ""
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// addPackage adds what is listed of a package.
func addPackage(h hash.Hash, p *packages.Package) {
	fmt.Fprintf(h, "%q %q %q %q %v\n", p.ID, p.PkgPath, p.Name, p.ForTest, p.TypesSizes)
	if m := p.Module; m != nil {
		fmt.Fprintf(h, "%q %q %v %q\n", m.Path, m.Version, m.Main, m.GoVersion)
	}
	for _, path := range slices.Sorted(maps.Keys(p.Imports)) {
		fmt.Fprintf(h, "%q %q\n", path, p.Imports[path].ID)
	}
}

// addFiles adds the files of a package.
func addFiles(h hash.Hash, p *packages.Package) error {
	for _, name := range p.CompiledGoFiles {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		n, err := io.Copy(h, f)
		f.Close()
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "\n%q %d\n", name, n)
	}
	return nil
}
