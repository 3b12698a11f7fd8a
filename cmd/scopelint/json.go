package main

import (
	"encoding/json"
	"io"
)

// printJSON prints the report as one JSON document, whose form
// schema/findings.schema.json describes.
func printJSON(w io.Writer, r *report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
