package stem_test

import (
	"testing"
	"unicode"

	"github.com/scopelint/scopelint/catalog/stem"
)

func TestSkeleton(t *testing.T) {
	for name, want := range map[string]string{
		"droplet:read":                     "droplet:read",
		" tag : read\t\r\n":                " tag : read\t\r\n",
		"tаg:rеаd":                         "tag:read", // Cyrillic
		"τag:reαd":                         "tag:read", // Greek
		"ТАG:READ":                         "TAG:READ",
		"ｔａｇ:ｒead":                         "tag:read",
		"𝐭𝒂𝗴:𝓇ead":                         "tag:read",
		"t\u200bag:\u00a0read\u2060\ufeff": "tag:read",
		"tag\u3164:\u2800read\ufe0f":       "tag:read",
		"tag\x00:\x1bread\x7f":             "tag:read",
		"tag\v:read\u0085":                 "tag:read",
		"größe:中":                          "größe:中",
		"\xff:":                            "\xff:",
		"block‑storage:read":               "block-storage:read",
	} {
		if got := string(stem.Skeleton([]byte(name))); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestHidden: what Unicode calls a control, a format character or a separator is
// hidden, and no letter, digit or sign of a keyboard is.
func TestHidden(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || unicode.Is(unicode.Zs, r) && r != ' ':
			if !stem.Hidden(r) {
				t.Errorf("%U shows", r)
			}
		case r >= ' ' && r < 0x7f || r <= 0x17f && unicode.In(r, unicode.L, unicode.N):
			if stem.Hidden(r) {
				t.Errorf("%U is hidden", r)
			}
		}
	}
}
