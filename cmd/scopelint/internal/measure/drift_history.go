package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// A history is what happens to a directory that is empty at first.
type history []step

// A step is an edit, and the run behind it.
type step struct {
	what  string
	files map[string]version
	by    writing
	cache cacheState
	run   lintRun

	source, vet   bool // it is held against types from source, and against go vet
	routes, needs bool // these commands are held against what they say without what they remember
}

// A writing is how files are changed.
type writing string

const (
	inPlace    writing = ""
	byRenaming writing = "by renaming" // as editors do
	byCheckout writing = "by a checkout"
)

// A version of a file.
type version struct {
	text string
	gone bool
	at   time.Time // of the last change; zero for the moment in which it is written
}

// A lintRun is how packages are linted.
type lintRun struct {
	dir      string
	flags    []string
	patterns []string
}

func (r lintRun) String() string {
	return fmt.Sprintf("in ./%s: scopelint %s", r.dir, strings.Join(slices.Concat(r.flags, r.patterns), " "))
}

func (h history) print(w io.Writer) {
	for i, s := range h {
		fmt.Fprintf(w, "== step %d: %s; %s\n", i, strings.Join(slices.DeleteFunc([]string{s.what, string(s.by), string(s.cache)}, func(s string) bool { return s == "" }), ", "), s.run)
		for _, name := range slices.Sorted(maps.Keys(s.files)) {
			switch v := s.files[name]; {
			case v.gone:
				fmt.Fprintf(w, "-- %s is gone\n", name)
			case v.at.IsZero():
				fmt.Fprintf(w, "-- %s --\n%s", name, v.text)
			default:
				fmt.Fprintf(w, "-- %s, of %s --\n%s", name, v.at.Format(time.StampNano), v.text)
			}
		}
	}
}

// replay reports whether a history ends with a difference of some kind.
func (b *driftBench) replay(h history, way string) (*difference, error) {
	if err := b.start(way == withVet); err != nil {
		return nil, err
	}
	var last *difference
	for i, s := range h {
		err := b.write(s)
		if err != nil {
			return nil, err
		}
		if i == len(h)-1 {
			s.source, s.vet = way == withSource, way == withVet
			if last, err = b.compare(s); err != nil {
				return nil, err
			}
			break
		}
		switch {
		case way == withVet && s.vet:
			b.vet(s.run)
		case way == withIndex:
			err = b.remember(s)
		}
		if err != nil {
			return nil, err
		}
	}
	if last != nil && last.way != way {
		last = nil
	}
	return last, nil
}

// shorten leaves out what a difference does not need: steps, files, and
// paragraphs of files. That ends after a while.
func (b *driftBench) shorten(h history, d *difference) (history, *difference, error) {
	end := time.Now().Add(2 * time.Minute)
	attempt := func(shorter history) bool {
		if time.Now().After(end) {
			return false
		}
		got, err := b.replay(shorter, d.way)
		if err != nil || got == nil {
			return false
		}
		h, d = shorter, got
		return true
	}
	if !attempt(h) {
		return h, &difference{d.way, d.text + "\n(not seen again when the history is replayed)"}, nil
	}
	for size := len(h) - 1; size > 0; size /= 2 {
		for from := 0; from+size < len(h); {
			if !attempt(h.squash(from, from+size)) {
				from += size
			}
		}
	}
	for size := 64; size > 0; size /= 2 {
		for from := 0; ; {
			shorter, ok := h.without(from, size)
			if !ok {
				break
			}
			if !attempt(shorter) {
				from += size
			}
		}
	}
	return h, d, nil
}

// squash makes the steps from one to before another part of the latter.
func (h history) squash(from, to int) history {
	into := h[to]
	into.files = make(map[string]version)
	for _, s := range h[from : to+1] {
		maps.Copy(into.files, s.files)
	}
	return slices.Concat(h[:from], history{into}, h[to+1:])
}

// without leaves out some paragraphs of files, counted over the whole history; a
// file without any is not written. It is not ok if there are none from there.
func (h history) without(from, size int) (shorter history, ok bool) {
	at := 0
	for _, s := range h {
		files := make(map[string]version)
		for _, name := range slices.Sorted(maps.Keys(s.files)) {
			v := s.files[name]
			var kept []string
			for _, part := range strings.SplitAfter(v.text, "\n\n") {
				if at < from || at >= from+size {
					kept = append(kept, part)
				}
				at++
			}
			if v.text = strings.Join(kept, ""); len(kept) > 0 {
				files[name] = v
			}
		}
		s.files = files
		shorter = append(shorter, s)
	}
	return shorter, from < at
}
