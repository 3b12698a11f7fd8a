package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

const sessionConfig = `catalogs = ["widgets.toml"]
`

const sessionCatalog = `name = "Widgets"
grammar = ["resource:action"]
[scopes]
"widget:read" = "Look at widgets"
"widget:create" = "Make widgets"
"widget:delete" = "Scrap widgets"
"gadget:read" = "Look at gadgets"
"all:read" = ""
[aliases]
"all:read" = ["*:read"]
`

const sessionCode = `package main

import "net/http"

/* 😀 */ var scopes = []string{"widget:read", "widget:raed"}

func main() {
	http.Handle("GET /widgets", require("widget:read", list))
	http.HandleFunc("POST /widgets", list)
	http.ListenAndServe("", nil)
}

func list(w http.ResponseWriter, r *http.Request) { w.Write(nil) }

func require(scope string, next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Scope") != scope {
			w.WriteHeader(403)
			return
		}
		next(w, r)
	})
}
`

// A session is an editor in a module of its own.
type session struct {
	*editor
	dir, file string
	text      string // of the file, as it is in the editor
}

func newSession(t *testing.T, encoding string) *session {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "go.mod"), "module example.com/widgets\n\ngo 1.24\n")
	write(t, filepath.Join(dir, ".scopelint.toml"), sessionConfig)
	write(t, filepath.Join(dir, "widgets.toml"), sessionCatalog)
	s := &session{editor: newEditor(t, encoding), dir: dir, file: filepath.Join(dir, "main.go"), text: sessionCode}
	write(t, s.file, s.text)
	s.open(s.file)
	return s
}

// at is the position behind a part of the text.
func (s *session) at(part string) shownPosition {
	s.t.Helper()
	i := strings.Index(s.text, part)
	if i < 0 {
		s.t.Fatalf("there is no %q", part)
	}
	before := s.text[:i+len(part)]
	line := before[strings.LastIndex(before, "\n")+1:]
	n := 0
	for _, r := range line {
		if n++; r >= 0x10000 {
			n++ // in UTF-16
		}
	}
	return shownPosition{strings.Count(before, "\n"), n}
}

// replace types something in place of a part of the text.
func (s *session) replace(part, with string) {
	s.t.Helper()
	end := s.at(part)
	start := s.at(s.text[:strings.Index(s.text, part)])
	s.change(s.file, map[string]any{"range": shownRange{start, end}, "text": with})
	s.text = strings.Replace(s.text, part, with, 1)
}

// places are the beginnings of lines of diagnostics.
var places = regexp.MustCompile(`^\S+:\d+:\d+(-\d+:\d+:)? `)

// shows fails unless these diagnostics are shown of the module.
func (s *session) shows(want ...string) {
	s.t.Helper()
	var got []string
	for _, line := range s.lint(s.dir) {
		got = append(got, places.ReplaceAllString(line, ""))
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := gocmp.Diff(want, got); diff != "" {
		s.t.Errorf("shown:\n%s", diff)
	}
}

func (s *session) positioned(pos shownPosition) map[string]any {
	return map[string]any{"textDocument": document(s.file), "position": pos}
}

func (s *session) hover(part string) string {
	s.t.Helper()
	var h struct {
		Contents struct {
			Value string `json:"value"`
		} `json:"contents"`
	}
	s.call("textDocument/hover", s.positioned(s.at(part)), &h)
	return h.Contents.Value
}

func (s *session) complete(part string) []string {
	s.t.Helper()
	var list struct {
		Items []struct {
			Label    string `json:"label"`
			SortText string `json:"sortText"`
		} `json:"items"`
	}
	s.call("textDocument/completion", s.positioned(s.at(part)), &list)
	slices.SortFunc(list.Items, func(a, b struct {
		Label    string `json:"label"`
		SortText string `json:"sortText"`
	}) int {
		return strings.Compare(a.SortText, b.SortText)
	})
	var labels []string
	for _, item := range list.Items {
		labels = append(labels, item.Label)
	}
	return labels
}

type action struct {
	Title       string `json:"title"`
	IsPreferred bool   `json:"isPreferred"`
	Edit        struct {
		Changes map[string][]struct {
			Range   shownRange `json:"range"`
			NewText string     `json:"newText"`
		} `json:"changes"`
	} `json:"edit"`
}

func (s *session) actions(part string) []action {
	s.t.Helper()
	var list []action
	at := s.at(part)
	s.call("textDocument/codeAction", map[string]any{"textDocument": document(s.file), "range": shownRange{at, at}, "context": map[string]any{}}, &list)
	return list
}

const (
	raed      = `1 unknown scope "widget:raed": did you mean "widget:read"? [unknown-scope]`
	unguarded = `1 unguarded route POST /widgets: no request to it needs a scope, and its neighbour GET /widgets names widget:read [unguarded-route]`
)

// TestEditorSession goes through what one does in an editor.
func TestEditorSession(t *testing.T) {
	s := newSession(t, "utf-16")
	s.shows(raed, unguarded)

	s.replace(`widget:raed`, `widget:creat`)
	s.shows(`1 unknown scope "widget:creat": did you mean "widget:create"? [unknown-scope]`, unguarded)
	s.replace(`"widget:creat"`, `"widget:read"`)
	s.shows(unguarded, `1 duplicate scope "widget:read": it stands in this list already [duplicate-scope]`)
	s.replace(`"widget:read", "widget:read"`, `"widget:read", "widget:raed"`)

	if got := s.hover(`"widget:rea`); !strings.Contains(got, "Look at widgets") || !strings.Contains(got, "Covered by: all:read") {
		t.Errorf("hover on a scope: %s", got)
	}
	if got := s.hover(`http.HandleF`); !strings.Contains(got, "POST /widgets is unguarded") {
		t.Errorf("hover on a route: %s", got)
	}
	if got := s.hover(`package`); got != "" {
		t.Errorf("hover on nothing: %s", got)
	}

	if diff := gocmp.Diff([]string{"gadget:read", "widget:read", "widget:create", "widget:delete", "all:read"}, s.complete(`var scopes = []string{"`)); diff != "" {
		t.Errorf("completion:\n%s", diff)
	}
	if diff := gocmp.Diff([]string{"widget:read", "widget:create", "widget:delete"}, s.complete(`require("wid`)); diff != "" {
		t.Errorf("completion in a guard:\n%s", diff)
	}
	for _, part := range []string{`"GET /wid`, `import "`, `Get("Sc`, `func ma`} {
		if got := s.complete(part); len(got) > 0 {
			t.Errorf("completion at %s: %q", part, got)
		}
	}

	var titles []string
	for _, a := range s.actions(`"widget:rae`) {
		titles = append(titles, a.Title)
	}
	if diff := gocmp.Diff([]string{
		`Replace "widget:raed" with "widget:read" (a guess: it may change what is granted)`,
		"Excuse this unknown-scope with a comment, and write the reason",
		"Allow the scope widget:raed in .scopelint.toml",
	}, titles); diff != "" {
		t.Errorf("actions:\n%s", diff)
	}

	// What one action does another run sees.
	for _, a := range s.actions(`"widget:rae`) {
		if strings.HasPrefix(a.Title, "Replace") {
			for _, edits := range a.Edit.Changes {
				e := edits[0]
				s.change(s.file, map[string]any{"range": e.Range, "text": e.NewText})
			}
		}
	}
	s.text = strings.Replace(s.text, "widget:raed", "widget:read", 1)
	s.shows(unguarded, `1 duplicate scope "widget:read": it stands in this list already [duplicate-scope]`)
	s.replace(`"widget:read", "widget:read"`, `"widget:read"`)
	s.shows(unguarded)
	write(t, s.file, s.text)
	s.notify("textDocument/didSave", map[string]any{"textDocument": document(s.file)})
	s.shows(unguarded)

	s.draft()
	s.configure()
	s.switchBranch()
}

// configure lists the open route as public, on disk and then in a buffer with
// mistakes.
func (s *session) configure() {
	config := filepath.Join(s.dir, ".scopelint.toml")
	public := "[[routes.public]]\nroute = \"POST /widgets\"\nreason = \"anybody may\"\n"
	write(s.t, config, sessionConfig+public)
	s.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file://" + config, "type": 2}}})
	s.shows()

	s.open(config)
	s.change(config, map[string]any{"text": sessionConfig + "[rules]\nunknown-scop = \"error\"\nbroad-scope = \"fatal\"\n"})
	s.shows(
		`unknown rule "unknown-scop": did you mean "unknown-scope"?`,
		`"fatal" is no severity: write "error", "warning" or "off"`,
	)
	s.notify("textDocument/didClose", map[string]any{"textDocument": document(config)})
	s.shows()
}

// draft has a file that was never saved.
func (s *session) draft() {
	file := filepath.Join(s.dir, "draft.go")
	d := document(file)
	d["version"], d["text"] = 1, "package main\n\nconst scope = \"widget:craete\"\n"
	s.notify("textDocument/didOpen", map[string]any{"textDocument": d})
	const craete = `1 unknown scope "widget:craete": did you mean "widget:create"? [unknown-scope]`
	s.shows(unguarded, craete)
	s.notify("textDocument/didClose", map[string]any{"textDocument": document(file)})
	s.shows(unguarded)
}

// switchBranch has other files on disk, as git leaves them, and no buffer.
func (s *session) switchBranch() {
	s.notify("textDocument/didClose", map[string]any{"textDocument": document(s.file)})
	write(s.t, s.file, strings.Replace(sessionCode, "[]string{", "[]string{\"gadget:raed\", ", 1))
	write(s.t, filepath.Join(s.dir, ".scopelint.toml"), sessionConfig)
	s.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file://" + s.file, "type": 2}}})
	s.shows(raed, unguarded, `1 unknown scope "gadget:raed": did you mean "gadget:read"? [unknown-scope]`)
	if err := os.Remove(s.file); err != nil {
		s.t.Fatal(err)
	}
	write(s.t, filepath.Join(s.dir, "other.go"), "package main\n\nfunc main() {}\n")
	s.shows()
}

// TestEditorMistakes: what an editor does wrong is answered, and the session goes
// on.
func TestEditorMistakes(t *testing.T) {
	s := newSession(t, "utf-8")
	for _, m := range []struct {
		method string
		params any
		want   string
	}{
		{"textDocument/hover", s.positioned(shownPosition{1000, 0}), "there is no line 1000"},
		{"textDocument/hover", []int{1}, "cannot unmarshal"},
		{"textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": "untitled:1"}}, "is no file"},
		{"workspace/executeCommand", map[string]any{"command": "rm"}, "there is no command rm"},
		{"textDocument/nonsense", nil, "there is no method"},
		{"initialize", map[string]any{}, "initialized already"},
	} {
		if err := s.try(m.method, m.params, nil); err == nil || !strings.Contains(err.Error(), m.want) {
			t.Errorf("%s %v: %v, want %s", m.method, m.params, err, m.want)
		}
	}
	s.versions[s.file] = -1
	s.change(s.file, map[string]any{"text": ""}) // version 0 after version 1
	s.versions[s.file] = 1
	s.change(s.file, map[string]any{"range": shownRange{shownPosition{500, 0}, shownPosition{501, 0}}, "text": ""})
	s.versions[s.file] = 1
	s.change(s.file, map[string]any{"range": shownRange{shownPosition{4, 2}, shownPosition{4, 1}}, "text": ""})
	s.versions[s.file] = 1
	s.shows(raed, unguarded)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, want := range []string{"comes after version 1", "there is no line 500", "ends in front of its start"} {
		if !slices.ContainsFunc(s.messages, func(m string) bool { return strings.Contains(m, want) }) {
			t.Errorf("no message says %q: %q", want, s.messages)
		}
	}
}
