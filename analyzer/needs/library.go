package needs

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer/source"
)

// A library is the packages of the standard library, of which only the
// declarations are read.
type library []*unit

func (l *listing) library(units map[*packages.Package]*unit) library {
	var std library
	for _, p := range l.all {
		if u := units[p]; u.std && p.PkgPath != "unsafe" && len(p.CompiledGoFiles) > 0 {
			std = append(std, u)
		}
	}
	return std
}

// load gives the packages their types, if those of all are stored.
func (l library) load(std *source.Std, fset *token.FileSet) bool {
	paths := make([]string, len(l))
	for i, u := range l {
		paths[i] = u.PkgPath
	}
	pkgs := std.Packages(fset, paths)
	for _, u := range l {
		if u.stored = pkgs != nil; u.stored {
			u.Types = pkgs[u.PkgPath]
		}
	}
	return pkgs != nil
}

// keep stores what the packages declare.
func (l library) keep(std *source.Std, fset *token.FileSet) {
	var pkgs []*types.Package
	for _, u := range l {
		if len(u.errors) == 0 {
			pkgs = append(pkgs, u.Types)
		}
	}
	std.Keep(fset, pkgs)
}
