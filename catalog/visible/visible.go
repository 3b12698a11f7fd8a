// Package visible prints texts that others have written so that each character
// shows, and none acts: not on a terminal, not on what reads the log of a build.
package visible

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/scopelint/scopelint/catalog/stem"
)

// Hidden reports whether a character does not show.
func Hidden(r rune) bool { return stem.Hidden(r) }

// Text is a text on one line. What does not show is escaped as in a Go string, and
// so is what a CI system would take for a command: "::" in front, see
// [leadingCommand], and "##[" and "##vso[" anywhere. A text that is printed so
// already stays as it is.
func Text(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	if n := leadingCommand(s); n >= 0 {
		b.WriteString(Text(s[:n]))
		b.WriteString(`\x3a`)
		s = s[n+1:]
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case Hidden(r):
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		case r == '#' && isCommand(s[i:]):
			b.WriteString(`\x23`)
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// isPlain reports whether a text, as most are, has nothing to escape.
func isPlain(s string) bool {
	for i := range len(s) {
		if b := s[i]; b < ' ' || b > '~' || b == '#' {
			return false
		}
	}
	return leadingCommand(s) < 0
}

// leadingCommand is where a workflow command of GitHub Actions begins, whose runner
// takes blanks in front away first (ActionCommand.cs of actions/runner), or -1.
func leadingCommand(s string) int {
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || Hidden(r) })
	if strings.HasPrefix(rest, "::") {
		return len(s) - len(rest)
	}
	return -1
}

// isCommand reports whether a text begins as the logging commands of Azure
// Pipelines, and the older ones of GitHub Actions, do: these may stand anywhere in
// a line.
func isCommand(s string) bool {
	rest, ok := strings.CutPrefix(s, "##")
	return ok && strings.HasPrefix(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), "[")
}

// Lines is Text for a text of several lines, whose line breaks and tabs stay.
func Lines(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for s != "" {
		n := strings.IndexAny(s, "\n\t")
		if n < 0 {
			n = len(s)
		}
		b.WriteString(Text(s[:n]))
		if n < len(s) {
			b.WriteByte(s[n])
			n++
		}
		s = s[n:]
	}
	return b.String()
}

// Shown is a text that is ready to be printed.
type Shown string

// Fprintf is [fmt.Fprintf] with arguments that are printed as [Text] does, but for
// those that are [Shown] already. The format is the program's own, and may have
// several lines.
func Fprintf(w io.Writer, format string, args ...any) (int, error) {
	shown := make([]any, len(args))
	for i, arg := range args {
		switch arg.(type) {
		case int, Shown: // an int may be a width
			shown[i] = arg
		default:
			shown[i] = value{arg}
		}
	}
	return fmt.Fprintf(w, format, shown...)
}

// A value is formatted, and then shown: "%q" escapes more than Text, and in its own
// way.
type value struct{ any }

func (v value) Format(s fmt.State, verb rune) {
	_, _ = io.WriteString(s, Text(fmt.Sprintf(fmt.FormatString(s, verb), v.any))) // s cannot fail
}
