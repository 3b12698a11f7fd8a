package tomlfile

import (
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

type position struct{ line, col int }

// An index knows where keys stand.
type index map[string][]position // by the whole key, in the order of the file

// searchLimit is how many bytes are searched for keys. Only in a large file with
// many keys that are spelt with escapes is it met, and then the rest of the keys
// are said to stand where the last one was found.
const searchLimit = 256 << 20

// locate finds each key in the text. The TOML package lists the keys in the
// order of the file, so one pass forward is enough.
func (f *File) locate() index {
	at := make(index)
	line, col := 0, 0 // where the search goes on, 0-based
	searched := 0
	for _, key := range f.keys {
		pos := position{line + 1, 1}
		name := key[len(key)-1]
	search:
		for l := line; l < len(f.lines) && searched < searchLimit; l++ {
			from := 0
			if l == line {
				from = col
			}
			for _, spelling := range []string{name, strconv.Quote(name), "'" + name + "'"} {
				c := keyIn(f.lines[l], spelling, from)
				if c >= 0 {
					pos = position{l + 1, c + 1}
					line, col = l, c+len(spelling)
					break search
				}
				searched += len(f.lines[l]) - from + 1
			}
		}
		at[key.String()] = append(at[key.String()], pos)
	}
	return at
}

// find is the position of the nth (from 0) occurrence of a key, of the last one if
// there are fewer.
func (at index) find(key toml.Key, nth int) position {
	all := at[key.String()]
	if len(all) == 0 {
		return position{1, 1}
	}
	return all[min(nth, len(all)-1)]
}

// keyIn returns the column in line, not before from, at which spelling stands
// as a key: behind nothing or an opening bracket, before "=", "." or "]".
func keyIn(line, spelling string, from int) int {
	for from <= len(line) {
		i := strings.Index(line[from:], spelling)
		if i < 0 {
			return -1
		}
		i += from
		before := strings.TrimRight(line[:i], " \t")
		after := strings.TrimLeft(line[i+len(spelling):], " \t")
		header := strings.HasPrefix(strings.TrimLeft(line, " \t"), "[") // rather than an array
		if (before == "" || strings.ContainsAny(before[len(before)-1:], "[{,.")) &&
			after != "" && (strings.ContainsAny(after[:1], "=.") || header && after[0] == ']') {
			return i
		}
		from = i + 1
	}
	return -1
}
