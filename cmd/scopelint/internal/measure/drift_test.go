package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestDrift tries a few short histories. A longer hunt is
//
//	go run ./cmd/scopelint/internal/measure drift 10 100 1
func TestDrift(t *testing.T) {
	tools, err := buildTools("scopelint")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(tools)
	b, err := newDriftBench(tools)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	if err := b.useOwnModules(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	histories := 2
	if testing.Short() {
		histories = 1
	}
	if err := b.drift(&out, histories, 6, 1); err != nil {
		t.Errorf("%v\n%s", err, &out)
	}
	if b.tally.judged < b.tally.steps/2 || b.tally.found == 0 || b.tally.vetted == 0 {
		t.Errorf("hardly anything was compared: %s", &b.tally)
	}
}

// TestShorten: what a difference does not need is left out.
func TestShorten(t *testing.T) {
	file := func(text string) map[string]version { return map[string]version{"a.go": {text: text}} }
	h := history{{files: file("1\n\n2\n\n3")}, {files: file("4")}, {files: map[string]version{"b.go": {text: "5"}}}}
	squashed := h.squash(0, 1)
	if len(squashed) != 2 || squashed[0].files["a.go"].text != "4" || len(h[0].files) != 1 {
		t.Errorf("squashed: %v", squashed)
	}
	less, ok := h.without(1, 1)
	if !ok || less[0].files["a.go"].text != "1\n\n3" || less[1].files["a.go"].text != "4" {
		t.Errorf("without the second paragraph: %v", less)
	}
	less, ok = h.without(4, 8)
	if !ok || len(less[2].files) != 0 {
		t.Errorf("without the last file: %v", less)
	}
	if _, ok := h.without(5, 1); ok {
		t.Error("there is no sixth paragraph")
	}
}

// TestWorld: a world is made of packages that compile and name each other.
func TestWorld(t *testing.T) {
	b := &driftBench{}
	a, err := b.newAuthor(1)
	if err != nil {
		t.Fatal(err)
	}
	crossing := 0
	for _, text := range a.step(0).files {
		crossing += strings.Count(text.text, "import ")
	}
	if crossing < 8 {
		t.Errorf("%d imports", crossing)
	}
	for i := range 300 {
		a.step(i + 1)
	}
	if mendAll(a.world); len(a.decls()) == 0 {
		t.Error("nothing is left of the world")
	}
}
