package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"
	"golang.org/x/tools/txtar"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/lsp"
)

// An editor is a client of the language server, over pipes in this process. What
// frames its messages is jsonrpc2's, not ours.
type editor struct {
	t    *testing.T
	conn *jsonrpc2.Conn

	mu          sync.Mutex
	diagnostics map[string][]shownDiagnostic // by file
	messages    []string
	versions    map[string]int
	served      chan error
}

// A shownDiagnostic is what an editor shows, with positions in bytes.
type shownDiagnostic struct {
	Range    shownRange `json:"range"`
	Severity int        `json:"severity"`
	Code     string     `json:"code"`
	Message  string     `json:"message"`
	Href     struct {
		Href string `json:"href"`
	} `json:"codeDescription"`
	Related []struct {
		Message string `json:"message"`
	} `json:"relatedInformation"`
}

type shownRange struct {
	Start shownPosition `json:"start"`
	End   shownPosition `json:"end"`
}

type shownPosition struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type pipes struct {
	io.Reader
	io.WriteCloser
}

// newEditor starts a session whose positions count in an encoding.
func newEditor(t *testing.T, encoding string) *editor {
	e := &editor{t: t, diagnostics: make(map[string][]shownDiagnostic), versions: make(map[string]int), served: make(chan error, 1)}
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	go func() {
		o := options{failOn: "never", tests: true, types: typesNeeded, noCache: true}
		e.served <- lsp.Serve(context.Background(), lsp.Options{Engine: newEngine(o), Log: t.Output()}, in, out)
		out.Close()
	}()
	stream := jsonrpc2.NewBufferedStream(pipes{fromServer, toServer}, jsonrpc2.VSCodeObjectCodec{})
	e.conn = jsonrpc2.NewConn(context.Background(), stream, jsonrpc2.HandlerWithError(e.handle))
	var result struct {
		Capabilities struct {
			PositionEncoding string `json:"positionEncoding"`
		} `json:"capabilities"`
	}
	e.call("initialize", map[string]any{"capabilities": map[string]any{"general": map[string]any{"positionEncodings": []string{encoding}}}}, &result)
	if result.Capabilities.PositionEncoding != encoding {
		t.Errorf("positions are in %s, not %s", result.Capabilities.PositionEncoding, encoding)
	}
	e.notify("initialized", struct{}{})
	t.Cleanup(e.quit)
	return e
}

func (e *editor) handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch req.Method {
	case "textDocument/publishDiagnostics":
		var p struct {
			URI         string            `json:"uri"`
			Diagnostics []shownDiagnostic `json:"diagnostics"`
		}
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			return nil, err
		}
		u, err := url.Parse(p.URI)
		if err != nil {
			return nil, err
		}
		e.diagnostics[filepath.FromSlash(u.Path)] = p.Diagnostics
	case "window/showMessage":
		e.messages = append(e.messages, string(*req.Params))
	}
	return nil, nil
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	if err := e.try(method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) try(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return e.conn.Call(ctx, method, params, result)
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(context.Background(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) quit() {
	e.call("shutdown", nil, nil)
	e.notify("exit", nil)
	if err := <-e.served; err != nil {
		e.t.Error(err)
	}
}

func document(file string) map[string]any {
	return map[string]any{"uri": "file://" + filepath.ToSlash(file)}
}

func (e *editor) open(file string) {
	e.t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		e.t.Fatal(err)
	}
	e.versions[file] = 1
	d := document(file)
	d["languageId"], d["version"], d["text"] = "go", 1, string(text)
	e.notify("textDocument/didOpen", map[string]any{"textDocument": d})
}

func (e *editor) change(file string, changes ...map[string]any) {
	e.t.Helper()
	e.versions[file]++
	d := document(file)
	d["version"] = e.versions[file]
	e.notify("textDocument/didChange", map[string]any{"textDocument": d, "contentChanges": changes})
}

// lint waits until all is judged, and returns what is shown of a module.
func (e *editor) lint(dir string) []string {
	e.t.Helper()
	e.call("workspace/executeCommand", map[string]any{"command": "scopelint.lint", "arguments": []any{"file://" + filepath.ToSlash(dir) + "/go.mod"}}, nil)
	e.mu.Lock()
	defer e.mu.Unlock()
	var list []string
	for file, shown := range e.diagnostics {
		rel, err := filepath.Rel(dir, file)
		if root, _ := analyzer.ModuleRoot(filepath.Dir(file)); err != nil || root != dir {
			continue
		}
		for _, d := range shown {
			if d.Code == "" {
				list = append(list, shownMistake(rel, d))
				continue
			}
			list = append(list, shownAs(rel, d.Range, d.Severity, d.Message, d.Code))
		}
	}
	slices.Sort(list)
	return list
}

// shownMistake is a mistake in a configuration, of which the command does not tell
// the end.
func shownMistake(file string, d shownDiagnostic) string {
	return fmt.Sprintf("%s:%d:%d %s", filepath.ToSlash(file), d.Range.Start.Line+1, d.Range.Start.Character+1, d.Message)
}

func shownAs(file string, r shownRange, severity int, message, rule string) string {
	return fmt.Sprintf("%s:%d:%d-%d:%d: %d %s [%s]", filepath.ToSlash(file), r.Start.Line+1, r.Start.Character+1, r.End.Line+1, r.End.Character+1, severity, message, rule)
}

// linted is what the command line says of a module, in the same form.
func linted(t *testing.T, dir string) []string {
	t.Helper()
	o := options{failOn: "never", tests: true, types: typesNeeded, noCache: true}
	o.from, o.patterns, o.configs = dir, []string{"./..."}, analyzer.NewConfigs(nil)
	r, err := examine(&o, nil)
	var list []string
	for file, mistakes := range lsp.Mistakes(err) {
		if file == "" {
			continue // a message
		}
		for _, m := range mistakes {
			rel, _ := filepath.Rel(dir, file)
			list = append(list, fmt.Sprintf("%s:%d:%d %s", rel, m.Line, m.Column, m.Message))
		}
	}
	if r == nil {
		return list
	}
	for _, f := range r.counting() {
		severity, l := 1, f.Location
		if f.Severity == string(analyzer.Warning) {
			severity = 2
		}
		list = append(list, shownAs(l.File, shownRange{shownPosition{l.Line - 1, max(l.Column, 1) - 1}, shownPosition{l.EndLine - 1, max(l.EndColumn, 1) - 1}}, severity, f.Message, f.Rule))
	}
	slices.Sort(list)
	return list
}

// modules writes the modules of the command's scripts, and returns their
// directories.
func scriptModules(t *testing.T) []string {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal(err, len(scripts))
	}
	var modules []string
	for _, script := range scripts {
		archive, err := txtar.ParseFile(script)
		if err != nil {
			t.Fatal(err)
		}
		root := filepath.Join(t.TempDir(), strings.TrimSuffix(filepath.Base(script), ".txtar"))
		for _, f := range archive.Files {
			file := filepath.Join(root, filepath.FromSlash(f.Name))
			write(t, file, string(f.Data))
			if filepath.Base(file) == "go.mod" {
				modules = append(modules, filepath.Dir(file))
			}
		}
	}
	return modules
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// goFileOf is a Go file of a module, the one nearest to its root, or "".
func goFileOf(t *testing.T, dir string) string {
	var files []string
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if root, _ := analyzer.ModuleRoot(filepath.Dir(file)); filepath.Ext(file) == ".go" && root == dir {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(files, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	if len(files) == 0 {
		return ""
	}
	return files[0]
}

// someModules is how many modules TestEditorSame looks at, for it takes long.
var someModules = flag.Int("modules", 6, "of the scripts, that an editor is compared with the command in; 0 for all")

// TestEditorSame: what an editor shows of a module is what the command says.
func TestEditorSame(t *testing.T) {
	e := newEditor(t, "utf-8")
	n := 0
	modules := scriptModules(t)
	step := 1
	if *someModules > 0 {
		step = max(1, len(modules) / *someModules)
	}
	for i := 0; i < len(modules); i += step {
		dir := modules[i]
		file := goFileOf(t, dir)
		if file == "" {
			continue
		}
		want := linted(t, dir)
		e.open(file)
		if diff := gocmp.Diff(want, e.lint(dir)); diff != "" {
			t.Errorf("%s:\n%s", dir, diff)
		}
		n += len(want)
		e.notify("textDocument/didClose", map[string]any{"textDocument": document(file)})
	}
	t.Logf("every %dth of %d modules, with %d findings", step, len(modules), n)
}
