package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/scopelint/scopelint/analyzer"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"scopelint": main, "stock": stock, "cacheprogram": cacheProgram})
}

// stock is the analyzer under the driver of x/tools, to compare with.
func stock() {
	a := *analyzer.Analyzer
	a.Flags = flag.FlagSet{}
	unsafeFixes := analyzer.Analyzer.Flags.Lookup("unsafe-fixes")
	a.Flags.Var(unsafeFixes.Value, unsafeFixes.Name, unsafeFixes.Usage)
	unitchecker.Main(&a)
}

// TestScript runs the scripts of testdata/script. To write the output that
// they expect anew: UPDATE=1 go test ./cmd/scopelint
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			for name, command := range map[string]string{"SCOPELINT": "scopelint", "STOCK": "stock"} {
				tool, err := exec.LookPath(command)
				if err != nil {
					return err
				}
				env.Setenv(name, tool) // for go vet -vettool
			}
			action, err := filepath.Abs("../../.ci/action")
			if err != nil {
				return err
			}
			env.Setenv("ACTION", action)
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOROOT"} {
				value, err := exec.Command("go", "env", name).Output()
				if err != nil {
					return err
				}
				env.Setenv(name, string(value[:len(value)-1]))
			}
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOFLAGS", "")
			return nil
		},
	})
}
