package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/catalog/visible"
)

// forged is text that acts on a terminal, in a log, on a page, and in Markdown.
const forged = "\n::error file=a.go::forged\r\x1b[31m\u009b1m\u202e\u200b\u2028\u3164 ##[error]forged ##vso[task.complete] <img src=x>`[x](y) @all | \t::error::"

// hostile is a module in which forged stands wherever there is a place for it.
func hostile(t *testing.T) string {
	t.Helper()
	literal := strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`, "\x1b", `\x1b`, "`", "\\u0060").Replace(forged)
	files := map[string]string{
		"go.mod": "module example.com/hostile\n\ngo 1.26\n",
		"main.go": `package main

import "net/http"

var scopes = []string{"droplet:read", "droplet:create", "droplet:wirte` + literal + `", "tag:read` + literal + `", "droplet:wirte"} // ` + strings.ReplaceAll(forged, "\n", "") + `

//scopelint:ignore broad-scope ` + strings.ReplaceAll(forged, "\n", "") + `
var more = []string{"api:read"}

func requireScope(scope string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Scope") != scope {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func list(w http.ResponseWriter, r *http.Request) {}

func main() {
	http.HandleFunc("GET /a` + literal + `", requireScope("droplet:read", list))
	http.HandleFunc("POST /a` + literal + `", requireScope("droplet:wirte", list))
	http.HandleFunc("DELETE /a/b` + literal + `", list)
	var x int = "` + literal + `"
}
`,
		"scopes.toml": "name = \"Own\"\ngrammar = [\"resource:action\"]\n[scopes]\n\"own:read\" = \"" + strings.NewReplacer(`\x1b`, `\u001b`).Replace(literal) + "\"\n",
		".scopelint.toml": "catalogs = [\"digitalocean\", \"scopes.toml\"]\n[scopes]\nallow = [\"own:*\"]\n[[routes.public]]\nroute = \"/a/*\"\nreason = \"" +
			strings.NewReplacer(`\x1b`, `\u001b`).Replace(literal) + "\"\n",
		// The name of a file goes before the position of each finding.
		"::error::\x1b\u202eforged\n::warning::##[error].go": "package main\n\nvar otherScopes = []string{\"droplet:wirte\", \"own:read\"}\n",
	}
	dir := filepath.Join(t.TempDir(), "::error::\u202eforged\n::error::x")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Skip(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Skip(err)
		}
	}
	return dir
}

// annotation is the form of the commands that -format github prints.
var annotation = regexp.MustCompile(`^::(error|warning|notice) (file=[^:]*,)?title=[^:]*::[^\n]*$`)

// What others have written shows and does nothing, in whatever format.
func TestHostile(t *testing.T) {
	t.Chdir(hostile(t))
	out := t.TempDir()
	for _, c := range []struct {
		args    []string
		formats []string
	}{
		{[]string{"lint"}, formats()}, {[]string{"routes"}, sortedKeys(routePrinters)}, {[]string{"catalog", "list"}, []string{"text", "json"}},
		{[]string{"explain", "own:read"}, nil}, {[]string{forged}, nil},
	} {
		for _, f := range c.formats {
			c.args = append(c.args, "-format", f+"="+filepath.Join(out, f))
		}
		var stdout, stderr bytes.Buffer
		run(c.args, &stdout, &stderr)
		checkShown(t, c.args[0]+" to stderr", stderr.String(), nil)
		checkShown(t, c.args[0], stdout.String(), nil)
		for _, f := range c.formats {
			data, err := os.ReadFile(filepath.Join(out, f))
			if err != nil || !strings.Contains(string(data), "forged") {
				t.Errorf("%s as %s: nothing is told: %v", c.args[0], f, err)
			}
			checkShown(t, c.args[0]+" as "+f, string(data), map[string]*regexp.Regexp{"github": annotation}[f])
			checkMarkup(t, c.args[0], f, string(data))
		}
	}
}

// codeSpan is what no reader of Markdown takes for markup.
var codeSpan = regexp.MustCompile("```\n[^\n]*\n```|``[^\n]*?``|`[^`\n]*`")

func checkMarkup(t *testing.T, command, format, text string) {
	t.Helper()
	markup := map[string][]string{"html": {"<img"}, "markdown": {"<img", "`[", "` [", " @all"}}[format]
	text = codeSpan.ReplaceAllString(text, "")
	for _, m := range markup {
		if i := strings.Index(text, m); i > 0 && text[i-1] != '\\' {
			t.Errorf("%s as %s: %s is markup: %q", command, format, m, text[max(i-50, 0):i+20])
		}
	}
}

// checkShown checks that a text has no hidden characters and no commands but those of
// a form.
func checkShown(t *testing.T, what, text string, allowed *regexp.Regexp) {
	t.Helper()
	for n, line := range strings.Split(text, "\n") {
		hidden := func(r rune) bool { return r != '\t' && (visible.Hidden(r) || unicode.IsControl(r)) }
		if strings.ContainsFunc(line, hidden) {
			t.Errorf("%s:%d: hidden characters: %q", what, n+1, line)
		}
		if allowed != nil && allowed.MatchString(line) {
			continue
		}
		if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.Contains(line, "##vso[") {
			t.Errorf("%s:%d: a command: %q", what, n+1, line)
		}
	}
}

// TestHostileNeeds: nor does it in what "scopelint needs" prints.
func TestHostileNeeds(t *testing.T) {
	place := needs.Place{File: forged, Line: 1, Column: 2}
	steps := []needs.Step{{Function: forged, Place: place}}
	a := &needsAnswer{Version: 1, Programs: []needsProgram{{
		Program: needs.Program{
			Package: forged, Scopes: []string{forged},
			Paths: []needs.Path{{Scope: forged, Operation: forged, Reason: forged, Where: &place, Steps: steps}},
			Maybe: []needs.Maybe{{Scopes: []string{forged}, Operation: forged, Reason: forged, Where: &place, Steps: steps}},
			Unresolved: []needs.Unresolved{
				{Request: forged, Reason: forged, Place: place, Steps: steps}, {Kind: needs.LoadError, Reason: forged, Place: place},
			},
		},
		Closure: []string{forged},
	}}}
	for _, format := range sortedKeys(needsPrinters) {
		var out bytes.Buffer
		if err := needsPrinters[format](&out, a); err != nil || !strings.Contains(out.String(), "forged") {
			t.Errorf("%s: %v", format, err)
		}
		checkShown(t, format, out.String(), nil)
		checkMarkup(t, "needs", format, out.String())
	}
}

// TestPrinting: what the command prints beside constants goes through package
// visible.
func TestPrinting(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "github.go" { // which escapes in its own way, too
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for n := range ast.Preorder(file) {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 || !strings.HasPrefix(types.ExprString(call.Fun), "fmt.Fprint") {
				continue
			}
			text := types.ExprString(call)
			unshown := slices.ContainsFunc(call.Args[1:], func(e ast.Expr) bool { _, constant := e.(*ast.BasicLit); return !constant })
			if unshown && printsTo[types.ExprString(call.Args[0])] && !strings.Contains(text, "hown") && !strings.Contains(text, "visible.") && !ownTexts[text] {
				t.Errorf("%s: %s: use package visible", fset.Position(call.Pos()), text)
			}
		}
	}
}

// printsTo are the names of what is printed to, and no hash.
var printsTo = map[string]bool{"stdout": true, "stderr": true, "w": true, "b": true, "&b": true, "tw": true, "t": true, "t.w": true, "p.w": true, "&out": true}

// ownTexts print nothing that others have written.
var ownTexts = map[string]bool{
	"fmt.Fprint(stdout, strings.TrimLeft(usage, \"\\n\"))":                                          true,
	"fmt.Fprintf(stdout, \"\\nFlags:\\n%s\", &defaults)":                                            true,
	"fmt.Fprintln(stdout, c.rest)":                                                                  true,
	"fmt.Fprintf(b, \"%s (%s by default)\\n\\n%s\\n\\n%s\\n\", r.ID, r.Severity, r.Doc(), r.URL())": true,
	"fmt.Fprintf(&out, `\\u%04x`, unit)":                                                            true,
}
