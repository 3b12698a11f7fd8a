// Package glance lets most of a vet tool's processes end before the program is
// set up. Go vet starts one for each package and for each of its dependencies,
// and what such a process costs is mostly what the packages that are linked into
// the program do before main. This one acts when it is initialized, and that is
// early: packages are initialized in the order of their paths as soon as those
// that they import are, so one that imports os and bytes comes before reflect
// and strings, and before all that import these.
//
// What it decides is what package vettool would decide in more time: of the
// standard library nothing is told, and of a module without a configuration not
// what shows nothing of a scope, see [shape.Silent]. Whatever it does not
// understand it leaves to vettool.
package glance

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strconv"

	"github.com/scopelint/scopelint/analyzer/above"
	"github.com/scopelint/scopelint/analyzer/shape"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/vetx"
)

func init() {
	if Acquits(os.Args[1:]) {
		os.Exit(0)
	}
}

// Acquits reports whether the arguments are those of go vet for a unit of which
// there is nothing to report, and writes what go vet expects of it then.
func Acquits(args []string) bool {
	if len(args) == 0 || len(args) > 2 || len(args) == 2 && args[0] != "-json" || !bytes.HasSuffix([]byte(args[len(args)-1]), []byte("vet.cfg")) {
		return false
	}
	data, err := os.ReadFile(args[len(args)-1])
	if err != nil {
		return false
	}
	u := unit(data)
	if u.standard() {
		return u.pass(len(args) == 2, nil)
	}
	constants, silent := u.silent()
	return silent && u.pass(len(args) == 2, constants)
}

// A unit is the text of a vet.cfg, as the go command writes it: one key in a
// line, indented by one tab. What vettool reads with package encoding/json is
// looked up here as it stands.
type unit []byte

// standard reports whether the unit is a dependency in the standard library.
func (u unit) standard() bool {
	onlyUnsafe := "{\n\t\t\"unsafe\": \"unsafe\"\n\t}"
	return u.has("ModulePath", `""`) && u.dependency() && (u.compiled() || u.has("ImportMap", onlyUnsafe))
}

// compiled reports whether the go command tells what the compiler exports of
// the imports. If it does not, what vettool writes depends on more.
func (u unit) compiled() bool { return !u.has("PackageFile", "{}") || u.has("ImportMap", "{}") }

// dependency reports whether nothing is to be reported of the unit.
func (u unit) dependency() bool { return u.has("VetxOnly", "true") }

// silent reports whether the files of the unit show nothing, and name nothing
// that matters of the units that they import. Their constants may still be parts
// of scopes.
func (u unit) silent() (constants []string, ok bool) {
	dir, ok := u.text("Dir")
	if !ok || !u.compiled() || isConfigured(dir) {
		return nil, false
	}
	imports, ok := u.imports()
	if !ok {
		return nil, false
	}
	files, ok := u.entries("GoFiles")
	if !ok {
		return nil, false
	}
	adding := slices.ContainsFunc(imports, func(i imported) bool { return i.adds }) // silent files do not
	var buf []byte
	for _, file := range files {
		if buf, ok = read(file.value, buf); !ok {
			return nil, false
		}
		if !shape.Silent(buf) {
			return together(files, imports)
		}
		if namesAny(buf, imports, adding) {
			return nil, false
		}
		constants = append(constants, shape.BuiltIn.Constants([][]byte{buf})...)
	}
	return constants, true
}

// together looks at the files of a unit together, of which one is not silent by
// itself.
func together(names []entry, imports []imported) (constants []string, ok bool) {
	files := make([][]byte, len(names))
	for i, name := range names {
		if files[i], ok = read(name.value, nil); !ok {
			return nil, false
		}
	}
	if !shape.SilentTogether(files) {
		return nil, false
	}
	adding := slices.ContainsFunc(imports, func(i imported) bool { return i.adds }) || shape.BuiltIn.Adds(files)
	if slices.ContainsFunc(files, func(data []byte) bool { return namesAny(data, imports, adding) }) {
		return nil, false
	}
	return shape.BuiltIn.Constants(files), true
}

// namesAny reports whether a file names a constant that matters.
func namesAny(data []byte, imports []imported, adding bool) bool {
	return slices.ContainsFunc(imports, func(i imported) bool { return i.exports.NamedIn(data, i.path, adding) })
}

// An imported package has constants that make those relevant that name them.
type imported struct {
	path    string // as it is imported
	exports *shape.Exports
	adds    bool // see [shape.AnyAdds]
}

// imports lists the packages with constants that the unit imports.
func (u unit) imports() (list []imported, ok bool) {
	files, ok := u.entries("PackageVetx")
	if !ok {
		return nil, false
	}
	paths, ok := u.entries("ImportMap")
	if !ok {
		return nil, false
	}
	for _, path := range paths {
		if path.value != "unsafe" && !slices.ContainsFunc(files, func(file entry) bool { return file.key == path.value }) {
			return nil, false // there is something to report of it, and nothing is known of its constants
		}
	}
	constants := make(map[string][]string)
	for _, file := range files {
		info, err := os.Stat(file.value)
		if err != nil {
			return nil, false
		}
		if info.Size() == 0 {
			continue // most
		}
		data, err := os.ReadFile(file.value)
		if err != nil {
			return nil, false
		}
		rules, names := vetx.Decode(data)
		if rules != "" {
			return nil, false // by which they do not matter here
		}
		constants[file.key] = names
	}
	if len(constants) == 0 {
		return nil, true
	}
	for _, path := range paths {
		if names := constants[path.value]; len(names) > 0 {
			list = append(list, imported{path.key, shape.NewExports(names), shape.AnyAdds(names)})
		}
	}
	return list, true
}

func isConfigured(dir string) bool {
	file := above.Config(dir)
	if _, err := os.Stat(file); file == "" || os.IsNotExist(err) {
		return os.Getenv(above.ConfigEnv) != "" // vettool tells what is missing
	}
	return true
}

// read reads a file into a buffer, or into a new one that is larger.
func read(file string, buf []byte) ([]byte, bool) {
	f, err := os.Open(file)
	if err != nil {
		return buf, false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return buf, false
	}
	size := int(info.Size())
	if cap(buf) < size {
		buf = make([]byte, max(size, 64<<10)) // so that most files fit
	}
	_, err = io.ReadFull(f, buf[:size])
	return buf[:size], err == nil
}

// pass writes what go vet expects of a unit with nothing to report: nothing, and
// its constants.
func (u unit) pass(json bool, constants []string) bool {
	out, ok1 := u.text("VetxOutput")
	stdout, ok2 := u.text("Stdout")
	if !ok1 || !ok2 || out == "" || stdout == "" || !u.has("FixArchive", `""`) {
		return false
	}
	var said []byte
	if json && !u.dependency() {
		said = []byte("{}\n")
	}
	return os.WriteFile(stdout, said, 0o666) == nil && os.WriteFile(out, vetx.Encode("", constants), 0o666) == nil
}

// value returns the text behind a key, to the end of the file.
func (u unit) value(key string) ([]byte, bool) {
	_, value, ok := bytes.Cut(u, []byte("\n\t\""+key+"\": "))
	return value, ok
}

func (u unit) has(key, value string) bool {
	text, ok := u.value(key)
	return ok && bytes.HasPrefix(text, []byte(value)) && bytes.HasPrefix(bytes.TrimPrefix(text[len(value):], []byte(",")), []byte("\n"))
}

func (u unit) text(key string) (string, bool) {
	value, ok := u.value(key)
	if !ok {
		return "", false
	}
	line, _, _ := bytes.Cut(value, []byte("\n"))
	return unquote(line)
}

// An entry is one of a list, or of an object.
type entry struct{ key, value string }

// entries returns those of a list of strings, or of an object of strings.
func (u unit) entries(key string) ([]entry, bool) {
	value, ok := u.value(key)
	if !ok {
		return nil, false
	}
	open, rest, _ := bytes.Cut(value, []byte("\n"))
	switch string(bytes.TrimSuffix(open, []byte(","))) {
	case "[]", "{}":
		return nil, true
	case "[", "{":
	default:
		return nil, false
	}
	var list []entry
	for line := range bytes.Lines(rest) {
		line, inside := bytes.CutPrefix(line, []byte("\t\t"))
		if !inside {
			return list, true
		}
		var e entry
		if open[0] == '{' {
			name, value, _ := bytes.Cut(line, []byte(": "))
			if e.key, ok = unquote(name); !ok {
				return nil, false
			}
			line = value
		}
		if e.value, ok = unquote(line); !ok {
			return nil, false
		}
		list = append(list, e)
	}
	return nil, false
}

// unquote reads a JSON string with the comma and the newline behind it. What
// JSON writes otherwise than Go is an error.
func unquote(line []byte) (string, bool) {
	s, err := strconv.Unquote(string(bytes.TrimRight(line, ",\n")))
	return s, err == nil
}
