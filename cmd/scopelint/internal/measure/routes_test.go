package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer"
)

// What was read by hand has forty routes a service, and a configuration beside.
func TestSamples(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..", filepath.FromSlash(services))
	files, err := filepath.Glob(filepath.Join(root, "*.tsv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sample, err := readSample(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if len(sample) != 40 {
			t.Errorf("%s: %d routes, want 40", file, len(sample))
		}
		config := filepath.Join(strings.TrimSuffix(file, ".tsv"), "scopelint.toml")
		if _, err := analyzer.LoadConfig(config); err != nil {
			t.Error(err)
		}
	}
}

func TestReadSample(t *testing.T) {
	for _, row := range []string{"GET\t/a\tx.go:1\tguarded", "GET\t/a\tx.go:1\topen\ta:read", "GET\t/a\tx.go:1\tpublic"} {
		if _, err := readSample([]byte("method\tpath\n" + row + "\n")); err == nil {
			t.Errorf("%q is taken", row)
		}
	}
}

func TestCompareRoutes(t *testing.T) {
	sample := []sampleRoute{
		{"GET", "/v1/a", "x.go:1", "guarded", "a:read|b:read"},
		{"GET", "/v1/b", "x.go:2", "guarded", "b:read"},
		{"PUT", "/v1/b", "x.go:3", "check", ""},
		{"GET", "/v1/c", "x.go:4", "open", ""},
		{"GET", "/v1/d", "x.go:6", "guarded", "d:read+e:read"},
		{"GET", "/v1/e", "x.go:9", "guarded", "e:read"},
	}
	found := []foundRoute{
		{Method: "GET", Path: "/v1/z", State: "unproven", Location: span{"x.go", 1, 1}},
		{Method: "GET", Path: "/v1/a", State: "guarded", Scopes: []string{"b:read", "a:read"}, Location: span{"x.go", 1, 1}, Guards: []guard{{"any"}}},
		{Method: "GET", Path: "/b", State: "unproven", Location: span{"x.go", 2, 2}},
		{Method: "PUT", Path: "/v1/b", State: "unguarded", Location: span{"x.go", 3, 3}},
		{Method: "GET", Path: "/v1/c", State: "unguarded", Location: span{"x.go", 4, 4}},
		{Method: "GET", Path: "/v1/d", State: "guarded", Scopes: []string{"d:read", "e:read"}, Location: span{"x.go", 5, 7}, Guards: []guard{{"any"}}},
	}
	findings := []routeFinding{
		{"unguarded-route", "no guard", span{"x.go", 3, 3}},
		{"unguarded-route", "no guard", span{"x.go", 4, 4}},
		{"mismatched-route", "contradicts", span{"x.go", 5, 7}},
	}
	got := compareRoutes(sample, found, findings)
	want := &routeScore{
		sample: 6, found: 5, paths: 4, guarded: 4, named: 2, scopes: 1, agreed: 4, falseUnguarded: 1, falseMismatched: 1,
		misses: []string{
			`x.go:2: GET /v1/b: listed as "/b"; unproven, and a reader says guarded`,
			`x.go:3: PUT /v1/b: no guard`,
			`x.go:6: GET /v1/d: asks for ["d:read" "e:read"], and a reader says "d:read+e:read"; contradicts`,
			`x.go:9: GET /v1/e: not listed`,
		},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(routeScore{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
