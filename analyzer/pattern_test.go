package analyzer

import (
	"strings"
	"testing"
)

func TestWildcard(t *testing.T) {
	for _, tt := range []struct {
		pattern, text string
		want          bool
	}{
		{"a", "a", true}, {"a", "ab", false}, {"", "", true}, {"", "a", false}, {"*", "", true}, {"*", "a/b", true}, {"a*", "ab", true}, {"a*", "b", false},
		{"*b", "ab", true}, {"*b", "ba", false}, {"a*b", "ab", true}, {"a*a", "a", false}, {"a*b*c", "a-b-c", true}, {"a*b*c", "acb", false}, {"*b*", "abc", true},
		{"*b*", "ac", false}, {"a*bc*c", "abc", false}, {"a**b", "ab", true}, {"x*b*c", "a-b-c", false},
		{strings.Repeat("*a", 1<<19), strings.Repeat("a", 1<<19) + "b", false}, // in no time
	} {
		if got := newWildcard(tt.pattern).matches(tt.text); got != tt.want {
			t.Errorf("%.20q matches %.20q: %t", tt.pattern, tt.text, got)
		}
	}
}
