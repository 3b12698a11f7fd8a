package openapi

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"

	"go.yaml.in/yaml/v4"

	"github.com/scopelint/scopelint/catalog/regular"
)

// An Error is a mistake in a specification, or a part of it that says nothing
// that a catalog can hold.
type Error struct {
	File      string
	Line, Col int // 1-based
	Message   string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Message)
}

// load reads a file. What it finds wrong in it is an [*Error].
func load(file string) (node, error) {
	data, err := regular.ReadFile(file)
	if err != nil {
		return node{}, err
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		text = joinSurrogates(text)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return node{}, syntaxError(file, err)
	}
	root := node{file: file}
	if len(doc.Content) > 0 {
		root.yaml = doc.Content[0]
	}
	return root, root.checkKeys()
}

// joinSurrogates writes the pairs of escapes by which JSON has characters
// beyond 16 bits as these characters. YAML does not know them.
func joinSurrogates(text string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '\\')
		if i < 0 || i+1 >= len(text) {
			break
		}
		b.WriteString(text[:i])
		text = text[i:]
		n := 2 // the escape and what it is of
		if c := utf16.DecodeRune(surrogate(text), surrogate(text[min(6, len(text)):])); c != '\ufffd' {
			b.WriteRune(c)
			n = 12
		} else {
			b.WriteString(text[:n])
		}
		text = text[n:]
	}
	return b.String() + text
}

// surrogate is the character of an escape "\ud83d" at the start of text, or -1.
func surrogate(text string) rune {
	if len(text) < 6 || text[:2] != `\u` {
		return -1
	}
	c, err := strconv.ParseUint(text[2:6], 16, 16)
	if err != nil {
		return -1
	}
	return rune(c)
}

func syntaxError(file string, err error) error {
	e := &Error{File: file, Line: 1, Col: 1, Message: err.Error()}
	var syntax *yaml.LoadError
	if errors.As(err, &syntax) {
		e.Message = syntax.Message
		if syntax.Mark.Line > 0 {
			e.Line, e.Col = syntax.Mark.Line, max(syntax.Mark.Column, 1)
		}
	}
	e.Message = "this is no YAML: " + e.Message
	return e
}

// A node is a value in a file. One that is not there has no yaml.
type node struct {
	file string
	yaml *yaml.Node
}

func (n node) exists() bool { return n.yaml != nil }

// errorf makes an error that stands at the node.
func (n node) errorf(format string, args ...any) *Error {
	e := &Error{File: n.file, Line: 1, Col: 1, Message: fmt.Sprintf(format, args...)}
	if n.yaml != nil && n.yaml.Line > 0 {
		e.Line, e.Col = n.yaml.Line, n.yaml.Column
	}
	return e
}

// checkKeys reports a key that stands twice in a mapping: which of the two
// counts nobody can tell.
func (n node) checkKeys() error {
	if n.yaml == nil || n.yaml.Kind == yaml.AliasNode {
		return nil
	}
	lines := make(map[string]int)
	for i, c := range n.yaml.Content {
		child := node{n.file, c}
		if n.yaml.Kind == yaml.MappingNode && i%2 == 0 && c.Kind == yaml.ScalarNode && c.Value != "<<" {
			if line, ok := lines[c.Value]; ok {
				return child.errorf("the key %q stands in line %d already: remove one of the two", c.Value, line)
			}
			lines[c.Value] = c.Line
		}
		if err := child.checkKeys(); err != nil {
			return err
		}
	}
	return nil
}

// bare is the node that an alias stands for, or the node itself; nil for one
// that is not there.
func (n node) bare() *yaml.Node {
	if n.yaml != nil && n.yaml.Kind == yaml.AliasNode {
		return n.yaml.Alias
	}
	return n.yaml
}

func (n node) is(kind yaml.Kind) bool { return n.yaml != nil && n.bare().Kind == kind }

// mapping reports a value that should be a mapping and is something else: what it
// says would be lost. Nothing at all is no mistake, nor is an empty list.
func (n node) mapping(what string) error {
	if b := n.bare(); b == nil || b.Kind == yaml.MappingNode || b.Kind == yaml.SequenceNode && len(b.Content) == 0 || b.ShortTag() == "!!null" {
		return nil
	}
	return n.errorf("%s should stand here, and this is no mapping: correct it, or the $ref that leads here", what)
}

// fields lists what a mapping has, in the order of the file; of any other
// value nothing. What is merged into it (<<) comes behind.
func (n node) fields() iter.Seq2[string, node] {
	return func(yield func(string, node) bool) {
		seen := make(map[string]bool)
		visited := make(map[*yaml.Node]bool) // mappings may merge each other
		for todo := []node{n}; len(todo) > 0; todo = todo[1:] {
			m := todo[0]
			if !m.is(yaml.MappingNode) || visited[m.bare()] {
				continue
			}
			visited[m.bare()] = true
			content := m.bare().Content
			for i := 0; i+1 < len(content); i += 2 {
				key, value := node{n.file, content[i]}.text(), node{n.file, content[i+1]}
				switch {
				case key == "<<" && value.is(yaml.SequenceNode):
					todo = append(todo, value.items()...)
				case key == "<<":
					todo = append(todo, value)
				case !seen[key]:
					seen[key] = true
					if !yield(key, value) {
						return
					}
				}
			}
		}
	}
}

// items lists what a list has; of any other value nothing.
func (n node) items() []node {
	if !n.is(yaml.SequenceNode) {
		return nil
	}
	var list []node
	for _, c := range n.bare().Content {
		list = append(list, node{n.file, c})
	}
	return list
}

// text is the text of a scalar, "" for anything else.
func (n node) text() string {
	if !n.is(yaml.ScalarNode) || n.bare().ShortTag() == "!!null" {
		return ""
	}
	return n.bare().Value
}
