package shape

import (
	"bytes"
	"slices"
)

// Constants lists the exported constants that the files of a package declare,
// as far as lines show them, whose values are scopes, or parts that one can be
// put together from. A name of the latter begins with "+", as [Named] reads it.
// A variable may be among them.
func (f *Finder) Constants(files [][]byte) []string {
	var list []string
	for _, data := range files {
		for at := 0; ; at++ {
			i := bytes.IndexByte(data[at:], '=')
			if i < 0 {
				break
			}
			at += i
			if names := declaredBy(data[bytes.LastIndexByte(data[:at], '\n')+1 : at]); len(names) > 0 {
				list = append(list, f.ofValues(data[at+1:], names)...)
			}
		}
	}
	return list
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

// ofValues keeps the names for literals that are scopes or parts.
func (f *Finder) ofValues(data []byte, names []string) []string {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	var all, parts bool
	for len(line) > 0 {
		from := bytes.IndexAny(line, "\"`")
		if from < 0 {
			break
		}
		length := bytes.IndexByte(line[from+1:], line[from])
		if length < 0 {
			break
		}
		scope, part := f.Value(string(line[from+1 : from+1+length]))
		all, parts = all || scope, parts || part
		line = line[from+length+2:]
	}
	switch {
	case all:
		return names
	case !parts:
		return nil
	}
	for i := range names {
		names[i] = "+" + names[i]
	}
	return names
}

// Named reports whether a file imports a package and names one of its
// constants; one that is a part of a scope must be added to something.
func Named(data []byte, path string, constants []string) bool {
	if !bytes.Contains(data, []byte(`"`+path+`"`)) && !bytes.Contains(data, []byte("`"+path+"`")) {
		return false
	}
	return slices.ContainsFunc(constants, func(name string) bool {
		if name[0] == '+' {
			return adds(data, name[1:])
		}
		return bytes.Contains(data, []byte(name))
	})
}
