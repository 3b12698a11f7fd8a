package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"scopelint": main, "cacheprogram": cacheProgram})
}

// TestScript runs the scripts of testdata/script. To write the output that
// they expect anew: UPDATE=1 go test ./cmd/scopelint
func TestScript(t *testing.T) {
	// The analyzer under the driver of x/tools, to compare with: another
	// program, for glance is a part of this one.
	stock := filepath.Join(t.TempDir(), "stock")
	if out, err := exec.Command("go", "build", "-o", stock, "./internal/measure/stock").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	goDirs := []string{"GOCACHE", "GOMODCACHE", "GOROOT"}
	out, err := exec.Command("go", slices.Concat([]string{"env"}, goDirs)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	dirs := strings.Split(string(out), "\n")
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			tool, err := exec.LookPath("scopelint")
			if err != nil {
				return err
			}
			env.Setenv("SCOPELINT", tool) // for go vet -vettool
			env.Setenv("STOCK", stock)
			action, err := filepath.Abs("../../.ci/action")
			if err != nil {
				return err
			}
			env.Setenv("ACTION", action)
			for i, name := range goDirs {
				env.Setenv(name, dirs[i])
			}
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOFLAGS", "")
			return nil
		},
	})
}

// exits runs a command that must end with a status: exits 2 scopelint needs .
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	status := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		status = exit.ExitCode()
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("the status is %d, not %s", status, args[0])
	}
}

// TestDependencies: go vet starts the program once for each package, so it must
// not depend on what takes long to start. Package net makes it one that links a
// C library, which takes as long as all else.
func TestDependencies(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		if path == "net" || path == "os/user" || path == "testing" {
			t.Errorf("the program depends on package %s", path)
		}
	}
}
