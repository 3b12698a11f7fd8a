package lsp

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestPositions(t *testing.T) {
	const content = "a😀ü\r\n\nlast"
	for _, tt := range []struct {
		encoding        string
		line, character uint32
		offset          int
	}{
		{utf16Encoding, 0, 0, 0}, {utf16Encoding, 0, 1, 1}, {utf16Encoding, 0, 3, 5}, {utf16Encoding, 0, 4, 7}, {utf16Encoding, 0, 99, 7},
		{utf16Encoding, 1, 0, 9}, {utf16Encoding, 2, 4, 14},
		{utf8Encoding, 0, 5, 5}, {utf8Encoding, 0, 7, 7}, {utf8Encoding, 2, 1, 11},
	} {
		text := newText(content, tt.encoding)
		got, err := text.offset(position{tt.line, tt.character})
		if err != nil || got != tt.offset {
			t.Errorf("%s %d:%d is byte %d, %v, want %d", tt.encoding, tt.line, tt.character, got, err, tt.offset)
		}
		if back := text.position(tt.offset); tt.character < 99 && back != (position{tt.line, tt.character}) {
			t.Errorf("%s byte %d is %v, want %d:%d", tt.encoding, tt.offset, back, tt.line, tt.character)
		}
	}
	if _, err := newText(content, utf16Encoding).offset(position{3, 0}); err == nil {
		t.Error("a line that is not there is no error")
	}
}

// FuzzApply holds a change in positions against the same change in bytes.
func FuzzApply(f *testing.F) {
	f.Add("a😀\r\nb", 1, 5, "x\n", true)
	f.Add("", 0, 0, "", false)
	f.Fuzz(func(t *testing.T, content string, from, to int, with string, wide bool) {
		if !utf8.ValidString(content) || !utf8.ValidString(with) || strings.Contains(content, "\r") || from < 0 || to < from || to > len(content) {
			return
		}
		if !utf8.ValidString(content[:from]) || !utf8.ValidString(content[:to]) {
			return // within a character
		}
		encoding, length := utf8Encoding, func(s string) int { return len(s) }
		if wide {
			encoding, length = utf16Encoding, func(s string) int { return len(utf16.Encode([]rune(s))) }
		}
		at := func(n int) position {
			line := content[strings.LastIndex(content[:n], "\n")+1 : n]
			return position{uint32(strings.Count(content[:n], "\n")), uint32(length(line))}
		}
		d := &document{text: content}
		got, err := d.apply([]contentChange{{&textRange{at(from), at(to)}, with}}, encoding)
		if want := content[:from] + with + content[to:]; err != nil || got != want {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	})
}

func TestMove(t *testing.T) {
	at := func(line uint32) textRange { return textRange{position{line, 1}, position{line, 2}} }
	from := newText("one\ntwo\nthree\nfour\n", utf8Encoding)
	for _, tt := range []struct {
		to   string
		line uint32
		want uint32
		ok   bool
	}{
		{"one\ntwo\nthree\nfour\n", 2, 2, true},
		{"new\none\ntwo\nthree\nfour\n", 2, 3, true},
		{"one\nthree\nfour\n", 2, 1, true},
		{"one\nthree\nfour\n", 0, 0, true},
		{"one\ntwo\nthr\nfour\n", 2, 0, false},
		{"one\ntwo\nthr\nfour\n", 3, 3, true},
		{"", 3, 0, false},
	} {
		got, ok := move(at(tt.line), from, newText(tt.to, utf8Encoding))
		if ok != tt.ok || ok && got != at(tt.want) {
			t.Errorf("line %d in %q: %v %v, want line %d %v", tt.line, tt.to, got, ok, tt.want, tt.ok)
		}
	}
}

func TestURI(t *testing.T) {
	for _, file := range []string{"/a b/ü.go", "/a%2Fb/c.go", "/x/#?.go"} {
		if got, err := fileOf(uriOf(file)); got != file || err != nil {
			t.Errorf("%s: %s is %s, %v", file, uriOf(file), got, err)
		}
	}
	if got, err := fileOf("file:///a/%C3%BC/../b.go"); got != "/a/b.go" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}
