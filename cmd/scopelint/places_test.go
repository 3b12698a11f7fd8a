package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestPlaces tries scopelint for real in other programs that run it:
//
//	PLACES=1 go test ./cmd/scopelint -run Places -v -timeout 1h
//
// Each script of testdata/places says which programs it needs, and downloads
// what the Go module proxy and npm have, which takes minutes.
func TestPlaces(t *testing.T) {
	if os.Getenv("PLACES") == "" {
		t.Skip("takes minutes and other programs: set PLACES=1")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/places",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			tool, err := exec.LookPath("scopelint")
			if err != nil {
				return err
			}
			env.Setenv("SCOPELINT", tool)
			env.Setenv("REPOSITORY", root)
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("GIT_AUTHOR_NAME", "t")
			env.Setenv("GIT_AUTHOR_EMAIL", "t@example.com")
			env.Setenv("GIT_COMMITTER_NAME", "t")
			env.Setenv("GIT_COMMITTER_EMAIL", "t@example.com")
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOROOT", "GOPROXY", "GOSUMDB", "GONOSUMDB", "GOFLAGS"} {
				value, err := exec.Command("go", "env", name).Output()
				if err != nil {
					return err
				}
				env.Setenv(name, string(value[:len(value)-1]))
			}
			env.Setenv("GOTOOLCHAIN", "local")
			return nil
		},
	})
}
