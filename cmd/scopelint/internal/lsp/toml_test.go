package lsp

import (
	"slices"
	"strings"
	"testing"
)

// where makes a cursor of a text that has a bar at its place.
func where(text string) cursor {
	at := strings.IndexByte(text, '|')
	content := text[:at] + text[at+1:]
	return cursor{text: newText(content, utf8Encoding), offset: at}
}

func TestPlace(t *testing.T) {
	for _, tt := range []struct {
		text   string
		table  string
		key    string
		quoted bool
	}{
		{"|", "", "", false},
		{"[rules]\nunk|", "rules", "", false},
		{"[rules]\nunknown-scope = \"|\"", "rules", "unknown-scope", true},
		{"[scopes]\nallow = [\"a:b\", \"|", "scopes", "allow", true},
		{"[scopes]\nallow = [\n  \"a:b\",\n  \"x|\"\n]", "scopes", "allow", true},
		{"[scopes]\nallow = [\n  \"a:b\",\n]\n|", "scopes", "", false},
		{"[[routes.public]]\nro|", "routes.public", "", false},
		{"catalogs = [\"digitalocean\"]\n[[waiver]]\nrule = '|'", "waiver", "rule", true},
	} {
		p := where(tt.text).place()
		if got := strings.Join(p.table, "."); got != tt.table || p.key != tt.key || (p.quote >= 0) != tt.quoted {
			t.Errorf("%q: table %q, key %q, quote at %d, want %q, %q, %v", tt.text, got, p.key, p.quote, tt.table, tt.key, tt.quoted)
		}
	}
}

func TestConfigEdits(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "\n[scopes]\nallow = [\"a:b\"]\n"},
		{"strict = 1", "strict = 1\n\n[scopes]\nallow = [\"a:b\"]\n"},
		{"[scopes]\nstrict = true\n", "[scopes]\nallow = [\"a:b\"]\nstrict = true\n"},
		{"[scopes]\nallow = [\"c:d\"]\n", "[scopes]\nallow = [\"a:b\", \"c:d\"]\n"},
		{"[scopes]\nallow = []\n", "[scopes]\nallow = [\"a:b\", ]\n"},
		{"scopes = { allow = [] }\n", ""}, // which is written in another way
		{"broken", ""},
	} {
		text := newText(tt.text, utf8Encoding)
		e, ok := allowScope(text, "a:b")
		got := ""
		if at, err := text.offset(e.Range.Start); ok && err == nil {
			got = tt.text[:at] + e.NewText + tt.text[at:]
		}
		if got != tt.want {
			t.Errorf("allow a:b in %q: %q, want %q", tt.text, got, tt.want)
		}
	}
	if e, ok := addPublic(newText("[routes]\nrequire = true\n", utf8Encoding), "GET /x"); !ok || !strings.Contains(e.NewText, "route = \"GET /x\"\nreason = \"\"") {
		t.Errorf("public route: %q %v", e.NewText, ok)
	}
}

func TestLiteral(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`package p; var s = "a:|b"`, "a:b"},
		{`package p; var s = "|"`, ""},
		{"package p; var s = `a\r\n|b`", "a\r\nb"},
		{"package p; var s = \"a|\nvar t = \"b\"", "a"},
		{`package p; var s = |"a"`, "none"},
		{`package p; var s = "a"|`, "none"},
		{`package p // "|"`, "none"},
		{`package p; var s, t = "a", "x y|z"`, "x yz"},
	} {
		c := where(tt.text)
		l, ok := c.literal()
		got := "none"
		if ok {
			got = c.text.content[l.from:l.to]
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
	c := where("package p; var s = \"a:b,c:|d e:f\"")
	l, _ := c.literal()
	if from, to := c.word(l.from, l.to); c.text.content[from:to] != "c:d" {
		t.Errorf("the word is %q", c.text.content[from:to])
	}
	if !slices.Equal([]bool{resembles("droplet:read", "drd"), resembles("droplet:read", "rx")}, []bool{true, false}) {
		t.Error("resembles")
	}
}
