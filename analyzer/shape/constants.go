package shape

import (
	"bytes"
	"iter"
	"slices"
)

// A constant is written with the name of its package: "scopes.Droplet". What
// stands in front of one that is a part of a scope tells which part.
const (
	resource = '+' // "droplet"
	action   = ':' // ":read", ":"
)

// Constants lists the exported constants that the files of a package declare,
// as far as lines show them, whose values are scopes, or parts that one can be
// put together from, in the form that [NewExports] reads. A variable may be among
// them.
func (f *Finder) Constants(files [][]byte) []string {
	var list []string
	for _, data := range files {
		if !DeclaresConstants(data) {
			continue
		}
		pkg := packageName(data)
		for names, values := range declarations(data) {
			list = append(list, f.ofValues(values, pkg, names)...)
		}
	}
	return list
}

// Repeats reports whether the files declare an exported constant that is made of
// one of another package, as far as lines show: "A = scopes.B". Some of those are
// variables, too.
func Repeats(files [][]byte) bool {
	for _, data := range files {
		for _, values := range declarations(data) {
			if namesOther(values) {
				return true
			}
		}
	}
	return false
}

// DeclaresConstants reports whether a file may declare any: whether the keyword
// stands in it.
func DeclaresConstants(data []byte) bool {
	for {
		_, rest, ok := bytes.Cut(data, []byte("const"))
		if !ok || len(rest) == 0 {
			return false
		}
		if !isLetter(rest[0]) { // constant, constructor
			return true
		}
		data = rest
	}
}

// declarations goes over the equals signs of a file that may declare exported
// constants: the names, and what stands behind the sign.
func declarations(data []byte) iter.Seq2[[]string, []byte] {
	return func(yield func([]string, []byte) bool) {
		for at := 0; ; at++ {
			i := bytes.IndexByte(data[at:], '=')
			if i < 0 {
				return
			}
			at += i
			names := declaredBefore(data, at)
			values := expressions(data[at+1:], len(names))
			names = append(names, repeating(data[at+1+len(values):])...)
			if len(names) > 0 && !yield(names, values) {
				return
			}
		}
	}
}

// declaredBefore returns the exported names that may be declared in front of an
// equals sign.
func declaredBefore(data []byte, at int) []string {
	start := bytes.LastIndexByte(data[:at], '\n') + 1
	if len(declaredBy(data[start:at])) == 0 {
		return nil
	}
	for start > 0 && bytes.HasSuffix(trimRight(data[:start]), []byte(",")) { // names on several lines
		start = bytes.LastIndexByte(data[:start-1], '\n') + 1
	}
	return declaredBy(data[start:at])
}

// repeating returns the exported names among those that repeat a value.
func repeating(data []byte) (names []string) {
	for line := range alone(data) {
		names = append(names, declaredBy(line)...)
	}
	return names
}

// alone goes over the lines at the beginning of a text that are names and nothing
// else. In a group of constants they repeat the value in front of them.
func alone(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for {
			line, rest, _ := bytes.Cut(trimLeft(data), []byte("\n"))
			line, _, _ = bytes.Cut(line, []byte("//"))
			if line = bytes.Trim(line, blanks); len(line) == 0 || len(bytes.Trim(line, identifierBytes+","+blanks)) > 0 || !yield(line) {
				return
			}
			data = rest
		}
	}
}

// expressions is the beginning of a text to the end of the line in which n
// expressions may end. A call with several arguments is no constant.
func expressions(data []byte, n int) []byte {
	open := "+("
	if n > 1 {
		open = "+(,"
	}
	for end := 0; ; end++ {
		i := bytes.IndexByte(data[end:], '\n')
		if i < 0 {
			return data
		}
		end += i
		if last := trimRight(data[:end+1]); len(last) > 0 && !bytes.ContainsAny(last[len(last)-1:], open) {
			return data[:end]
		}
	}
}

// namesOther reports whether a line names something exported of another package
// that is not called: "scopes.B", but not "errors.New(".
func namesOther(line []byte) bool {
	for at := 1; ; at++ {
		i := bytes.IndexByte(line[min(at, len(line)):], '.')
		if i < 0 {
			return false
		}
		at += i
		rest := line[at+1:]
		if !isIdentifierByte(line[at-1]) || len(rest) == 0 || rest[0] >= 'a' && rest[0] <= 'z' {
			continue
		}
		end := 0
		for end < len(rest) && (isIdentifierByte(rest[end]) || rest[end] >= 0x80) {
			end++
		}
		if end > 0 && (end == len(rest) || rest[end] != '(' && rest[end] != '{') {
			return true
		}
	}
}

// declaredBy returns the exported names that a line declares whose text in front
// of the equals sign is given: "const A, B Type".
func declaredBy(line []byte) []string {
	line = bytes.Trim(line, blanks)
	line = bytes.TrimLeft(bytes.TrimPrefix(line, []byte("const ")), blanks)
	if len(line) == 0 || line[0] > 'Z' && line[0] < 0x80 || !isIdentifierByte(line[len(line)-1]) {
		return nil
	}
	var names []string
	for name := range bytes.SplitSeq(line, []byte(",")) {
		if name, _, _ = bytes.Cut(bytes.TrimRight(trimLeft(name), blanks), []byte(" ")); len(bytes.Trim(name, identifierBytes)) > 0 && name[0] < 0x80 {
			return nil // x.Name =
		}
		names = append(names, string(name))
	}
	return names
}

// ofValues keeps the names for literals that are scopes or parts. Of several
// names and values each name may have each value.
func (f *Finder) ofValues(line []byte, pkg string, names []string) []string {
	var list []string
	for len(line) > 0 {
		from := bytes.IndexAny(line, "\"`")
		if from < 0 {
			break
		}
		length := bytes.IndexByte(line[from+1:], line[from])
		if length < 0 {
			break
		}
		for _, name := range names {
			if c := f.Constant(pkg+"."+name, string(line[from+1:from+1+length])); c != "" {
				list = append(list, c)
			}
		}
		line = line[from+length+2:]
	}
	return list
}

// AnyAdds reports whether a constant of the list makes a scope of a resource that
// it is added to.
func AnyAdds(constants []string) bool {
	return slices.ContainsFunc(constants, func(name string) bool { return name[0] == action })
}

// packageName returns the name in a file's package clause, which only comments
// can stand in front of.
func packageName(data []byte) string {
	data = trimLeft(bytes.TrimPrefix(data, []byte("\ufeff")))
	data = trimLeft(bytes.TrimPrefix(data, []byte("package")))
	end := bytes.IndexFunc(data, func(r rune) bool { return r < 0x80 && !isIdentifierByte(byte(r)) })
	if end < 0 {
		end = len(data)
	}
	return string(data[:end])
}
