package near_test

import (
	"slices"
	"testing"

	"github.com/scopelint/scopelint/catalog/near"
)

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "read", 4},
		{"read", "read", 0},
		{"raed", "read", 1}, // swap
		{"rea", "read", 1},  // omission
		{"reead", "read", 1},
		{"resd", "read", 1},
		{"droplets", "droplet", 1},
		{"delete", "create", 4},
	} {
		if got := near.Distance(tt.a, tt.b); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := near.Distance(tt.b, tt.a); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d (not symmetric)", tt.b, tt.a, got, tt.want)
		}
	}
}

func TestBest(t *testing.T) {
	words := []string{"catalogs", "rules", "scopes", "exclude", "app", "api"}
	for _, tt := range []struct {
		word, want string
		ok         bool
	}{
		{"catlogs", "catalogs", true},
		{"rule", "rules", true},
		{"exlcude", "exclude", true},
		{"ap", "", false},  // too short to tell
		{"apt", "", false}, // a tie: app, api
		{"unrelated", "", false},
	} {
		got, ok := near.Best(tt.word, words)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("Best(%q) = %q, %t, want %q, %t", tt.word, got, ok, tt.want, tt.ok)
		}
	}
}

// TestDistanceLimit: a limit changes nothing below it.
func TestDistanceLimit(t *testing.T) {
	words := []string{""}
	for range 4 {
		for _, w := range words {
			for _, letter := range "abc" {
				words = append(words, w+string(letter))
			}
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	for _, a := range words[:min(len(words), 80)] {
		for _, b := range words {
			whole := near.Distance(a, b)
			for limit := range 6 {
				if got, want := near.Within(a, b, limit), min(whole, limit+1); got != want {
					t.Fatalf("of %q and %q within %d: %d, not %d", a, b, limit, got, want)
				}
			}
		}
	}
}
