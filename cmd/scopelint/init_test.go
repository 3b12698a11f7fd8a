package main

import (
	"strings"
	"testing"
)

// The program at the root of a module is called as the module is.
func TestWriteGrants(t *testing.T) {
	m := &moduleSurvey{module: "example.com/svc", programs: []string{".", "./cmd/worker"}}
	var b strings.Builder
	m.writeGrants(&b)
	for _, want := range []string{"API: example.com/svc, ./cmd/worker\n", "\"scopelint needs -write .\""} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in:\n%s", want, &b)
		}
	}
}
