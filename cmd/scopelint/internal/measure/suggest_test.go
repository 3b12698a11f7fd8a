package main

import "testing"

// Where the catalog suggests a scope, it is the right one, and never a wider
// one. "go run ./cmd/scopelint/internal/measure suggest" prints the figures.
func TestSuggestions(t *testing.T) {
	s := measureSuggestions()
	sum := s.total()
	if sum.right*100 < sum.given*95 {
		t.Errorf("%d of %d suggestions are right, want at least 95 %%", sum.right, sum.given)
	}
	for _, row := range s.rows {
		if row.wider > 0 {
			t.Errorf("%s: %d suggestions grant more than was meant: %q", row.kind, row.wider, row.wrongs)
		}
		if row.kind != "unknown action" && row.kind != "unknown resource" && row.given*2 < row.asked {
			t.Errorf("%s: only %d of %d answered", row.kind, row.given, row.asked)
		}
	}
}
