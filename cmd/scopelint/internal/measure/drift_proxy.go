package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// useOwnModules has the bench take modules from a cache of its own.
func (b *driftBench) useOwnModules() (err error) {
	b.env = append(b.env, "GOMODCACHE="+filepath.Join(b.temp, "mod"))
	b.sums, err = b.fillModCache()
	return err
}

// fillModCache downloads the versions of [upModule] into a module cache of the bench,
// from a proxy in its own directory, and returns what go.sum says of them.
func (b *driftBench) fillModCache() (sums string, err error) {
	proxy := filepath.Join(b.temp, "proxy")
	args := []string{"mod", "download", "-json"}
	for _, v := range upVersions {
		if err := serveVersion(filepath.Join(proxy, upModule, "@v"), filepath.Join(b.temp, "up", v), v); err != nil {
			return "", err
		}
		args = append(args, upModule+"@"+v)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = b.temp
	cmd.Env = append(b.env, "GOPROXY=file://"+filepath.ToSlash(proxy), "GONOSUMDB=*", "GOFLAGS=-modcacherw")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %q: %w", args, err)
	}
	for list := json.NewDecoder(strings.NewReader(string(out))); ; {
		var m struct{ Path, Version, Sum, GoModSum string }
		switch err := list.Decode(&m); {
		case errors.Is(err, io.EOF):
			return sums, nil
		case err != nil:
			return "", err
		}
		sums += fmt.Sprintf("%s %s %s\n%s %s/go.mod %s\n", m.Path, m.Version, m.Sum, m.Path, m.Version, m.GoModSum)
	}
}

// serveVersion writes a version of the module to where a proxy has it.
func serveVersion(proxy, dir, v string) error {
	const mod = "module " + upModule + "\n\ngo 1.24\n"
	for file, text := range map[string]string{
		filepath.Join(dir, "go.mod"):    mod,
		filepath.Join(dir, "up.go"):     upSource(v),
		filepath.Join(proxy, v+".mod"):  mod,
		filepath.Join(proxy, v+".info"): fmt.Sprintf("{\"Version\":%q}", v),
	} {
		if err := writeText(file, text); err != nil {
			return err
		}
	}
	f, err := os.Create(filepath.Join(proxy, v+".zip"))
	if err != nil {
		return err
	}
	return errors.Join(zip.CreateFromDir(f, module.Version{Path: upModule, Version: v}, dir), f.Close())
}
