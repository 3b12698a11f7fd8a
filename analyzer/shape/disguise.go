package shape

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/scopelint/scopelint/catalog/stem"
)

// isDisguise reports whether a byte may be of something that is not there for the
// eye, or of a letter that looks like another one: beyond ASCII, of an escape, or a
// control character.
func isDisguise(b byte) bool {
	return b >= utf8.RuneSelf || b == '\\' || b == 0x7f || b < ' ' && b != '\t' && b != '\n' && b != '\r'
}

func isRunByte(b byte) bool { return isWordByte(b) || isDisguise(b) }

// run is the end of a text in which a word may be in disguise.
func run(data []byte) []byte {
	i := len(data)
	for i > 0 && isRunByte(data[i-1]) {
		i--
	}
	return data[i:]
}

// wordBefore returns the word that data ends with, as it looks, but for what does not
// show and blanks.
func wordBefore(data []byte) []byte {
	for {
		data = bytes.TrimRight(data, blanks)
		word := lastWord(data)
		if start := len(data) - len(word); start == 0 || !isDisguise(data[start-1]) {
			return word
		}
		r := run(data)
		if shown := bytes.Trim(undisguise(r), blanks); len(shown) > 0 {
			return lastWord(shown)
		}
		data = data[:len(data)-len(r)]
	}
}

// wordAfter returns the word that data begins with, likewise.
func wordAfter(data []byte) []byte {
	for {
		data = bytes.TrimLeft(data, blanks)
		word := firstWord(data)
		if len(word) == len(data) || !isDisguise(data[len(word)]) {
			return word
		}
		end := len(word)
		for end < len(data) && isRunByte(data[end]) {
			end++
		}
		if shown := bytes.Trim(undisguise(data[:end]), blanks); len(shown) > 0 {
			return firstWord(shown)
		}
		data = data[end:]
	}
}

// undisguise reads escapes and returns the text as it looks.
func undisguise(text []byte) []byte {
	if bytes.IndexByte(text, '\\') >= 0 {
		text = unescape(text)
	}
	return stem.Skeleton(text)
}

// unescape reads the escapes of Go in a text; one that is none stays.
func unescape(text []byte) []byte {
	var out []byte
	for rest := string(text); rest != ""; {
		r, multibyte, tail, err := strconv.UnquoteChar(rest, '"')
		switch {
		case err != nil:
			out, tail = append(out, rest[0]), rest[1:]
		case multibyte:
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, byte(r))
		}
		rest = tail
	}
	return out
}
