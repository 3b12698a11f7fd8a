package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// A peer is a program that answers another question from the same call graph.
type peer struct {
	name string
	path string
	args func(packages string) []string
}

// A cost is what one run used. The processor time is that of the process and of
// all that it started, the memory that of the largest process.
type cost struct {
	cpu float64 // seconds
	mem float64 // bytes
}

// measureNeedsCost runs "scopelint needs", govulncheck with an empty database and
// capslock by turns on each program NAME=DIR, and prints what the first uses of what
// the others do; a dash in place of one of these leaves it out. Of several runs, as RUNS says, the least counts.
func measureNeedsCost(w io.Writer, args []string) error {
	const usage = "usage: measure needs-cost RUNS SCOPELINT GOVULNCHECK CAPSLOCK NAME=DIR…"
	if len(args) < 5 {
		return errors.New(usage)
	}
	times, err := strconv.Atoi(args[0])
	if err != nil || times < 1 {
		return fmt.Errorf("%q is no number of runs; %s", args[0], usage)
	}
	args = args[1:]
	all, err := readPrograms(args[3:])
	if err != nil {
		return err
	}
	db, err := emptyDatabase()
	if err != nil {
		return err
	}
	defer os.RemoveAll(db)
	peers := []peer{
		{"scopelint", args[0], nil},
		{"govulncheck", args[1], func(pkg string) []string {
			return []string{"-scan", "symbol", "-db", "file://" + filepath.ToSlash(db), pkg}
		}},
		{"capslock", args[2], func(pkg string) []string { return []string{"-packages=" + pkg, "-output=json"} }},
	}
	fmt.Fprintln(w, "| program | CPU s | ÷ govulncheck | ÷ capslock | ÷ the faster | peak MB | ÷ govulncheck | ÷ capslock |")
	fmt.Fprintln(w, "|---|---:|---:|---:|---:|---:|---:|---:|")
	for _, p := range all {
		costs, err := p.costs(times, peers)
		if err != nil {
			return err
		}
		own, vuln, caps := costs[0], costs[1], costs[2]
		faster := vuln
		if caps.cpu > 0 && (vuln.cpu == 0 || caps.cpu < vuln.cpu) {
			faster = caps
		}
		fmt.Fprintf(w, "| %s | %.1f | %s | %s | %s | %d | %s | %s |\n", p.label(),
			own.cpu, ratio(own.cpu, vuln.cpu), ratio(own.cpu, caps.cpu), ratio(own.cpu, faster.cpu),
			int(own.mem)>>20, ratio(own.mem, vuln.mem), ratio(own.mem, caps.mem))
	}
	return nil
}

// costs runs every tool by turns; the cost of one that fails is zero.
func (p realProgram) costs(times int, peers []peer) ([]cost, error) {
	runs := make([][]cost, len(peers))
	pkg := p.packages[len(p.packages)-1]
	for range times {
		for i, peer := range peers {
			if peer.path == "-" {
				continue
			}
			args := append([]string{"needs", "-no-cache"}, p.packages...)
			if peer.args != nil {
				args = peer.args(pkg)
			}
			c, err := runOnce(p.dir, peer.path, args)
			switch {
			case err != nil && peer.args == nil:
				return nil, fmt.Errorf("%s: %w", p.label(), err)
			case err != nil:
				fmt.Fprintf(os.Stderr, "measure: %s on %s: %v\n", peer.name, p.label(), err)
			default:
				runs[i] = append(runs[i], c)
			}
		}
	}
	least := make([]cost, len(peers))
	for i, list := range runs {
		for j, c := range list {
			if j == 0 || c.cpu < least[i].cpu {
				least[i].cpu = c.cpu
			}
			if j == 0 || c.mem < least[i].mem {
				least[i].mem = c.mem
			}
		}
	}
	return least, nil
}

func runOnce(dir, tool string, args []string) (cost, error) {
	path, err := filepath.Abs(tool)
	if err != nil {
		return cost{}, err
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		last := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return cost{}, fmt.Errorf("%w: %s", err, last[len(last)-1])
	}
	state := cmd.ProcessState
	return cost{cpu: (state.UserTime() + state.SystemTime()).Seconds(), mem: float64(peak(state))}, nil
}

// emptyDatabase makes a database of no vulnerabilities, so that nothing is
// fetched.
func emptyDatabase() (string, error) {
	dir, err := os.MkdirTemp("", "vulndb")
	if err != nil {
		return "", err
	}
	if err := os.Mkdir(filepath.Join(dir, "index"), 0o777); err != nil {
		return "", err
	}
	for name, text := range map[string]string{"db": `{"modified":"2026-01-01T00:00:00Z"}`, "modules": "[]", "vulns": "[]"} {
		if err := os.WriteFile(filepath.Join(dir, "index", name+".json"), []byte(text), 0o666); err != nil {
			return "", err
		}
	}
	return dir, nil
}
