package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/scopelint/scopelint/analyzer"
)

// isVetProtocol reports whether the arguments are what the go command gives to
// a vet tool: -flags, -V=full, or a unit's .cfg file behind flags.
func isVetProtocol(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool { return arg == "-flags" || arg == "-V=full" }) ||
		len(args) > 0 && strings.HasSuffix(args[len(args)-1], ".cfg")
}

// vetMain runs the program as a vet tool.
//
// Go vet caches findings under the tool's build ID, its flags and the package;
// no other file is in the key. Unitchecker leaves a flag V that exists already
// alone, so ours answers -V=full with a build ID that depends on the
// configuration and the catalogs as well.
func vetMain() {
	flag.Var(buildID{}, "V", "print version and exit")
	unitchecker.Main(analyzer.Analyzer)
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
		log.Fatal(err) // the go command shows it, and caches nothing
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
	dirs, err := moduleDirs(".")
	if err != nil {
		return nil, err
	}
	for _, dir := range dirs {
		cfg, err := analyzer.FindConfig(dir)
		if err != nil {
			return nil, err
		}
		digest := cfg.Digest()
		fmt.Fprintf(h, "%s %x\n", cfg.File(), digest)
	}
	return h.Sum(nil), nil
}

// moduleDirs lists the directories of the modules that the go command works on
// in dir: those of the workspace, or dir itself.
func moduleDirs(dir string) ([]string, error) {
	work := os.Getenv("GOWORK")
	if work == "off" {
		return []string{dir}, nil
	}
	if work == "" {
		var ok bool
		if work, ok = fileAbove(dir, "go.work"); !ok {
			return []string{dir}, nil
		}
	}
	data, err := os.ReadFile(work)
	if err != nil {
		return nil, err
	}
	parsed, err := modfile.ParseWork(work, data, nil)
	if err != nil {
		return nil, err
	}
	dirs := []string{dir}
	for _, use := range parsed.Use {
		path := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(work), path)
		}
		dirs = append(dirs, path)
	}
	return dirs, nil
}

// fileAbove finds a file called name in dir or in a directory above it.
func fileAbove(dir, name string) (string, bool) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	for {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); err == nil {
			return path, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}
