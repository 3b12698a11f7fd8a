package main

import (
	"strings"

	"github.com/scopelint/scopelint/catalog/regular"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// shownSource is a line of source, or a part of one, to be printed: its tabs stay.
func shownSource(line string) visible.Shown {
	return visible.Shown(visible.Lines(line))
}

// sources reads lines of source files, each file once.
type sources struct {
	dir   string // that relative file names are relative to
	lines map[string][]string
}

func newSources(dir string) *sources {
	return &sources{dir: dir, lines: make(map[string][]string)}
}

// line returns a line, counted from 1, without its end; it is empty if the
// file cannot be read any more.
func (s *sources) line(file string, n int) string {
	lines, ok := s.lines[file]
	if !ok {
		if data, err := regular.ReadFile(found.Absolute(s.dir, file)); err == nil {
			lines = strings.Split(string(data), "\n")
		}
		s.lines[file] = lines
	}
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimRight(lines[n-1], "\r")
}
