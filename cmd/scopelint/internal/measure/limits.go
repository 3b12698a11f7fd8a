package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// What any command may take for any input of inputSize bytes.
const (
	inputSize = 1 << 20
	maxCPU    = 10 * time.Second
	maxPeak   = 1 << 30
)

// bounded keeps a run from taking what the machine has.
const bounded = `ulimit -t 20 && ulimit -v 8388608 && exec "$@"`

// A shape is an input made to be costly: a module with a large file.
type shape struct {
	name  string
	files map[string]string
	runs  []string // the commands, with blanks between their arguments
	stdin string
}

// measureLimits runs commands on inputs of a megabyte that are made to be
// costly, and fails if one takes too much, panics, or is ended by the system.
//
//	measure limits SCOPELINT [NAME…]
//
// With names, only the shapes that contain one of them are tried.
func measureLimits(w io.Writer, args []string) error {
	if len(args) == 0 {
		return errors.New("usage: measure limits SCOPELINT [NAME…]")
	}
	tool, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "| input | command | CPU s | peak MB | status |\n|---|---|---:|---:|---|")
	tried, failed := 0, 0
	var errs error
	try := func(s shape) {
		if len(args) > 1 && !slices.ContainsFunc(args[1:], func(name string) bool { return strings.Contains(s.name, name) }) {
			return
		}
		debug.FreeOSMemory() // the peak of a process counts from that of the one which starts it
		for _, command := range s.runs {
			row, err := s.run(tool, command)
			errs = errors.Join(errs, err)
			tried++
			if row.fault() != "" {
				failed++
			}
			fmt.Fprintf(w, "| %s | %s | %.2f | %d | %s |\n", s.name, command, row.cpu.Seconds(), row.peak>>20, row)
		}
	}
	for _, shapes := range []func(try func(shape)){goShapes, tomlShapes, moduleShapes, specShapes, editorShapes} {
		shapes(try)
	}
	fmt.Fprintf(w, "%d runs, %d beyond the limits\n", tried, failed)
	if failed > 0 {
		errs = errors.Join(errs, errors.New("beyond the limits"))
	}
	return errs
}

// A limitRow is what a run took.
type limitRow struct {
	cpu    time.Duration
	peak   int64
	status int
	said   string
}

func (r limitRow) String() string {
	if fault := r.fault(); fault != "" {
		return fmt.Sprintf("%d **%s**", r.status, fault)
	}
	return fmt.Sprint(r.status)
}

// fault says what a run has done that it must not, or "".
func (r limitRow) fault() string {
	var list []string
	if r.cpu > maxCPU {
		list = append(list, "CPU")
	}
	if r.peak > maxPeak {
		list = append(list, "memory")
	}
	if i := strings.Index(r.said, "\ngoroutine "); i >= 0 || r.status < 0 || r.status > 2 {
		first, _, _ := strings.Cut(strings.TrimSpace(r.said[max(i-200, 0):]), "\n")
		list = append(list, "crash: "+first[:min(len(first), 200)])
	}
	return strings.Join(list, ", ")
}

// run runs one command in a directory of its own.
func (s shape) run(tool, command string) (row limitRow, err error) {
	dir, err := os.MkdirTemp("", "scopelint-limits")
	if err != nil {
		return row, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if err := writeText(filepath.Join(dir, "w", name), s.files[name]); err != nil {
			return row, err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*maxCPU)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", bounded, "sh", tool}, strings.Fields(command)...)...)
	cmd.Dir = filepath.Join(dir, "w")
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, "cache"), "GOPROXY=off", "GOFLAGS=-mod=mod", "GOWORK=")
	cmd.Stdin = strings.NewReader(s.stdin)
	var out tail
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); cmd.ProcessState == nil {
		return row, err
	}
	state := cmd.ProcessState
	return limitRow{state.UserTime() + state.SystemTime(), peak(state), state.ExitCode(), string(out)}, nil
}

// A tail keeps the first of what is written to it.
type tail []byte

func (t *tail) Write(p []byte) (int, error) {
	*t = append(*t, p[:min(len(p), max(inputSize-len(*t), 0))]...)
	return len(p), nil
}
