package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// compareDrivers lints each directory in all ways that there are, and prints
// the findings that only some have: once with the configuration that is there,
// and once with one that names the catalog, so that there is something to find
// in the code of strangers, too.
func compareDrivers(w io.Writer, dirs []string) error {
	if len(dirs) == 0 {
		return fmt.Errorf("usage: measure same DIR…")
	}
	tools, err := buildTools("scopelint", "stock")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tools)
	named := filepath.Join(tools, "named.toml")
	if err := os.WriteFile(named, []byte("catalogs = [\"digitalocean\"]\n"), 0o666); err != nil {
		return err
	}
	different := 0
	for _, dir := range dirs {
		if dir, err = filepath.Abs(dir); err != nil {
			return err
		}
		for _, config := range []string{"", named} {
			n, err := compareIn(w, dir, tools, config)
			if err != nil {
				return err
			}
			different += n
		}
	}
	if different > 0 {
		return fmt.Errorf("%d findings differ", different)
	}
	return nil
}

// compareIn compares the ways in one directory, and counts the differences.
func compareIn(w io.Writer, dir, tools, config string) (different int, err error) {
	scopelint, stock := filepath.Join(tools, "scopelint"), filepath.Join(tools, "stock")
	if err := other(stock); err != nil { // what it said under another configuration is in go vet's cache
		return 0, err
	}
	ways := []struct {
		name string
		args []string
	}{
		{"standalone, types from source", []string{scopelint, "-quiet", "-types=source", "./..."}},
		{"standalone, first run", []string{scopelint, "-quiet", "./..."}},
		{"standalone, from the index", []string{scopelint, "-quiet", "./..."}},
		{"go vet", []string{"go", "vet", "-vettool=" + scopelint, "./..."}},
		{"go vet, the driver of x/tools", []string{"go", "vet", "-vettool=" + stock, "./..."}},
	}
	env := append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(tools, "cache"), "SCOPELINT_CONFIG="+config)
	goCache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		return 0, err
	}
	env = append(env, "GOCACHE="+strings.TrimSpace(string(goCache)))
	var first []string
	for i, way := range ways {
		list, failure := findings(dir, env, way.args)
		if failure != "" {
			fmt.Fprintf(w, "\t%s did not see everything: %s\n", way.name, failure)
		}
		if i == 0 {
			first = list
			fmt.Fprintf(w, "%s%s: %d findings\n", filepath.Base(dir), map[bool]string{true: ", the catalog named"}[config != ""], len(first))
			continue
		}
		different += tell(w, "not "+ways[0].name+", but "+way.name, without(list, first))
		different += tell(w, "not "+way.name, without(first, list))
	}
	return different, nil
}

// without lists what is in one list and not in another.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(f string) bool { return slices.Contains(other, f) })
}

// tell prints the first of some differences, and counts all.
func tell(w io.Writer, what string, list []string) int {
	const most = 20
	for i, f := range list {
		if i == most {
			fmt.Fprintf(w, "\t%s: %d more\n", what, len(list)-most)
			break
		}
		fmt.Fprintf(w, "\t%s: %s\n", what, f)
	}
	return len(list)
}

// buildTools builds commands of this repository into a new directory.
func buildTools(names ...string) (string, error) {
	paths := map[string]string{
		"scopelint": "github.com/scopelint/scopelint/cmd/scopelint",
		"empty":     "github.com/scopelint/scopelint/cmd/scopelint/internal/measure/empty",
		"stock":     "github.com/scopelint/scopelint/cmd/scopelint/internal/measure/stock",
	}
	dir, err := os.MkdirTemp("", "scopelint-measure")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, name), paths[name]).CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s", paths[name], err, out)
		}
	}
	return dir, nil
}

// ours matches a finding in the output of any driver.
var ours = regexp.MustCompile(`^(?:\./)?(.+?\.go:\d+:\d+): (.* \[[a-z-]+\])$`)

// related matches what stands below a finding about another place.
var related = regexp.MustCompile(`\.go:\d+:\d+: \t`)

// findings lints in one way. What could not be linted is no finding, but one
// line of it is told.
func findings(dir string, env, args []string) (list []string, failure string) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.CombinedOutput()
	for line := range bytes.Lines(out) {
		line = bytes.TrimSpace(line)
		if m := ours.FindSubmatch(line); m != nil {
			list = append(list, strings.TrimPrefix(string(m[1]), dir+"/")+": "+string(m[2]))
		} else if err != nil && len(line) > 0 && line[0] != '#' && !related.Match(line) && !bytes.HasPrefix(line, []byte("exit status")) {
			failure = string(line) // the last one sums up
		}
	}
	if err != nil && len(list) == 0 && failure == "" {
		failure = err.Error()
	}
	slices.Sort(list)
	return slices.Compact(list), failure
}
