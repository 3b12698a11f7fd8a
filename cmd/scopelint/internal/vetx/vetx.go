// Package vetx is the form of the files that go vet hands from a package to
// those that import it. They have the constants of the package that make those
// relevant that name them, and the configuration by which these were found.
// There is nothing in them where there is neither.
package vetx

import "bytes"

const (
	head   = "scopelint constants\n"
	byHead = "by "
)

// Encode writes the file of a package. Rules names the configuration, and is ""
// where none made a difference.
func Encode(rules string, constants []string) []byte {
	if rules == "" && len(constants) == 0 {
		return nil
	}
	data := append([]byte(head+byHead), rules...)
	for _, name := range constants {
		data = append(append(data, '\n'), name...)
	}
	return append(data, '\n')
}

// Decode reads a file. One of another tool has no constants.
func Decode(data []byte) (rules string, constants []string) {
	text, ok := bytes.CutPrefix(data, []byte(head+byHead))
	if !ok {
		return "", nil
	}
	line, text, _ := bytes.Cut(text, []byte("\n"))
	rules = string(line)
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSuffix(line, []byte("\n")); len(line) > 0 && line[0] != '#' {
			constants = append(constants, string(line))
		}
	}
	return rules, constants
}
