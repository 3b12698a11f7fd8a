package needs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
)

// isTestMain reports whether a package is the main one of a test binary. The go
// command writes its code only when it compiles it.
func isTestMain(p *packages.Package) bool {
	return p.Name == "main" && strings.HasSuffix(p.ID, ".test")
}

// testEntries lists what that code would call: the initialisers, tests,
// benchmarks, fuzz targets and examples of the packages under test, and their
// TestMain. Examples without expected output, which do not run, count too.
func (s *program) testEntries(main *packages.Package) []*ssa.Function {
	tested := strings.TrimSuffix(main.PkgPath, ".test")
	var starts []*ssa.Function
	for _, pkg := range s.roots {
		p := s.listed[pkg.Pkg]
		if p.ForTest != tested || p.PkgPath != tested && p.PkgPath != tested+"_test" {
			continue
		}
		starts = append(starts, pkg.Func("init"))
		for _, name := range pkg.Pkg.Scope().Names() {
			if fn := pkg.Func(name); fn != nil && isTest(fn) {
				starts = append(starts, fn)
			}
		}
	}
	return withBodies(starts)
}

// testParameters tells by a function's prefix what it gets of package testing.
var testParameters = map[string]string{"Test": "T", "Benchmark": "B", "Fuzz": "F", "Example": ""}

func isTest(fn *ssa.Function) bool {
	params := fn.Signature.Params()
	gets := func(name string) bool {
		return params.Len() == 1 && isNamed(deref(params.At(0).Type()), "testing", name)
	}
	if fn.Name() == "TestMain" {
		return gets("M")
	}
	for prefix, param := range testParameters {
		rest, ok := strings.CutPrefix(fn.Name(), prefix)
		if first, _ := utf8.DecodeRuneInString(rest); !ok || unicode.IsLower(first) {
			continue
		}
		return param == "" && params.Len() == 0 || gets(param)
	}
	return false
}
