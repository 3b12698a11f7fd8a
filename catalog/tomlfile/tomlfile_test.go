package tomlfile_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/catalog/tomlfile"
)

type doc struct {
	Name  string            `toml:"name"`
	Words map[string]string `toml:"words"`
	Rules []rule            `toml:"rule"`

	Strict bool `toml:"strict"`
}

type rule struct {
	ID    string   `toml:"id"`
	Paths []string `toml:"paths"`
}

func TestPositions(t *testing.T) {
	text := "# name = \"x\"\nname = \"a\"\r\n[words]\r\n'a:b' = \"1\"\n\"c.d\" = \"2\"\n" +
		"[[rule]]\nid = \"x\"\n[[rule]]\npaths = [\n  \"id = 3\",\n]\nid = \"y\"\n"
	var d doc
	f, err := tomlfile.Decode("d.toml", []byte("\ufeff"+text), &d)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		key       toml.Key
		nth       int
		line, col int
		text      string
	}{
		{toml.Key{"name"}, 0, 2, 1, "name = \"a\"\r"},
		{toml.Key{"words", "a:b"}, 0, 4, 1, "'a:b' = \"1\""},
		{toml.Key{"words", "c.d"}, 0, 5, 1, "\"c.d\" = \"2\""},
		{toml.Key{"rule", "id"}, 0, 7, 1, "id = \"x\""},
		{toml.Key{"rule"}, 1, 8, 3, "[[rule]]"},
		{toml.Key{"rule", "id"}, 1, 12, 1, "id = \"y\""},
		{toml.Key{"nowhere"}, 0, 1, 1, "# name = \"x\""},
	} {
		e := f.Errorf(tt.key, tt.nth, "wrong")
		if e.Line != tt.line || e.Col != tt.col || e.Text != tt.text {
			t.Errorf("%v %d: %d:%d %q, want %d:%d %q", tt.key, tt.nth, e.Line, e.Col, e.Text, tt.line, tt.col, tt.text)
		}
	}
	if got := f.Under("words"); strings.Join(got, " ") != "a:b c.d" {
		t.Errorf("Under(words) = %q", got)
	}
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"nam = 1\n", "d.toml:1:1: unknown key \"nam\": did you mean \"name\"?\n\tnam = 1"},
		{"[[rule]]\nids = 1\n", `d.toml:2:1: unknown key "rule.ids": did you mean "id"?`},
		{"[[rule]]\nzzz = 1\n", `d.toml:2:1: unknown key "rule.zzz": the keys here are id, paths`},
		{"name = 1\n", "d.toml:1:1: name: wrong type: this is of type integer, wanted is string\n\tname = 1"},
		{"strict = \"yes\"\n", "d.toml:1:1: strict: wrong type: this is of type string, wanted is boolean\n"},
		{"\xff\xfe", "d.toml:1:1: this is not UTF-8: save the file as UTF-8"},
		{"# \ufffd\nname = \"\xe9\"\n", "d.toml:2:9: this is not UTF-8"},
		{"name = \"a\"\nname = \"b\"\n", "d.toml:2:"},
		{"\nname = \n", "d.toml:2:8: "},
		{"name = \"a", "d.toml:1:"},
		{"name = " + strings.Repeat("[", 1<<20), "d.toml:1:108: brackets or dotted keys are nested more than 100 deep here"},
		{"\nname = " + strings.Repeat("{a = ", 1<<18), "d.toml:2:508: brackets or dotted keys are nested"},
		{"a" + strings.Repeat(" . a", 1<<18) + " = 1\n", "d.toml:1:403: brackets or dotted keys are nested"},
		{"[a" + strings.Repeat(".\"a]\"", 1<<18) + "]\n", "nested more than 100 deep"},
		{"nam = \"" + strings.Repeat("a", 1<<20) + "\"\n", "did you mean \"name\"?\n\tnam = \"aaaaaaaa"},
		{"name = \"" + strings.Repeat("a", 1<<20) + "\n", "aaaaa"},
	} {
		var d doc
		_, err := tomlfile.Decode("d.toml", []byte(tt.text), &d)
		var e *tomlfile.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Decode(%.200q): %.500v\nwant: %s", tt.text, err, tt.want)
		}
	}
}

// What is not nested is not taken for it.
func TestDepth(t *testing.T) {
	deep := strings.Repeat("[.", 200)
	for _, text := range []string{
		"# " + deep + "\nname = \"" + deep + "\"\n", "name = '" + deep + "'\n", "name = \"\\\"" + deep + "\"\n",
		"name = '" + "''\n'" + deep + "'" + "''\n", "name = \"\"\"\n\"\"\\\"" + deep + "\"\"\"\n",
		strings.Repeat("[[rule]]\nid = \"a.b\"\n", 200), "[words]\n" + strings.Repeat("# '\n", 200),
	} {
		var d doc
		if _, err := tomlfile.Decode("d.toml", []byte(text), &d); err != nil {
			t.Errorf("Decode(%.60q): %v", text, err)
		}
	}
}

// What is wrong in many places of a large file is told in no time.
func TestManyMistakes(t *testing.T) {
	for _, form := range []string{"key%d = 1\n", "[\"key%d\\u0041\"]\n", "a%d.b.c.d = 1\n", "[[rule]]\nids%d = 1\n"} {
		var b strings.Builder
		for i := 0; b.Len() < 1<<17; i++ {
			fmt.Fprintf(&b, form, i)
		}
		var d doc
		_, err := tomlfile.Decode("d.toml", []byte(b.String()), &d)
		if n := strings.Count(err.Error(), "unknown key"); n < 1000 {
			t.Errorf("%s: %d mistakes", form, n)
		}
	}
}

// Every error has a position in the text.
func FuzzDecode(f *testing.F) {
	f.Add("name = \"a\"\n[words]\n'a' = \"b\"\n[[rule]]\nid = \"x\"\n")
	f.Add("\v")
	f.Add("rule = 1\nwords.a = 2\n")
	f.Fuzz(func(t *testing.T, text string) {
		var d doc
		_, err := tomlfile.Decode("d.toml", []byte(text), &d)
		if err == nil {
			return
		}
		var e *tomlfile.Error
		if !errors.As(err, &e) || e.Line < 1 || e.Col < 1 || e.Line > strings.Count(text, "\n")+1 {
			t.Errorf("Decode(%q): %v", text, err)
		}
	})
}
