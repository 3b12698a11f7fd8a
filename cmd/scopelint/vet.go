package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/visible"
	_ "github.com/scopelint/scopelint/cmd/scopelint/internal/glance" // ends most of go vet's processes before main
	"github.com/scopelint/scopelint/cmd/scopelint/internal/vettool"
)

// isVetProtocol reports whether the arguments are what the go command gives to
// a vet tool: -flags, -V=full, or a unit's vet.cfg behind flags.
func isVetProtocol(args []string) bool {
	if len(args) == 1 && (args[0] == "-flags" || args[0] == "-V=full") {
		return true
	}
	return len(args) > 0 && filepath.Base(args[len(args)-1]) == "vet.cfg"
}

// vetMain runs the program as a vet tool.
//
// Go vet caches findings under the tool's build ID, its flags and the package;
// no other file is in the key. Unitchecker leaves a flag V that exists already
// alone, so ours answers -V=full with a build ID that depends on the
// configuration and the catalogs as well. The analyzer's flag -config names a
// file that could not be seen in time, so it is not offered.
func vetMain(args []string) {
	a := *analyzer.Analyzer
	unsafeFixes := a.Flags.Lookup("unsafe-fixes")
	a.Flags = flag.FlagSet{}
	a.Flags.Var(unsafeFixes.Value, unsafeFixes.Name, unsafeFixes.Usage)
	if args[0] == "-flags" || args[0] == "-V=full" {
		flag.Var(buildID{}, "V", "print version and exit")
		unitchecker.Main(&a)
	}
	tool := vettool.Tool{Analyzer: &a, Filter: filters(analyzer.FindConfig)}
	os.Exit(tool.Main(args))
}

// buildID is the flag -V. The answer's form is the go command's, see
// cmd/go/internal/work/buildid.go.
type buildID struct{}

func (buildID) IsBoolFlag() bool { return true }
func (buildID) String() string   { return "" }

func (buildID) Set(s string) error {
	if s != "full" {
		log.Fatalf("unsupported flag value: -V=%s (use -V=full)", s)
	}
	id, err := effectiveID()
	if err != nil {
		log.Fatal(visible.Lines(err.Error())) // the go command shows it, and caches nothing
	}
	fmt.Printf("%s version devel scopelint buildID=%x\n", os.Args[0], id)
	os.Exit(0)
	return nil
}

// effectiveID digests all that decides about findings beside the package: this
// program and each configuration that a unit below the working directory may
// find.
func effectiveID() ([]byte, error) {
	h := sha256.New()
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(exe)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	if file := os.Getenv(analyzer.ConfigEnv); file != "" && !filepath.IsAbs(file) {
		return nil, fmt.Errorf("%s=%s: go vet runs in the directory of each package, so the path must be absolute", analyzer.ConfigEnv, file)
	}
	dirs, err := configuredDirs(".")
	if err != nil {
		return nil, err
	}
	for _, dir := range dirs {
		cfg, err := analyzer.FindConfig(dir)
		if err != nil {
			return nil, err
		}
		if err := cfg.CheckPaths(); err != nil {
			return nil, err
		}
		fmt.Fprintf(h, "%s %x\n", cfg.File(), cfg.Digest())
	}
	fmt.Fprintln(h, time.Now().Format(time.DateOnly)) // waivers in comments have an end
	return h.Sum(nil), nil
}

// configuredDirs lists the directories whose configurations a unit may find:
// those of the modules that the go command works on in dir, and of local ones
// that replace others.
func configuredDirs(dir string) ([]string, error) {
	build, err := source.NewBuild("")
	if err != nil {
		return nil, err
	}
	dirs := []string{dir}
	if _, ok := analyzer.ModuleRoot(dir); !ok && build.WorkFile(dir) == "" {
		return dirs, nil // packages named by their import paths, from anywhere
	}
	ws, err := source.Open(dir, build, nil)
	if err != nil {
		return nil, err
	}
	for _, m := range ws.Local() {
		dirs = append(dirs, m.Dir)
	}
	return dirs, nil
}
