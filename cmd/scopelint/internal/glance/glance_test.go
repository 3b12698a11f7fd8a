package glance

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/above"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/vetx"
)

// A config is a vet.cfg, as the go command writes it.
type config map[string]any

// newUnit makes a unit of one file of a module without a configuration.
func newUnit(t *testing.T, text string, changes config) (cfg, dir string) {
	t.Helper()
	dir = t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n")
	write(t, filepath.Join(dir, "a.go"), text)
	write(t, filepath.Join(dir, "empty"), "")
	write(t, filepath.Join(dir, "constants"), string(vetx.Encode("", []string{"n.A", "+n.B"})))
	write(t, filepath.Join(dir, "adding"), string(vetx.Encode("", []string{"+n.B", ":n.C"})))
	write(t, filepath.Join(dir, "configured"), string(vetx.Encode("/n/.scopelint.toml", nil)))
	c := config{
		"ID": "example.com/m", "Dir": dir, "ImportPath": "example.com/m", "GoFiles": []string{filepath.Join(dir, "a.go")},
		"ModulePath": "example.com/m", "ImportMap": map[string]string{"os": "os", "example.com/alias": "example.com/n"}, "PackageFile": map[string]string{"os": "/os.a"},
		"PackageVetx": map[string]string{"os": filepath.Join(dir, "empty"), "example.com/n": filepath.Join(dir, "empty")},
		"VetxOnly":    false, "VetxOutput": filepath.Join(dir, "vet.out"), "Stdout": filepath.Join(dir, "vet.stdout"), "FixArchive": "",
		"SucceedOnTypecheckFailure": false,
	}
	for key, value := range changes {
		if file, ok := value.(inDir); ok {
			changes[key] = map[string]string{"os": filepath.Join(dir, "empty"), "example.com/n": filepath.Join(dir, string(file))}
		}
	}
	maps.Copy(c, changes)
	data, err := json.MarshalIndent(c, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	cfg = filepath.Join(dir, "vet.cfg")
	write(t, cfg, string(data))
	return cfg, dir
}

// An inDir is a map to a file of the unit's directory.
type inDir string

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

const (
	quiet     = "package m\n\nvar x = map[string]int{\"a:b\": 1}\n"
	importing = "import `example.com/alias`\n"
	constants = "package m\n\nconst Resource = \"droplet\"\n"
	added     = "\nvar x = host + \":\" + port\n"
	loud      = "package m\n\nvar x = \"droplet:reed\"\n"
)

func TestAcquits(t *testing.T) {
	standard := config{"ModulePath": "", "VetxOnly": true}
	unsafely := config{"PackageFile": config{}, "ImportMap": map[string]string{"unsafe": "unsafe"}}
	tests := []struct {
		name, text string
		changes    config
		want       bool
		stdout     string
	}{
		{"nothing to see", quiet, nil, true, "{}\n"},
		{"a dependency", quiet, config{"VetxOnly": true}, true, ""},
		{"the standard library", loud, standard, true, ""},
		{"a command of the standard library", loud, config{"ModulePath": ""}, false, ""},
		{"a scope", loud, nil, false, ""},
		{"a scope of a dependency", loud, config{"VetxOnly": true}, false, ""},
		{"a scope of another catalog", "package m\n\nvar x = \"tag:yaml.org\"", nil, true, "{}\n"},
		{"a word that may be of this catalog", "package m // of DigitalOcean\n\nvar x = \"tag:yaml.org\"", nil, false, ""},
		{"two that are added", "package m\n" + added, nil, true, "{}\n"},
		{"a resource to which something is added", "package m\n\nvar x = \"tag\" + \":\" + port", nil, false, ""},
		{"a waiver beside two that are added", "package m //scopelint:ignore\n" + added, nil, false, ""},
		{"a part of a dependency and two that are added", importing + "package m\n" + added + "var _ = n.B + x", config{"PackageVetx": inDir("constants")}, false, ""},
		{"a part of a dependency that is not named and two that are added", importing + "package m\n" + added, config{"PackageVetx": inDir("constants")}, true, "{}\n"},
		{"a dependency's resource and addition, and a scope of another catalog", importing + "package m\n\nvar x = \"tag:yaml.org\"\nvar _ = n.B + x", config{"PackageVetx": inDir("adding")}, false, ""},
		{"a part of a scope for others, and two that are added", constants + added, nil, true, "{}\n"},
		{"a waiver", "package m //scopelint:ignore", nil, false, ""},
		{"constants of a dependency that are not named", quiet + importing, config{"PackageVetx": inDir("constants")}, true, "{}\n"},
		{"a scope of a dependency is named", quiet + importing + "var _ = n.A", config{"PackageVetx": inDir("constants")}, false, ""},
		{"a part of a dependency is named", quiet + importing + "var _ = f(n.B, x)", config{"PackageVetx": inDir("constants")}, true, "{}\n"},
		{"a part of a dependency is added to what is none", quiet + importing + "var _ = n.B + x", config{"PackageVetx": inDir("constants")}, true, "{}\n"},
		{"a part of a dependency is added to another", quiet + importing + "var _ = n.B + x", config{"PackageVetx": inDir("adding")}, false, ""},
		{"a part of a scope for others", constants, nil, true, "{}\n"},
		{"no word of a dependency", quiet, config{"PackageVetx": inDir("missing")}, false, ""},
		{"a dependency with a configuration", quiet, config{"PackageVetx": inDir("configured")}, false, ""},
		{"dependencies of which there is something to report", quiet, config{"PackageVetx": config{}}, false, ""},
		{"nothing imported at all", quiet, config{"PackageFile": config{}, "ImportMap": config{}}, true, "{}\n"},
		{"nothing imported but unsafe", quiet, unsafely, false, ""}, // it may not be compiled
		{"the standard library, that imports nothing but unsafe", quiet, config{"ModulePath": "", "VetxOnly": true, "PackageFile": unsafely["PackageFile"], "ImportMap": unsafely["ImportMap"]}, true, ""},
		{"nothing compiled", quiet, config{"PackageFile": config{}}, false, ""},
		{"fixes are asked for", quiet, config{"FixArchive": "/fix.zip"}, false, ""},
		{"an older go command", quiet, config{"Stdout": ""}, false, ""},
		{"no such file", quiet, config{"GoFiles": []string{"/missing.go"}}, false, ""},
		{"a form that is not known", quiet, config{"GoFiles": "a.go"}, false, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg, dir := newUnit(t, test.text, test.changes)
			if got := Acquits([]string{"-json", cfg}); got != test.want {
				t.Fatalf("acquits: %t", got)
			}
			stdout, err := os.ReadFile(filepath.Join(dir, "vet.stdout"))
			var want []byte
			if strings.HasPrefix(test.text, constants) {
				want = vetx.Encode("", []string{"+m.Resource"})
			}
			if out, err := os.ReadFile(filepath.Join(dir, "vet.out")); test.want != (err == nil) || !bytes.Equal(out, want) {
				t.Errorf("vetx %q, %v", out, err)
			}
			if test.want != (err == nil) || string(stdout) != test.stdout {
				t.Errorf("stdout %q, %v", stdout, err)
			}
		})
	}
}

func TestAcquitsArguments(t *testing.T) {
	cfg, _ := newUnit(t, quiet, nil)
	other := filepath.Join(filepath.Dir(cfg), "other.cfg")
	write(t, other, "")
	for _, args := range [][]string{
		nil, {"./..."}, {"-fix", cfg}, {"-scopelint=false", cfg}, {"-json", "-fix", cfg}, {other}, {cfg, "-json"}, {filepath.Join(t.TempDir(), "vet.cfg")},
	} {
		if Acquits(args) {
			t.Errorf("acquits %q", args)
		}
	}
	if !Acquits([]string{cfg}) {
		t.Error("does not acquit without a flag")
	}
}

// TestConfigured: a configuration may make anything matter.
func TestConfigured(t *testing.T) {
	cfg, dir := newUnit(t, quiet, nil)
	write(t, filepath.Join(dir, above.ConfigName), "")
	if Acquits([]string{cfg}) {
		t.Error("acquits what the module's configuration may be about")
	}
	cfg, _ = newUnit(t, quiet, nil)
	t.Setenv(above.ConfigEnv, "/missing.toml")
	if Acquits([]string{cfg}) {
		t.Error("acquits what the environment's configuration may be about")
	}
}
