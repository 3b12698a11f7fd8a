package shape

import (
	"bytes"
	"slices"
)

// Exports are the constants of one package, ready to be looked for where it is
// imported.
type Exports struct {
	packages []string         // the package's names; mostly it is one
	parts    map[string]parts // by the name of the constant
}

// parts are what constants of one name may be, as files are not all looked at alike.
type parts uint8

const (
	wholePart parts = 1 << iota // "droplet:read"
	firstPart                   // "droplet"
	otherPart                   // ":read", ":"
)

// NewExports takes constants as [Finder.Constants] lists them.
func NewExports(constants []string) *Exports {
	e := &Exports{parts: make(map[string]parts, len(constants))}
	for _, c := range constants {
		part := wholePart
		switch c[0] {
		case resource:
			part, c = firstPart, c[1:]
		case action:
			part, c = otherPart, c[1:]
		}
		pkg, name, _ := bytes.Cut([]byte(c), []byte("."))
		if !slices.Contains(e.packages, string(pkg)) {
			e.packages = append(e.packages, string(pkg))
		}
		e.parts[string(name)] |= part
	}
	return e
}

// NamedIn reports whether a file imports the package by a path and names one of
// the constants so that it matters: one that is a part of a scope must be added to
// something. If the file's package neither adds anything to resources, see
// [Finder.Adds], nor names what does, a resource matters only where it is exported
// once more.
func (e *Exports) NamedIn(data []byte, path string, adding bool) bool {
	if len(e.parts) == 0 {
		return false
	}
	return slices.ContainsFunc(importNames(data, path), func(name string) bool {
		switch name {
		case "":
			return slices.ContainsFunc(e.packages, func(pkg string) bool { return e.selectedFrom(data, pkg, adding) })
		case ".":
			return e.bare(data, adding)
		}
		return e.selectedFrom(data, name, adding)
	})
}

// selectedFrom reports whether a constant that matters stands behind a package's
// name and a dot.
func (e *Exports) selectedFrom(data []byte, pkg string, adding bool) bool {
	for from, to := range identifiers(data, pkg) {
		name, end := selected(data, to)
		if p := e.parts[string(name)]; p != 0 && p.matter(data, from, end, adding) {
			return true
		}
	}
	return false
}

// bare reports whether a constant that matters stands without a package's name.
func (e *Exports) bare(data []byte, adding bool) bool {
	for name, p := range e.parts {
		for from, to := range identifiers(data, name) {
			if p.matter(data, from, to, adding) {
				return true
			}
		}
	}
	return false
}

// matter reports whether the name data[from:to] of a constant matters.
func (p parts) matter(data []byte, from, to int, adding bool) bool {
	switch {
	case p&wholePart != 0:
		return true
	case p&otherPart != 0 || adding:
		return isAddedAt(data, from, to)
	}
	before, _ := surroundings(data, from, to)
	return isExportedAs(before)
}

// importNames returns the other names under which a file imports a package, ""
// for its own. Whatever stands in front of the path in a comment or a string may
// be among them.
func importNames(data []byte, path string) (names []string) {
	for _, quoted := range []string{`"` + path + `"`, "`" + path + "`"} {
		for at := 0; ; at++ {
			i := bytes.Index(data[at:], []byte(quoted))
			if i < 0 {
				break
			}
			at += i
			names = append(names, importName(data[:at]))
		}
	}
	return names
}

// importName returns the name that stands in front of an import path.
func importName(before []byte) string {
	before = trimRight(before)
	from := len(before)
	for from > 0 && (isIdentifierByte(before[from-1]) || before[from-1] >= 0x80) {
		from--
	}
	switch last := string(before[from:]); {
	case last == "import":
		return ""
	case last == "" && from > 0 && before[from-1] == '.':
		return "."
	default:
		return last // "" behind ( and another path
	}
}
