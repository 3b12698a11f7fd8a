package main

import (
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// compareDrivers runs a scopelint binary on its own and under go vet in each
// directory, and prints the findings that only one of the two has.
func compareDrivers(w io.Writer, args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: measure same SCOPELINT DIR…")
	}
	tool, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	different := 0
	for _, dir := range args[1:] {
		alone := findings(dir, tool, "-quiet", "./...")
		vet := findings(dir, "go", "vet", "-vettool="+tool, "./...")
		fmt.Fprintf(w, "%s: %d findings standalone, %d under go vet\n", dir, len(alone), len(vet))
		for _, f := range alone {
			if !slices.Contains(vet, f) {
				fmt.Fprintln(w, "\tonly standalone:", f)
				different++
			}
		}
		for _, f := range vet {
			if !slices.Contains(alone, f) {
				fmt.Fprintln(w, "\tonly under go vet:", f)
				different++
			}
		}
	}
	if different > 0 {
		return fmt.Errorf("%d findings differ", different)
	}
	return nil
}

// ours matches a finding in the output of either driver.
var ours = regexp.MustCompile(`^(?:\./)?(\S+\.go:\d+:\d+): (.* \[[a-z-]+\])$`)

func findings(dir, name string, args ...string) []string {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, _ := cmd.CombinedOutput() // the status tells of findings too
	var list []string
	for line := range bytes.Lines(out) {
		m := ours.FindSubmatch(bytes.TrimSpace(line))
		if m == nil {
			continue
		}
		list = append(list, strings.TrimPrefix(string(m[1]), dir+"/")+": "+string(m[2]))
	}
	slices.Sort(list)
	return slices.Compact(list)
}
