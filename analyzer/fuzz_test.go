package analyzer_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// realFiles are Go files with scopes, routes and guards in many forms.
func realFiles(f testing.TB) [][]byte {
	var files [][]byte
	for _, pattern := range []string{"../testdata/src/*/*.go", "../testdata/routes/states/*.go", "../testdata/routes/chi/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			if len(data) < 20_000 {
				files = append(files, data)
			}
		}
	}
	if len(files) < 10 {
		f.Fatalf("%d files", len(files))
	}
	return files
}

// mutate changes the tokens of a file: each three bytes of edits delete one, double
// it, or swap it with another one.
func mutate(src []byte, edits []byte) []byte {
	type piece struct{ text []byte } // a token and what stands before it
	var pieces []piece
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	last := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		end := file.Offset(pos) + max(len(lit), len(tok.String()))
		if tok == token.SEMICOLON && lit == "\n" || end > len(src) || end < last {
			continue
		}
		pieces = append(pieces, piece{src[last:end]})
		last = end
	}
	for ; len(edits) >= 3 && len(pieces) > 0; edits = edits[3:] {
		i := (int(edits[1])<<8 | int(edits[2])) % len(pieces)
		switch edits[0] % 3 {
		case 0:
			pieces = slices.Delete(pieces, i, i+1)
		case 1:
			pieces = slices.Insert(pieces, i, pieces[i])
		default:
			j := (i + 1 + int(edits[0]>>2)) % len(pieces)
			pieces[i], pieces[j] = pieces[j], pieces[i]
		}
	}
	var out []byte
	for _, p := range pieces {
		out = append(out, p.text...)
	}
	return append(out, src[last:]...)
}

// imported imports packages of the standard library, each once.
var imported = sync.OnceValues(func() (*token.FileSet, types.Importer) {
	fset := token.NewFileSet()
	return fset, importer.ForCompiler(fset, "gc", nil)
})

// broken reads a file as far as that can be done.
func broken(name string, src []byte) *packages.Package {
	fset, imports := imported()
	file, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if file == nil {
		return nil
	}
	pkg := &packages.Package{ID: "p", PkgPath: "example.com/p", Fset: fset, Syntax: []*ast.File{file}, TypesInfo: source.NewInfo(), TypesSizes: types.SizesFor("gc", "amd64"), GoFiles: []string{name}}
	conf := types.Config{FakeImportC: true, Sizes: pkg.TypesSizes, Importer: imports, Error: func(e error) { err = e }}
	pkg.Types, _ = conf.Check(pkg.PkgPath, fset, pkg.Syntax, pkg.TypesInfo)
	pkg.Name, pkg.IllTyped = cmp.Or(file.Name.Name, "p"), err != nil
	return pkg
}

// FuzzTokens: whatever is left of a Go file, it is judged, and its routes are read,
// without a panic and within the file.
func FuzzTokens(f *testing.F) {
	files := realFiles(f)
	for i := 0; i < len(files); i += 3 { // some of them, for each costs time
		f.Add(uint16(i), []byte{0, 1, byte(7 * i), 1, 0, byte(3 * i), 2, 1, byte(i), 6, 0, byte(11 * i)})
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, which uint16, edits []byte) {
		src := mutate(files[int(which)%len(files)], edits)
		pkg := broken(filepath.Join(dir, "p.go"), src)
		if pkg == nil {
			return
		}
		graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer, analyzer.RouteAnalyzer, analyzer.SurveyAnalyzer}, []*packages.Package{pkg}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, root := range graph.Roots {
			if root.Err != nil {
				t.Fatalf("%s: %v of\n%s", root.Analyzer.Name, root.Err, src)
			}
		}
		for _, finding := range graph.Roots[0].Result.(*analyzer.Result).Findings {
			if at := pkg.Fset.Position(finding.Pos); at.Offset > len(src) || finding.End < finding.Pos {
				t.Errorf("%s at %v of\n%s", finding.Message, at, src)
			}
		}
		analyzer.FindRoutes([]*analyzer.Inventory{graph.Roots[1].Result.(*analyzer.Inventory)}, true)
	})
}

// FuzzFix: a fix leaves a file that parses and type-checks, in which what it mended
// is found no more, and in which nothing else has changed.
func FuzzFix(f *testing.F) {
	for _, seed := range [][2]string{
		{"Droplet:read", "tag:read "}, {"tag::read", "tag:read"}, {"tag:re\u0430d", "droplet:read\u00a0image:read"}, {"spaces_keys:create", "spaces_key:create"},
		{"droplet:read,droplet:read", "droplet:READ"}, {"droplet:read\n", "\x69mage:read\t"}, {`{"scopes": ["Droplet:Read"]}`, "account:read\u200b"}, {"?scope=droplet%3Aread+Tag:read", "nfs:list"},
	} {
		for _, form := range []byte{0, 1, 2} {
			f.Add(seed[0], seed[1], form)
		}
	}
	byDefault := analyzer.New(analyzer.NewConfig())
	f.Fuzz(func(t *testing.T, a, b string, form byte) {
		quote := []func(string) string{func(s string) string { return fmt.Sprintf("%q", s) }, func(s string) string { return fmt.Sprintf("%+q", s) }, func(s string) string { return "`" + s + "`" }}[form%3]
		src := fmt.Sprintf("package p\n\nvar scopes = []string{%s, %s, /* droplets */ \"droplet:read\", %[1]s}\n\nconst scope = %s + %[1]s\n", quote(a), quote(b), quote("droplet"))
		for range 5 {
			pkg, err := parse(src)
			if err != nil {
				return // not what was fixed, see below
			}
			graph, err := checker.Analyze([]*analysis.Analyzer{byDefault}, []*packages.Package{pkg}, nil)
			if err != nil {
				t.Fatal(err)
			}
			fixed, n := fix(t, pkg, src, graph.Roots[0].Result.(*analyzer.Result).Findings)
			if n == 0 {
				return
			}
			if _, err := parse(fixed); err != nil {
				t.Fatalf("%v of\n%s\nwhich was\n%s", err, fixed, src)
			}
			src = fixed
		}
		t.Errorf("there is always something to fix in\n%s", src)
	})
}

// fix applies the fixes that keep the authority, and counts them.
func fix(t *testing.T, pkg *packages.Package, src string, findings []analyzer.Finding) (fixed string, n int) {
	t.Helper()
	last := 0
	for _, finding := range findings {
		i := slices.IndexFunc(finding.Fixes, func(f analyzer.Fix) bool { return f.Class == analyzer.SameAuthority })
		if i < 0 {
			continue
		}
		from, to := pkg.Fset.Position(finding.Fixes[i].Edit.Pos).Offset, pkg.Fset.Position(finding.Fixes[i].Edit.End).Offset
		if from < last {
			continue // it overlaps
		}
		if old := finding.Fixes[i].Old; old != "" && src[from:to] != old {
			t.Errorf("%q stands where %q should, for %s", src[from:to], old, finding.Message)
		}
		fixed += src[last:from] + string(finding.Fixes[i].Edit.NewText)
		last = to
		n++
	}
	return fixed + src[last:], n
}

// FuzzConfig: a configuration of known keys with values of all kinds, and its
// catalog, are read or refused with a place, and then answer.
func FuzzConfig(f *testing.F) {
	for i := range byte(40) {
		f.Add([]byte{i, i + 1, i * 3, i * 5, 7, i * 7, i * 11, i * 13, 255 - i, i})
	}
	f.Fuzz(func(t *testing.T, choice []byte) {
		config, own := grow(configGrammar, choice), grow(catalogGrammar, choice)
		cfg, err := analyzer.LoadConfigFS(fstest.MapFS{"c.toml": {Data: config}, "own.toml": {Data: own}}, "c.toml")
		if err != nil {
			var at *tomlfile.Error
			if !errors.As(err, &at) || at.Line < 1 || at.Line > 1+max(bytes.Count(config, []byte("\n")), bytes.Count(own, []byte("\n"))) {
				t.Errorf("%v of\n%s\nand\n%s", err, config, own)
			}
			return
		}
		cfg.Allows("own:read")
		cfg.Excludes("a/b/c.go")
		cfg.Grant("cmd/worker")
		_ = cfg.CheckAllowed(nil)
		c := cfg.Catalog()
		for _, name := range []string{"own:read", "OWN-READ", "own::read ", "a", "", "https://x/y"} {
			c.Lookup(name)
			c.Spelling(name)
			c.Suggest(name)
			c.Renamed(name)
		}
	})
}

// grow writes a text: each byte chooses a line, and those behind it its values.
func grow(lines []string, choice []byte) []byte {
	var out []byte
	next := func(n int) int {
		if len(choice) == 0 {
			return 0
		}
		i := int(choice[0]) % n
		choice = choice[1:]
		return i
	}
	for len(choice) > 0 {
		line := lines[next(len(lines))]
		for strings.Contains(line, "@") {
			line = strings.Replace(line, "@", tomlValues[next(len(tomlValues))], 1)
		}
		out = append(append(out, line...), '\n')
	}
	return out
}

var tomlValues = []string{
	`"own:read"`, `["own.toml"]`, `["digitalocean", "own.toml"]`, `["a/**/*.go", "{a,b}"]`, `"error"`, `"off"`, `["./cmd/worker"]`, `["own:read", "own:*"]`, `true`, `-1`, `3`,
	`"GET /a/*"`, `"x"`, `""`, `[]`, `["resource:action"]`, `["action.resource.x", "*"]`, `{ "broad-scope" = "off" }`, `["(*a/b.T).M", "a.F"]`, `"2027-01-31"`, `[["own:read"], ["own:write"]]`,
	`{ "own:read" = "Read", "own:write" = "" }`, `'\n\u200b'`, `"\u001b[1m"`, `1979-05-27`, `nan`, `"unknown-scope"`, `"net/http"`, `[{ a = 1 }]`,
}

var configGrammar = []string{
	"catalogs = @", "exclude = @", "[rules]", "unknown-scope = @", "broad-scope = @", "[scopes]", "allow = @", "strict = @", "[[override]]", "paths = @", "rules = @", "catalogs = @",
	"[[grant]]", "packages = @", "scopes = @", "[[waiver]]", "rule = @", "path = @", "route = @", "scope = @", "reason = @", "until = @", "findings = @",
	"[routes]", "guards = @", "floor = @", "require = @", "[[routes.public]]", "[[routes.router]]", "package = @", "methods = @", "nope = @", "@ = @", "# @",
}

var catalogGrammar = []string{
	"name = \"Own\"", "name = @", "grammar = [\"resource:action\"]", "grammar = @", "wildcard = @", "[scopes]", "\"own:read\" = @", "\"own:write\" = @", "@ = @", "[unlisted]", "\"own:list\" = @",
	"distinct = @", "slips = @", "[aliases]", "\"all:read\" = @", "[implies]", "\"own:write\" = @", "[synonyms]", "read = @", "[[renamed]]", "names = @", "source = @", "[evidence]", "imports = @", "words = @",
	"servers = @", "[operations]", "\"GET /a\" = @", "\"POST /b/{x}\" = @",
}
