package main

import (
	"encoding/json"
	"io"
)

// printJSON prints the report as one JSON document, whose form
// schema/findings.schema.json describes.
func printJSON(w io.Writer, r *report) error {
	return printIndented(w, r)
}

// printIndented prints a value as JSON that a person can read, too.
func printIndented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
