// Package vetx is the form of the files that go vet hands from a package to
// those that import it. They have the constants of the package that make those
// relevant that name them, and nothing where there are none.
package vetx

import "strings"

const head = "scopelint constants\n"

// Encode writes the file of a package.
func Encode(constants []string) string {
	if len(constants) == 0 {
		return ""
	}
	return head + strings.Join(constants, "\n") + "\n"
}

// Decode reads a file. One of another tool has no constants.
func Decode(data string) []string {
	text, ok := strings.CutPrefix(data, head)
	if !ok {
		return nil
	}
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list
}
