package shape_test

import (
	"testing"

	"github.com/scopelint/scopelint/analyzer/shape"
)

// TestSilent: what is common in code that has nothing to do with scopes is
// silent. That whatever matters is not is what the analyzer's tests are about.
func TestSilent(t *testing.T) {
	for text, want := range map[string]bool{
		`Image: latest`:                      true,
		"case image:\n\treturn read":         true,
		`x := y`:                             true,
		`"http://image:8080"`:                false,
		`strings.Split(s, ":")`:              true,
		`host + ":8080"`:                     true,
		`Tag: read`:                          false,
		"//scopelint:ignore unknown-scope x": false,
		`const Tag = "tag"`:                  true, // a part of a scope elsewhere, at most
	} {
		if got := shape.Silent([]byte(text)); got != want {
			t.Errorf("%s: silent: %t", text, got)
		}
	}
}
