package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	outside = regexp.MustCompile(`(?i)(src|href)\s*=\s*["']?[^#"']|url\(|@import|https?://|<link|ZgotmplZ`)
	anchor  = regexp.MustCompile(`href="#([^"]*)"`)
	id      = regexp.MustCompile(` id="([^"]*)"`)
)

// checkPage checks that a page refers to nothing outside of it and to nothing
// that it lacks, is made for the dark and for phones, and has some texts.
func checkPage(t *testing.T, page string, want ...string) {
	t.Helper()
	if ref := outside.FindString(page); ref != "" {
		t.Errorf("the page refers to something: %q", ref)
	}
	ids := make(map[string]bool)
	for _, m := range id.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("the page has the ID %q twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range anchor.FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("the page has no #%s", m[1])
		}
	}
	if allowed := strings.Contains(page, "script-src"); allowed != strings.Contains(page, "<script") {
		t.Errorf("scripts are allowed: %v", allowed)
	}
	for _, want := range append(want, "prefers-color-scheme: dark", `name="viewport"`, "default-src 'none'; style-src 'unsafe-inline'") {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// auditText has a finding of each kind of excuse, a scope that is used where its
// name is declared, and markup.
const auditText = `package svc

import "net/http"

var scopes = []string{"droplet:read", "droplet:create", "<b>:write", "droplet:wirte", "own:read"}

//scopelint:ignore broad-scope "<i>" says so
var backupScopes = []string{"api:read", "droplet:delete", "spaces_keys:create"}

func requireScope(scope string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Scope") != scope {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func list(http.ResponseWriter, *http.Request) {}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v2/droplets", requireScope("droplet:read", list))
	mux.HandleFunc("GET /v2/droplets/{id}/logs", list)
	return mux
}
`

// lintHere lints ./... of the working directory.
func lintHere(t *testing.T, args ...string) *report {
	t.Helper()
	o, err := parseOptions(args, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := examine(o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.audit, err = takeAudit(&o.common); err != nil {
		t.Fatal(err)
	}
	return r
}

// The audit has the findings with their excuses, the scopes, the routes and
// the grants, and quotes what it shows.
func TestAuditHTML(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("cmd/worker", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod": "module example.com/svc\n\ngo 1.24\n", "svc.go": auditText, "cmd/worker/main.go": "package main\n\nfunc main() {}\n",
		".scopelint.toml": "[scopes]\nallow = [\"own:*\"]\n[[grant]]\npackages = [\"./cmd/worker\"]\nscopes = [\"tag:read\"]\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := lintHere(t)
	var names []string
	for _, s := range r.audit.Scopes {
		names = append(names, strings.TrimSpace(s.Name+" "+s.Note))
	}
	want := []string{
		"api:read over-broad", "droplet:create", "droplet:delete", "droplet:read", "droplet:wirte unknown", "own:read allowed", "spaces_keys:create look-alike",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("scopes (-want +got):\n%s", diff)
	}
	r.Problems = append(r.Problems, problem{Package: "p", Message: "does <not> load"})
	r.Findings[len(r.Findings)-1].Old = oldBaseline
	r.Gone = []gone{{Message: "no more unknown-scope"}}
	var out bytes.Buffer
	if err := printAudit(&out, r); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	checkPage(t, page,
		`<title>Scopes of `+filepath.Base(r.dir), `unknown scope &#34;droplet:wirte&#34;`, "&#34;&lt;i&gt;&#34; says so", "the baseline lists it",
		"&lt;b&gt;:write", "<code>GET /v2/droplets</code>", "svc.go:8:30", "<code>./cmd/worker</code>", ".scopelint.toml", "no more unknown-scope",
		"does &lt;not&gt; load", `class="bad">unguarded`)
	if strings.Contains(page, "<b>") || strings.Contains(page, "<i>") {
		t.Error("a text became markup")
	}
}
