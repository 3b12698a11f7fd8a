package lsp

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/scopelint/scopelint/catalog/regular"
)

// A document is a buffer of the editor. Its text is never changed in place.
type document struct {
	file    string
	uri     string // as the editor writes it
	version int32
	text    string
}

// The encodings of positions, which count a line's characters.
const (
	utf8Encoding  = "utf-8"
	utf16Encoding = "utf-16"
)

// A text is the content of a file in which positions are looked up.
type text struct {
	content  string
	encoding string
	lines    []int // the offset of each line's start
}

func newText(content, encoding string) *text {
	t := &text{content: content, encoding: encoding, lines: []int{0}}
	for i := range len(content) {
		if content[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// line is a line without its end. Lines are counted from 0.
func (t *text) line(n int) string {
	end := len(t.content)
	if n+1 < len(t.lines) {
		end = t.lines[n+1] - 1
	}
	return strings.TrimSuffix(t.content[t.lines[n]:end], "\r")
}

// offset is the byte at which a position stands. A character behind the end of
// its line means that end; a line that is not there is an error.
func (t *text) offset(p position) (int, error) {
	if int(p.Line) >= len(t.lines) {
		return 0, fmt.Errorf("there is no line %d: the text has %d", p.Line, len(t.lines))
	}
	line, n := t.line(int(p.Line)), 0
	for i, r := range line {
		if n >= int(p.Character) {
			return t.lines[p.Line] + i, nil
		}
		n += t.width(r, line[i:])
	}
	return t.lines[p.Line] + len(line), nil
}

// width is how many characters a rune counts, which stands in front of a line's
// rest.
func (t *text) width(r rune, rest string) int {
	if t.encoding == utf8Encoding {
		_, size := utf8.DecodeRuneInString(rest)
		return size
	}
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// at is the position of a byte column of a line, both counted from 1. What is
// not in the text is brought into it.
func (t *text) at(line, column int) position {
	line = min(max(line, 1), len(t.lines)) - 1
	rest := t.line(line)
	rest = rest[:min(max(column, 1)-1, len(rest))]
	n := 0
	for i, r := range rest {
		n += t.width(r, rest[i:])
	}
	return position{uint32(line), uint32(n)}
}

// position is where a byte of the text stands.
func (t *text) position(offset int) position {
	line := 0
	for line+1 < len(t.lines) && t.lines[line+1] <= offset {
		line++
	}
	return t.at(line+1, offset-t.lines[line]+1)
}

// span is the range between two bytes of the text.
func (t *text) span(from, to int) textRange { return textRange{t.position(from), t.position(to)} }

// apply makes changes to a document, one after another.
func (d *document) apply(changes []contentChange, encoding string) (string, error) {
	content := d.text
	for _, c := range changes {
		if c.Range == nil {
			content = c.Text
			continue
		}
		t := newText(content, encoding)
		from, err := t.offset(c.Range.Start)
		if err != nil {
			return "", err
		}
		to, err := t.offset(c.Range.End)
		if err != nil {
			return "", err
		}
		if to < from {
			return "", errors.New("the range ends in front of its start")
		}
		content = content[:from] + c.Text + content[to:]
	}
	return content, nil
}

// A view is the files as the editor has them at one moment.
type view struct {
	number    int                  // later views have higher ones
	documents map[string]*document // by file
	encoding  string
	texts     sync.Map // by file, as they were when first asked for
}

// overlay has the buffers that differ from their files.
func (v *view) overlay() map[string][]byte {
	overlay := make(map[string][]byte)
	for file, d := range v.documents {
		if data, err := regular.ReadFile(file); err != nil || string(data) != d.text {
			overlay[file] = []byte(d.text)
		}
	}
	return overlay
}

// text returns the text of a file. It is empty for one that cannot be read.
func (v *view) text(file string) *text {
	t, ok := v.texts.Load(file)
	if !ok {
		t, _ = v.texts.LoadOrStore(file, v.readText(file))
	}
	return t.(*text)
}

func (v *view) readText(file string) *text {
	if d := v.documents[file]; d != nil {
		return newText(d.text, v.encoding)
	}
	data, err := regular.ReadFile(file)
	if err != nil {
		data = nil
	}
	return newText(string(data), v.encoding)
}

func (v *view) clone() *view {
	return &view{number: v.number + 1, documents: maps.Clone(v.documents), encoding: v.encoding}
}

// uri is how the editor calls a file.
func (v *view) uri(file string) string {
	if d := v.documents[file]; d != nil {
		return d.uri
	}
	return uriOf(file)
}

// fileOf is the file that a URI means.
func fileOf(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil {
		return "", err
	}
	if u.Scheme != "file" || u.Path == "" {
		return "", fmt.Errorf("%s is no file", uri)
	}
	path := u.Path
	if runtime.GOOS == "windows" {
		path = strings.TrimPrefix(path, "/")
	}
	return filepath.Clean(filepath.FromSlash(path)), nil
}

func uriOf(file string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
