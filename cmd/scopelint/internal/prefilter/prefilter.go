// Package prefilter is the seam between the drivers and the analyzer: what they
// ask of a package's bytes before they type-check anything.
package prefilter

import "go/types"

// A Filter tells by one configuration which packages can matter. Its methods
// are called by several goroutines at a time.
//
// Constants carry what matters from one package into others. In which form they
// are listed is the filter's own business; the drivers keep these lists and hand
// them back.
type Filter interface {
	// Rules names the configuration: constants matter alike to packages
	// under the same one. It is "" where none makes a difference.
	Rules() string

	// Package reports whether the bytes of a package's files leave it open
	// that there is something to judge.
	Package(files [][]byte) bool

	// Constants lists the constants of a package that make those relevant
	// that name them, and Written those of a package that is not relevant
	// itself, as its files show them.
	Constants(pkg *types.Package) []string
	Written(files [][]byte) []string

	// Repeats reports whether the files may declare a constant that is made
	// of one of another package.
	Repeats(files [][]byte) bool

	// Adds reports whether the files, or constants of packages that they
	// import, add anything to other constants, and Names whether the files
	// name one of the constants of the package with that import path.
	Adds(files [][]byte, constants []string) bool
	Names(files [][]byte, path string, constants []string, adding bool) bool

	// Guards reports whether the files show what guards of routes put scopes
	// together from, be there anything to judge in the package or not.
	Guards(files [][]byte) bool

	// Judges reports whether a file counts among those judged.
	Judges(file string, data []byte) bool
}

// A Finder finds the filter for what is in a directory.
type Finder func(dir string) Filter
