package analyzer_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer"
)

// A guard that its package does not have guards nothing, and nothing else tells.
func TestCheckGuards(t *testing.T) {
	const auth = "example.com/svc.v2/auth"
	files := [][]byte{[]byte(`package auth

type Service[T any] struct{}

func (s *Service[T]) Require(scope string) {}
func (s Service[T]) Read() {}
func Scope() {}

type Checker interface{ Check() }
`), []byte("//go:build elsewhere\n\npackage auth\n\nfunc Elsewhere() {}\n")}
	for i, tt := range []struct{ guard, want string }{
		{auth + ".Scope", ""},
		{auth + ".Elsewhere", ""},
		{"(*" + auth + ".Service).Require", ""},
		{"(*" + auth + ".Service[T]).Require", ""},
		{"(*" + auth + ".Service[map[string]int]).Require", ""},
		{"(" + auth + ".Service).Read", ""},
		{"(" + auth + ".Checker).Check", ""},
		{"log.Println", ""}, // of the standard library nothing is known
		{auth + ".Scop", `package example.com/svc.v2/auth has no such function: did you mean "example.com/svc.v2/auth.Scope"?`},
		{"(" + auth + ".Service).Require", `did you mean "(*example.com/svc.v2/auth.Service).Require"?`},
		{auth + ".Require", `has no such function: write a function as "import/path.Name"`},
		{"auth.Scope", `no package auth is here: write a function as`},
	} {
		key := []string{"guards", "logins"}[i%2]
		dir := write(t, map[string]string{"c.toml": fmt.Sprintf("[routes]\n%s = [%q]\n", key, tt.guard)})
		cfg, err := analyzer.LoadConfig(filepath.Join(dir, "c.toml"))
		if err != nil {
			t.Fatal(err)
		}
		err = cfg.CheckGuards(func(path string) ([][]byte, bool) {
			if path == auth {
				return files, true
			}
			return nil, path != "log"
		})
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.guard, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), key[:5]) || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: %v\nwant: %s", tt.guard, err, tt.want)
		}
	}
}
