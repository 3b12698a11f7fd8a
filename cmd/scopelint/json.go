package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"

	"github.com/scopelint/scopelint/catalog/visible"
)

// printJSON prints the report as one JSON document, whose form
// schema/findings.schema.json describes.
func printJSON(w io.Writer, r *report) error {
	return printIndented(w, r)
}

// printIndented prints a value as JSON that a person can read, too. What does not
// show is escaped, and so is what a CI system would take for a command, see
// [visible.Text]; that changes no value.
func printIndented(w io.Writer, v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeHidden(bytes.ReplaceAll(buf.Bytes(), []byte("##"), []byte(`#\u0023`))))
	return err
}

// escapeHidden escapes characters in the strings of a JSON text; elsewhere are none
// but line breaks.
func escapeHidden(text []byte) []byte {
	hidden := func(r rune) bool { return r != '\n' && visible.Hidden(r) }
	if !bytes.ContainsFunc(text, hidden) {
		return text
	}
	var out bytes.Buffer
	for _, r := range string(text) {
		if !hidden(r) {
			out.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
	}
	return out.Bytes()
}
