package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// generate writes a module of n packages with five files each, in which one
// package in ten registers routes and one in twenty holds scopes. A package
// imports up to four of those before it. The module is the same each time.
func generate(dir string, n int) error {
	rnd := rand.New(rand.NewPCG(1, 2))
	if err := writeText(filepath.Join(dir, "go.mod"), "module example.com/generated\n\ngo 1.24\n"); err != nil {
		return err
	}
	for i := range n {
		for f := range 5 {
			if err := writeText(filepath.Join(dir, generatedDir(i), fmt.Sprintf("f%d.go", f)), generatedFile(rnd, i, f)); err != nil {
				return err
			}
		}
	}
	return nil
}

// generatedDir spreads packages over directories of fifty.
func generatedDir(i int) string { return fmt.Sprintf("d%d/p%d", i/50, i) }

func generatedFile(rnd *rand.Rand, i, f int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package p%d\n\nimport (\n\t\"fmt\"\n", i)
	var used []int
	if f == 0 {
		if i%10 == 0 {
			b.WriteString("\t\"net/http\"\n")
		}
		for range min(i, 1+rnd.IntN(4)) {
			if j := rnd.IntN(i); len(used) == 0 || used[len(used)-1] != j {
				used = append(used, j)
			}
		}
		used = unique(used)
		for _, j := range used {
			fmt.Fprintf(&b, "\t%q\n", "example.com/generated/"+generatedDir(j))
		}
	}
	b.WriteString(")\n\n")
	for k := range 20 {
		fmt.Fprintf(&b, "// T%d_%d is a type.\ntype T%d_%d struct {\n\tName string `json:\"name\"`\n\tSize int\n}\n\n", f, k, f, k)
		fmt.Fprintf(&b, "// Do%d_%d does something.\nfunc Do%d_%d(t *T%d_%d, list []string) (string, error) {\n", f, k, f, k, f, k)
		fmt.Fprintf(&b, "\tfor i, s := range list {\n\t\tif s == t.Name && i > %d {\n\t\t\treturn \"\", fmt.Errorf(\"bad name: %%s at %%d\", s, i)\n\t\t}\n\t}\n\treturn t.Name + \"-%d\", nil\n}\n\n", k, k)
	}
	for _, j := range used {
		fmt.Fprintf(&b, "var _ = p%d.T0_0{}\n", j)
	}
	if f == 0 && i%10 == 0 {
		fmt.Fprintf(&b, "\nfunc Routes(mux *http.ServeMux, h http.Handler) {\n\tmux.Handle(\"GET /v2/things%d\", h)\n}\n", i)
	}
	if f == 0 && i%20 == 0 {
		b.WriteString("\nvar RequiredScopes = []string{\"droplet:read\", \"droplet:create\", \"tag:read\"}\n")
	}
	return b.String()
}

func unique(list []int) []int {
	seen := make(map[int]bool)
	var out []int
	for _, n := range list {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

func writeText(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o666)
}
