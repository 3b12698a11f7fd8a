package shape

import (
	"bytes"
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
// put together from, in the form that [Named] reads. A variable may be among
// them.
func (f *Finder) Constants(files [][]byte) []string {
	var list []string
	for _, data := range files {
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

// declarations goes over the lines of a file that may declare exported
// constants: the names, and what stands behind the equals sign.
func declarations(data []byte) func(yield func(names []string, values []byte) bool) {
	return func(yield func([]string, []byte) bool) {
		for at := 0; ; at++ {
			i := bytes.IndexByte(data[at:], '=')
			if i < 0 {
				return
			}
			at += i
			line, _, _ := bytes.Cut(data[at+1:], []byte("\n"))
			if names := declaredBy(data[bytes.LastIndexByte(data[:at], '\n')+1 : at]); len(names) > 0 && !yield(names, line) {
				return
			}
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
		if name, _, _ = bytes.Cut(bytes.Trim(name, blanks), []byte(" ")); len(bytes.Trim(name, identifierBytes)) > 0 && name[0] < 0x80 {
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

// Named reports whether a file imports a package and names one of its constants
// so that it matters: one that is a part of a scope must be added to something.
// If the file's package neither adds anything to resources, see [Finder.Adds], nor
// names what does, a resource matters only where it is exported once more.
func Named(data []byte, path string, constants []string, adding bool) bool {
	alias, ok := importName(data, path)
	return ok && slices.ContainsFunc(constants, func(name string) bool {
		switch name[0] {
		case resource:
			return adds(data, called(name[1:], alias), adding)
		case action:
			return adds(data, called(name[1:], alias), true)
		}
		return bytes.Contains(data, []byte(called(name, alias)))
	})
}

// called is what a file calls a constant, "scopes.Droplet", that gives its
// package another name, or none.
func called(constant, alias string) string {
	pkg, name, ok := bytes.Cut([]byte(constant), []byte("."))
	switch {
	case !ok:
		return constant
	case alias == ".":
		return string(name)
	case alias != "":
		pkg = []byte(alias)
	}
	return string(pkg) + "." + string(name)
}

// importName reports whether a file imports a package, and under which other
// name.
func importName(data []byte, path string) (alias string, ok bool) {
	at := bytes.Index(data, []byte(`"`+path+`"`))
	if at < 0 {
		at = bytes.Index(data, []byte("`"+path+"`"))
	}
	if at < 0 {
		return "", false
	}
	words := bytes.Fields(data[bytes.LastIndexByte(data[:at], '\n')+1 : at])
	if len(words) == 0 {
		return "", true
	}
	last := string(words[len(words)-1])
	if last == "import" || last != "." && !isIdentifierByte(last[len(last)-1]) { // import ( "path"
		return "", true
	}
	return last, true
}

// packageName returns the name in a file's package clause, which only comments
// can stand in front of.
func packageName(data []byte) string {
	for {
		data = bytes.TrimLeft(data, "\ufeff"+blanks)
		switch {
		case bytes.HasPrefix(data, []byte("//")):
			_, data, _ = bytes.Cut(data, []byte("\n"))
			continue
		case bytes.HasPrefix(data, []byte("/*")):
			_, data, _ = bytes.Cut(data, []byte("*/"))
			continue
		}
		data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("package")), blanks)
		end := bytes.IndexFunc(data, func(r rune) bool { return r < 0x80 && !isIdentifierByte(byte(r)) })
		if end < 0 {
			end = len(data)
		}
		return string(data[:end])
	}
}
