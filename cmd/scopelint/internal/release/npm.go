package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed scopelint.js
var npmProgram []byte

// npmNames are what npm calls operating systems and processors.
var npmNames = map[string]string{"windows": "win32", "amd64": "x64"}

func npmName(name string) string {
	if n, ok := npmNames[name]; ok {
		return n
	}
	return name
}

// packNPM packs one npm package for each platform, with the program in it, and the
// package scopelint, which has them as optional dependencies and runs the one that
// is installed.
func (r *release) packNPM() error {
	version := strings.TrimPrefix(r.version, "v")
	optional := make(map[string]string)
	for _, p := range r.platforms {
		goos, arch, _ := strings.Cut(p, "/")
		program, err := os.ReadFile(filepath.Join(r.out, "programs", goos+"_"+arch, programName(goos)))
		if err != nil {
			return err
		}
		name := fmt.Sprintf("@scopelint/%s-%s", npmName(goos), npmName(arch))
		optional[name] = version
		err = r.pack(map[string]any{
			"name": name, "version": version, "license": "Apache-2.0", "description": "scopelint for " + p,
			"os": []string{npmName(goos)}, "cpu": []string{npmName(arch)}, "files": []string{programName(goos)},
		}, file{programName(goos), program, 0o755})
		if err != nil {
			return err
		}
	}
	return r.pack(map[string]any{
		"name": "scopelint", "version": version, "license": "Apache-2.0", "description": "Find mistakes in the API-token scopes of Go code",
		"bin": map[string]string{"scopelint": "scopelint.js"}, "optionalDependencies": optional,
	}, file{"scopelint.js", npmProgram, 0o755}, r.pages[1])
}

// pack packs files with their description.
func (r *release) pack(description map[string]any, files ...file) error {
	dir, err := os.MkdirTemp("", "npm")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	data, err := json.MarshalIndent(description, "", "  ")
	if err != nil {
		return err
	}
	for _, f := range append(files, file{"package.json", data, 0o644}, r.pages[0]) {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.text, f.mode); err != nil {
			return err
		}
	}
	out, err := filepath.Abs(filepath.Join(r.out, "npm"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	cmd := exec.Command("npm", "pack", "--silent", "--pack-destination", out)
	cmd.Dir = dir
	return run(cmd)
}
