package visible_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/scopelint/scopelint/catalog/visible"
)

func TestText(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		"droplet:read, größer 中 😀":   "droplet:read, größer 中 😀",
		"a\nb\r\tc":                  `a\nb\r\tc`,
		"\x1b[31mred\x7f\x00":        `\x1b[31mred\x7f\x00`,
		"\u009b31m":                  `\u009b31m`,
		"\x9b":                       `\x9b`, // not UTF-8
		"a\u202eb\u2066c\u200f":      `a\u202eb\u2066c\u200f`,
		"\u00a0\u200b\u2060\ufeff":   `\u00a0\u200b\u2060\ufeff`,
		"\u2028\u2029\u0085\u3000":   `\u2028\u2029\u0085\u3000`,
		"\u3164\u115f\u2800\ufe0f":   `\u3164\u115f\u2800\ufe0f`,
		"\U000e0041\u00ad\u034f":     `\U000e0041\u00ad\u034f`,
		"::error::x":                 `\x3a:error::x`,
		"  \u00a0::error::x":         `  \u00a0\x3a:error::x`,
		"\n::error::x":               `\n\x3a:error::x`,
		"tag::read":                  "tag::read",
		"x ##[error]y ##vso[a.b]c #": `x \x23#[error]y \x23#vso[a.b]c #`,
		"## a ###":                   "## a ###",
		"###[group]":                 `#\x23#[group]`,
		`C:\new "x"`:                 `C:\new "x"`,
	} {
		if got := visible.Text(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestFprintf(t *testing.T) {
	var b strings.Builder
	visible.Fprintf(&b, "%s:%d: %v\n\t%s\n", "::error::", 1, errors.New("a\nb"), "c")
	if got := b.String(); got != "\\x3a:error:::1: a\\nb\n\tc\n" {
		t.Errorf("%q", got)
	}
	b.Reset()
	visible.Fprintf(&b, "%-*s|%q|%+q|%s|%d", 3, "a", "b\u200b\u3164", "ä", visible.Shown("\x1b"), 7)
	if got := b.String(); got != "a  |\"b\\u200b\\u3164\"|\"\\u00e4\"|\x1b|7" {
		t.Errorf("%q", got)
	}
	if got := visible.Lines("a\x1b\n\t::error::\n\t\u202eb"); got != "a\\x1b\n\t\\x3a:error::\n\t\\u202eb" {
		t.Errorf("%q", got)
	}
}

// Whatever a text is, nothing in it is hidden afterwards, or acts, and showing it
// once more changes nothing.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"a\n::b", " ::", "##[x]", "\u202e\xff", "\U000e0100:", "#\u200b#["} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		shown := visible.Text(s)
		hidden := func(r rune) bool {
			return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) || r != ' ' && unicode.IsSpace(r)
		}
		if strings.ContainsFunc(shown, hidden) || !utf8.ValidString(shown) {
			t.Errorf("%q: hidden characters in %q", s, shown)
		}
		if strings.HasPrefix(strings.TrimSpace(shown), "::") || strings.Contains(shown, "##[") {
			t.Errorf("%q: a command in %q", s, shown)
		}
		if again := visible.Text(shown); again != shown {
			t.Errorf("%q: %q, and then %q", s, shown, again)
		}
	})
}
