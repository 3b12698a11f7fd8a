// Package vetx is the form of the files that go vet hands from a package to
// those that import it. They have the constants of the package that make those
// relevant that name them, and nothing where there are none.
package vetx

import "bytes"

const head = "scopelint constants\n"

// Encode writes the file of a package.
func Encode(constants []string) []byte {
	if len(constants) == 0 {
		return nil
	}
	data := []byte(head)
	for _, name := range constants {
		data = append(append(data, name...), '\n')
	}
	return data
}

// Decode reads a file. One of another tool has no constants.
func Decode(data []byte) []string {
	text, ok := bytes.CutPrefix(data, []byte(head))
	if !ok {
		return nil
	}
	var list []string
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSuffix(line, []byte("\n")); len(line) > 0 && line[0] != '#' {
			list = append(list, string(line))
		}
	}
	return list
}
