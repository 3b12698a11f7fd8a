// Package tomlfile reads TOML files strictly: a key that nothing reads, a value
// of the wrong type or a broken line is an error that names the file, the
// line, the column and, where one is near, the name that was meant.
package tomlfile

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/visible"
)

// An Error is a mistake in a TOML file.
type Error struct {
	File      string
	Line, Col int    // 1-based; Col counts bytes
	Text      string // the offending line
	Message   string // what is wrong and, where known, the remedy
}

func (e *Error) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %s", visible.Text(e.File), e.Line, e.Col, visible.Text(e.Message))
	if text := strings.TrimSpace(e.excerpt()); text != "" {
		s += "\n\t" + visible.Text(text)
	}
	return s
}

// excerpt is the offending line, and what is near the place of a long one.
func (e *Error) excerpt() string {
	const width = 200
	if len(e.Text) <= width {
		return e.Text
	}
	from := min(max(e.Col-width/2, 0), len(e.Text)-width)
	text := strings.ToValidUTF8(e.Text[from:from+width], "")
	if from > 0 {
		text = "… " + text
	}
	if from+width < len(e.Text) {
		text += " …"
	}
	return text
}

// A File is a decoded TOML file that still knows where its keys stand.
type File struct {
	name  string
	lines []string
	keys  []toml.Key // in the order of the file
	at    index      // of keys, once an error asks for one
}

// Decode reads data, the content of the file called name, into v, a pointer to
// a struct. Every error is an [*Error].
func Decode(name string, data []byte, v any) (*File, error) {
	text := strings.TrimPrefix(string(data), "\ufeff") // some editors leave a byte order mark
	f := &File{name: name, lines: strings.Split(text, "\n")}
	if i := notUTF8(text); i >= 0 { // the TOML package skips the mark of UTF-16
		return nil, f.errorAt(f.positionAt(i), "this is not UTF-8: save the file as UTF-8")
	}
	if i := tooDeep(text); i >= 0 {
		return nil, f.errorAt(f.positionAt(i), fmt.Sprintf("brackets or dotted keys are nested more than %d deep here", maxDepth))
	}
	md, err := toml.Decode(text, v)
	if err != nil {
		return nil, f.decodeError(err)
	}
	f.keys = md.Keys()
	if err := f.unknownKeys(md.Undecoded(), reflect.TypeOf(v)); err != nil {
		return nil, err
	}
	return f, nil
}

// unknownKeys tells of the keys that a type does not have, each once: not of
// what stands below one.
func (f *File) unknownKeys(unknown []toml.Key, t reflect.Type) error {
	var errs []error
	nth := make(map[string]int)
	all := make(map[string]bool)
	for _, key := range unknown {
		all[key.String()] = true
	}
	for _, key := range unknown {
		if isBelow(key, all) {
			continue
		}
		msg := fmt.Sprintf("unknown key %q", key.String())
		if known := keysOf(t, key[:len(key)-1]); len(known) > 0 {
			if n, ok := near.Best(key[len(key)-1], known); ok {
				msg += fmt.Sprintf(": did you mean %q?", n)
			} else {
				msg += ": the keys here are " + strings.Join(known, ", ")
			}
		}
		errs = append(errs, f.Errorf(key, nth[key.String()], "%s", msg))
		nth[key.String()]++
	}
	return errors.Join(errs...)
}

// isBelow reports whether one of the keys begins another.
func isBelow(key toml.Key, keys map[string]bool) bool {
	for n := 1; n < len(key); n++ {
		if keys[key[:n].String()] {
			return true
		}
	}
	return false
}

// notUTF8 is the first byte of a text that is not UTF-8, or -1.
func notUTF8(text string) int {
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)) {
			return i
		}
	}
	return -1
}

// Errorf makes an error that stands at the nth (from 0) occurrence of key; a
// key occurs more than once in an array of tables.
func (f *File) Errorf(key toml.Key, nth int, format string, args ...any) *Error {
	if f.at == nil {
		f.at = f.locate()
	}
	return f.errorAt(f.at.find(key, nth), fmt.Sprintf(format, args...))
}

// Line returns the 1-based line of key, for messages that name a second place.
func (f *File) Line(key toml.Key) int { return f.NthLine(key, 0) }

// NthLine is the line of the nth value of a key that an array of tables has in
// each.
func (f *File) NthLine(key toml.Key, nth int) int { return f.Errorf(key, nth, "").Line }

func (f *File) errorAt(pos position, msg string) *Error {
	e := &Error{File: f.name, Line: pos.line, Col: pos.col, Message: msg}
	if pos.line >= 1 && pos.line <= len(f.lines) {
		e.Text = f.lines[pos.line-1]
	}
	return e
}

// typeError is how the TOML package words a value of the wrong type, the one
// kind of error that it does not return as a ParseError.
var typeError = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^toml: line (\d+) \(last key "(.*)"\): (?s:(.*))$`)
})

func (f *File) decodeError(err error) error {
	var pe toml.ParseError
	if errors.As(err, &pe) {
		return f.errorAt(f.positionAt(pe.Position.Start), pe.Message)
	}
	m := typeError().FindStringSubmatch(err.Error())
	if m == nil {
		return f.errorAt(position{1, 1}, strings.TrimPrefix(err.Error(), "toml: "))
	}
	line, _ := strconv.Atoi(m[1]) // digits by the expression above
	key := strings.ReplaceAll(m[2], `\"`, `"`)
	return f.errorAt(position{line, 1}, key+": "+typeWords.Replace(m[3]))
}

// typeWords says in TOML's words what the TOML package says in Go's.
var typeWords = strings.NewReplacer(
	"incompatible types: TOML value has type ", "wrong type: this is of type ",
	"type mismatch for ", "wrong type for ",
	"; destination has type ", ", wanted is ",
	"int64", "integer", "float64", "float", "boolean", "boolean", "bool", "boolean", "slice", "array",
	"[]interface {}", "array", "map[string]interface {}", "table", "[]interface{}", "array", "map[string]interface{}", "table")

// positionAt is the position of a byte of the text. The TOML package counts a
// newline as part of the line behind it.
func (f *File) positionAt(offset int) position {
	offset = max(offset, 0) // it says -1 of a control character in front
	for i, line := range f.lines {
		if offset <= len(line) {
			return position{i + 1, offset + 1}
		}
		offset -= len(line) + 1
	}
	return position{len(f.lines), 1}
}

// keysOf lists the keys that a value of type t takes at the given path.
func keysOf(t reflect.Type, path toml.Key) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Map:
		if len(path) > 0 {
			return keysOf(t.Elem(), path[1:])
		}
	case reflect.Struct:
		var names []string
		for i := range t.NumField() {
			if t.Field(i).Anonymous { // its keys are the struct's own
				inner := keysOf(t.Field(i).Type, path)
				if len(path) > 0 && inner != nil {
					return inner
				}
				names = append(names, inner...)
				continue
			}
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("toml"), ",")
			if name == "" || name == "-" {
				continue
			}
			if len(path) > 0 && path[0] == name {
				return keysOf(t.Field(i).Type, path[1:])
			}
			names = append(names, name)
		}
		if len(path) == 0 {
			return names
		}
	}
	return nil
}

// Keys lists the keys below a path of keys, or at the top, of a file that is
// decoded into a value like v.
func Keys(v any, path ...string) []string { return keysOf(reflect.TypeOf(v), path) }
