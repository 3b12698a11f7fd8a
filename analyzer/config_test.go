package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scopelint/scopelint/analyzer"
)

// write makes a directory with the given files and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestConfigErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"syntax", "catalogs = [", "c.toml:1:"},
		{"unknown key", "catalog = []\n", "c.toml:1:1: unknown key \"catalog\": did you mean \"catalogs\"?\n\tcatalog = []"},
		{"unknown key in a table", "[scopes]\nallows = []\n", `c.toml:2:1: unknown key "scopes.allows": did you mean "allow"?`},
		{"far from any key", "zzz = 1\n", `c.toml:1:1: unknown key "zzz": the keys here are extends, catalogs, exclude, rules, scopes, override, grant, waiver, routes`},
		{"wrong type", "exclude = \"x\"\n", "c.toml:1:1: exclude: wrong type"},
		{"unknown rule", "[rules]\nbroad-scopes = \"off\"\n", `c.toml:2:1: unknown rule "broad-scopes": did you mean "broad-scope"?`},
		{"severity", "[rules]\nbroad-scope = \"on\"\n", `c.toml:2:1: "on" is no severity: write "error", "warning" or "off"`},
		{"second override", "[[override]]\npaths = [\"a\"]\nrules = { broad-scope = \"off\" }\n[[override]]\npaths = [\"b\"]\nrules = { brod-scope = \"off\" }\n",
			`c.toml:6:11: unknown rule "brod-scope"`},
		{"override of nothing", "[[override]]\nrules = { broad-scope = \"off\" }\n", `c.toml:1:3: this override has no paths`},
		{"glob", "exclude = [\"a[\"]\n", `c.toml:1:1: bad pattern "a["`},
		{"glob outside", "exclude = [\"../x\"]\n", `c.toml:1:1: bad pattern "../x": write a path below`},
		{"many alternatives", "exclude = [\"{a,b}{c,d}{e,f}{g,h}{i,j}{k,{l,m}}{n,o}\"]\n", `c.toml:1:1: bad pattern "{a,b}{c,d}{e,f}{g,h}{i,j}{k,{l,m}}{n,o}": its braces stand for more than 100 patterns`},
		{"many alternatives of a waiver", "[[waiver]]\nrule = \"broad-scope\"\nreason = \"x\"\npath = \"" + strings.Repeat("{a,b}", 40) + "\"\n", `its braces stand for more than 100 patterns: write several patterns`},
		{"repeated asterisks", "exclude = [\"**/**/a\"]\n", `c.toml:1:1: bad pattern "**/**/a": **/** means the same as **`},
		{"grant of a pattern", "[[grant]]\npackages = [\"./cmd/*\"]\n", `c.toml:2:1: "./cmd/*" is no package of this module`},
		{"override without rules", "[[override]]\npaths = [\"a\"]\n", `c.toml:1:3: this override has no rules`},
		{"waiver without a rule", "\n[[waiver]]\nreason = \"x\"\n", `c.toml:2:3: this waiver has no rule`},
		{"waiver of an unknown rule", "[[waiver]]\nrule = \"broad-scop\"\n", `c.toml:2:1: unknown rule "broad-scop": did you mean "broad-scope"?`},
		{"waiver of a waiver", "[[waiver]]\nrule = \"bad-waiver\"\n", `c.toml:2:1: a waiver cannot excuse a waiver`},
		{"waiver without a reason", "[[waiver]]\nrule = \"broad-scope\"\nreason = \" \"\n", `c.toml:1:3: this waiver has no reason`},
		{"waiver for everything", "[[waiver]]\nrule = \"broad-scope\"\nreason = \"x\"\n", `c.toml:1:3: this waiver is for everything`},
		{"waiver's path", "[[waiver]]\nrule = \"broad-scope\"\nreason = \"x\"\npath = \"../a\"\n", `c.toml:4:1: bad pattern "../a"`},
		{"waiver's route", "[[waiver]]\nrule = \"broad-scope\"\nreason = \"x\"\nroute = \"GET\"\n", `c.toml:4:1: "GET" is no route`},
		{"second waiver's date", "[[waiver]]\nrule = \"broad-scope\"\nreason = \"x\"\nscope = \"a\"\n[[waiver]]\nrule = \"broad-scope\"\nreason = \"x\"\nscope = \"a\"\nuntil = \"soon\"\n", `c.toml:9:1: "soon" is no date`},
		{"guard without a package", "[routes]\nguards = [\"requireScope\"]\n", `c.toml:2:1: "requireScope" is no function: write a function as "import/path.Name"`},
		{"guard that is a type", "[routes]\nguards = [\"(*a.T)\"]\n", `"(*a.T)" is no function`},
		{"guard without a type", "[routes]\nguards = [\"(*T).Require\"]\n", `"(*T).Require" is no function`},
		{"login without a package", "[routes]\nlogins = [\"logIn\"]\n", `c.toml:2:1: "logIn" is no function: write a function as "import/path.Name"`},
		{"login and guard", "[routes]\nguards = [\"a.Check\"]\nlogins = [\"a.Check\"]\n", `c.toml:3:1: "a.Check" is among the guards, too`},
		{"floor", "[routes]\nfloor = -1\n", `c.toml:2:1: floor = -1: write how many`},
		{"near catalog", "catalogs = [\"digitalocen\"]\n", `no catalog "digitalocen": did you mean "digitalocean"?`},
		{"no catalog", "\ncatalogs = [\"missing.toml\"]\n", `c.toml:2:1: no catalog "missing.toml"`},
		{"bad catalog", "catalogs = [\"bad.toml\"]\n", `bad.toml:1:1: unknown key "nam": did you mean "name"?`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := write(t, map[string]string{"c.toml": tt.text, "bad.toml": "nam = \"x\"\n"})
			_, err := analyzer.LoadConfig(filepath.Join(dir, "c.toml"))
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error:\n%v\nwant it to contain:\n%s", err, tt.want)
			}
		})
	}
}

// What is no catalog is not quoted if it is not the module's: its lines would stand in
// the log of whatever changes the configuration.
func TestPrivateCatalog(t *testing.T) {
	secret := filepath.Join(write(t, map[string]string{"credentials": "token = \"hunter2\"\n", "text": "hunter2 is secret\n"}), "credentials")
	for name, shown := range map[string]bool{
		"in.toml": true, "dir/in.toml": true, "../outside.toml": false, secret: false, filepath.Join(filepath.Dir(secret), "text"): false, "link.toml": false, ".git/config": false, "dir/.env": false,
	} {
		dir := write(t, map[string]string{
			"m/go.mod": "module m\n", "m/c.toml": fmt.Sprintf("catalogs = [%q]\n", filepath.ToSlash(name)), "m/in.toml": "hunter2\n", "m/dir/in.toml": "hunter2 = 1\n",
			"outside.toml": "hunter2 = 2\n", "m/.git/config": "[http]\nhunter2 = 1\n", "m/dir/.env": "hunter2",
		})
		if err := os.Symlink(secret, filepath.Join(dir, "m", "link.toml")); err != nil {
			t.Skip(err)
		}
		_, err := analyzer.LoadConfig(filepath.Join(dir, "m", "c.toml"))
		if err == nil {
			t.Fatalf("%s: no error", name)
		}
		if got := strings.Contains(err.Error(), "hunter2"); got != shown {
			t.Errorf("%s: shown %t: %v", name, got, err)
		}
		if !shown && !strings.Contains(err.Error(), "c.toml:1:1: ") {
			t.Errorf("%s: %v, want the place in the configuration", name, err)
		}
	}
}

// A team's catalog is used alone or on top of the built-in one, and names,
// exclusions and severities are the team's.
func TestConfigured(t *testing.T) {
	for _, tt := range []struct{ dir, config string }{
		{"custom", "catalogs = [\"custom.toml\"]\n"},
		{"ontop", "catalogs = [\"digitalocean\", \"custom.toml\"]\n[scopes]\nallow = [\"beta_*:*\"]\n"},
		{"strict", "[scopes]\nstrict = true\n[rules]\nbroad-scope = \"off\"\n"},
	} {
		t.Run(tt.dir, func(t *testing.T) {
			dir := write(t, map[string]string{"c.toml": tt.config, "custom.toml": `
name = "Repo"
grammar = ["action:resource"]
[scopes]
"read:repository" = "Read repositories"
"write:repository" = "Write repositories"
"read:user" = "Read users"
`})
			cfg, err := analyzer.LoadConfig(filepath.Join(dir, "c.toml"))
			if err != nil {
				t.Fatal(err)
			}
			analysistest.Run(t, testdata, analyzer.New(cfg), "config/"+tt.dir)
		})
	}
}

// A configuration that cannot be read is a finding: without one, a driver that
// never asked for it would check nothing and say nothing.
func TestConfigFlag(t *testing.T) {
	dir := write(t, map[string]string{"c.toml": "[rules]\nunknown-scope = \"of\"\n"})
	a := analyzer.New(nil)
	if err := a.Flags.Set("config", filepath.Join(dir, "c.toml")); err != nil {
		t.Fatal(err)
	}
	results := analysistest.Run(failures{}, testdata, a, "config/strict")
	if len(results[0].Diagnostics) != 1 || !strings.Contains(results[0].Diagnostics[0].Message, `c.toml:2:1: "of" is no severity`) {
		t.Errorf("diagnostics: %v", results[0].Diagnostics)
	}
}

// failures swallows what analysistest expects and misses.
type failures struct{}

func (failures) Errorf(string, ...any) {}

func TestExclude(t *testing.T) {
	dir := write(t, map[string]string{
		"c.toml":     "exclude = [\"old\", \"**/*_gen.go\", \"{o,n}{l,e}{d,w}{,1,2}{,3,4}\", \"o[{l]d\"]\n",
		"old/a/a.go": "package a", "x_gen.go": "package x",
	})
	cfg, err := analyzer.LoadConfig(filepath.Join(dir, "c.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := cfg.CheckPaths(); err != nil {
		t.Errorf("CheckPaths: %v", err)
	}
	dir = write(t, map[string]string{"c.toml": "\n\nexclude = [\"old\"]\n"})
	if cfg, err = analyzer.LoadConfig(filepath.Join(dir, "c.toml")); err != nil {
		t.Fatal(err)
	}
	if err := cfg.CheckPaths(); err == nil || !strings.Contains(err.Error(), `c.toml:3:1: "old" matches no file below `+dir+`, the directory of this file: `) {
		t.Errorf("CheckPaths: %v", err)
	}
}

// A grant for a package that is not there holds nothing against anything.
func TestGrantedPackages(t *testing.T) {
	for _, tt := range []struct {
		pattern string
		want    bool
	}{
		{"...", true}, {".", true}, {"./...", true}, {"./cmd/worker", true}, {"./cmd/worker/", true}, {"./cmd/...", true}, {"./cmd/worker/...", true},
		{"./cmd/workr", false}, {"./cmd", false}, {"./docs", false}, {"./docs/...", false}, {"./own", false}, {"./own/cmd", false}, {"./cmd/worker/main.go", false}, {"./../other", false},
	} {
		root := write(t, map[string]string{
			"go.mod": "module m", "main.go": "package main", "cmd/worker/main.go": "package main", "docs/a.md": "",
			"own/go.mod": "module own", "own/main.go": "package main", "own/cmd/main.go": "package main",
			".scopelint.toml": fmt.Sprintf("[[grant]]\npackages = [\".\"]\nscopes = []\n[[grant]]\npackages = [%q]\nscopes = []\n", tt.pattern),
		})
		cfg, err := analyzer.FindConfig(root)
		if err != nil {
			t.Fatal(err)
		}
		switch err := cfg.CheckPaths(); {
		case tt.want && err != nil:
			t.Errorf("%s: %v", tt.pattern, err)
		case !tt.want && (err == nil || !strings.Contains(err.Error(), fmt.Sprintf(".scopelint.toml:5:1: %q is no package of this module", tt.pattern))):
			t.Errorf("%s: %v, want it to be told", tt.pattern, err)
		}
	}
}

// In messages "." would not be seen for a name.
func TestGrantNames(t *testing.T) {
	g := analyzer.Grant{Packages: []string{".", "./cmd/worker"}}
	if got := g.String(); got != "the root package, ./cmd/worker" {
		t.Error(got)
	}
}

// Whoever corrects one mistake wants to know of the others.
func TestConfigMistakes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.toml")
	text := "exclude = [\"[a\"]\n[rules]\nbroad-scop = \"off\"\n[[waiver]]\nrule = \"broad-scope\"\n[[routes.public]]\nroute = \"healthz\"\nreason = \"probes\"\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := analyzer.LoadConfig(file)
	for _, want := range []string{":1:1: bad pattern", ":3:1: unknown rule", ":4:3: this waiver has no reason", ":6:10: \"healthz\" is no route"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
}
