package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// needsModule is a module with two programs, of which one asks for more than the
// grants of its configuration say, and one for less.
var needsModule = map[string]string{
	"go.mod":       "module example.com/status\n\ngo 1.24\n",
	"less/main.go": "package main\n\nimport \"net/http\"\n\nfunc main() { http.Get(\"https://api.digitalocean.com/v2/account\") }\n",
	"more/main.go": "package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.Get(\"https://api.digitalocean.com/v2/account\")\n\thttp.Get(\"https://api.digitalocean.com/v2/tags\")\n}\n",
	"lib/lib.go":   "package lib\n",
}

// TestNeedsStatus: the exit status tells the user's scripts what was found.
func TestNeedsStatus(t *testing.T) {
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOCACHE", strings.TrimSpace(string(out)))
	schema, err := os.ReadFile("schema/needs.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Chdir(t.TempDir())
	for name, text := range needsModule {
		writeFile(t, name, text)
	}
	status := func(want int, args ...string) string {
		t.Helper()
		cmd := exec.Command("scopelint", append([]string{"needs"}, args...)...)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		stdout, _ := cmd.Output()
		if code := cmd.ProcessState.ExitCode(); code != want {
			t.Errorf("needs %s: status %d, want %d\n%s%s", strings.Join(args, " "), code, want, stdout, &stderr)
		}
		return string(stdout)
	}
	status(exitClean, "./...")
	status(exitFailure, "./lib")
	status(exitFailure, "-check", "./less") // nothing to compare with
	status(exitClean, "-write", "./less")
	status(exitClean, "-check", "./less")
	writeFile(t, ".scopelint.toml", grant("./less", "account:read", "tag:read"))
	status(exitFindings, "-check", "./less")
	writeFile(t, ".scopelint.toml", grant("./more", "account:read"))
	status(exitFindings, "-check", "./more")
	writeFile(t, ".scopelint.toml", grant("./more", "account:read", "tag:read"))
	status(exitClean, "-check", "./more")

	validate(t, schema, []byte(status(exitClean, "-by", "func", "-format", "json", "./more")))
	for format := range needsPrinters {
		all := status(exitClean, "-closure", "-format", format, "./...")
		for _, program := range []string{"example.com/status/less", "example.com/status/more"} {
			if !strings.Contains(all, program) {
				t.Errorf("-format %s of two programs leaves out %s:\n%s", format, program, all)
			}
		}
		if format == "json" {
			validate(t, schema, []byte(all))
		}
	}
}

func grant(packages string, scopes ...string) string {
	return "[[grant]]\npackages = [\"" + packages + "\"]\nscopes = [\"" + strings.Join(scopes, `", "`) + "\"]\n"
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
