package openapi_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/openapi"
)

// head begins the specifications of the tests.
const head = `openapi: 3.0.3
info: {title: Widgets, version: 1.2}
servers: [{url: "https://api.example.com/v1"}]
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    oauth: {type: oauth2, flows: {implicit: {scopes: {"widget:read": Look, "widget:paint": Paint}}}}
    key: {type: apiKey}
`

// read reads a specification of one file.
func read(t *testing.T, text string) (*openapi.Spec, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "api.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return openapi.Read(file)
}

func TestSecurity(t *testing.T) {
	for _, tt := range []struct {
		security string // of the operation
		want     [][]string
	}{
		{`[{oauth: ["widget:read"]}]`, [][]string{{"widget:read"}}},
		{`[{oauth: ["widget:read", "widget:paint", "widget:read"]}]`, [][]string{{"widget:read", "widget:paint"}}},
		{`[{oauth: ["widget:read"]}, {oauth: ["widget:paint"]}]`, [][]string{{"widget:read"}, {"widget:paint"}}},
		{`[{oauth: ["widget:read"], token: ["extra:see"]}]`, [][]string{{"widget:read", "extra:see"}}},
		{`[{oauth: ["widget:read"]}, {key: []}]`, [][]string{{"widget:read"}}}, // a key is no token
		{`[{key: []}]`, nil},
		{`[{oauth: []}]`, nil}, // any token
		{`[{oauth: ["widget:read"]}, {oauth: []}]`, nil},
		{`[{oauth: ["widget:read"]}, {}]`, nil}, // no token, if one likes
		{`[]`, nil},
	} {
		spec, err := read(t, head+"paths: {/widgets: {get: {operationId: list, security: "+tt.security+"}}}")
		if err != nil {
			t.Errorf("%s: %v", tt.security, err)
			continue
		}
		want := []catalog.Operation{{Method: "GET", Path: "/v1/widgets", ID: "list", Scopes: tt.want}}
		if diff := cmp.Diff(want, spec.Operations); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.security, diff)
		}
	}
}

// What a specification says at its top holds where an operation says nothing,
// and tags, anchors, aliases and merges are read as YAML means them.
func TestInherited(t *testing.T) {
	spec, err := read(t, head+`
security: [{oauth: &paint ["widget:paint"]}]
x-shared: &shared
  servers: [{url: "https://{region}.example.com/", variables: {region: {default: eu}}}]
  security: [{token: *paint}]
paths:
  /a:
    parameters: []
    get: {}
    put: {security: []}
    post: {<<: *shared, operationId: !!str post}
    patch: {<<: *shared, servers: [{url: /v3}], security: []} # its own come first
  /b:
    servers: [{url: /v2}]
    get:
  /c: {<<: {get: {operationId: merged}}, get: {operationId: own}}
  x-extension: {get: {}}
`)
	if err != nil {
		t.Fatal(err)
	}
	paint := [][]string{{"widget:paint"}}
	want := []catalog.Operation{
		{Method: "GET", Path: "/v1/a", Scopes: paint},
		{Method: "PUT", Path: "/v1/a"},
		{Method: "POST", Path: "/a", Server: "https://eu.example.com", ID: "post", Scopes: paint},
		{Method: "PATCH", Path: "/v3/a"},
		{Method: "GET", Path: "/v2/b", Scopes: paint},
		{Method: "GET", Path: "/v1/c", ID: "own", Scopes: paint},
	}
	if diff := cmp.Diff(want, spec.Operations); diff != "" || len(spec.Notes) > 0 {
		t.Errorf("notes %v, -want +got:\n%s", spec.Notes, diff)
	}
	if diff := cmp.Diff([]string{"https://api.example.com"}, spec.Servers); diff != "" {
		t.Errorf("servers (-want +got):\n%s", diff)
	}
}

// References are followed from file to file, wherever one stands.
func TestRefs(t *testing.T) {
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(`
-- api.yaml --
openapi: 3.1.0
info: {title: Widgets}
components: {$ref: 'shared/components.json'}
paths:
  /widgets: {$ref: 'paths/widgets.yaml'}
  /gadgets:
    get: {$ref: 'paths/widgets.yaml#/get'}
  "/a~b":
    get: {$ref: '#/paths/~1gadgets/get'}
    put: {$ref: 'paths/ops%20of%20all.yaml#/list/1'}
-- shared/components.json --
{
	"securitySchemes": {"oauth": {"$ref": "#/x/oauth"}},
	"x": {"oauth": {"type": "oauth2", "flows": {"password": {"scopes": {"widget:read": "Look\nhere", "widget:own": "\ud83d\ude00 \/"}}}}}
}
-- paths/widgets.yaml --
get: {operationId: list, security: [{oauth: ["widget:read"]}]}
-- paths/ops of all.yaml --
list: [{}, {security: [{oauth: ["widget:own", "widget:burn"]}]}]
`)).Files {
		file := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	spec, err := openapi.Read(filepath.Join(dir, "api.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	draft, notes, err := spec.Draft("", nil)
	if err != nil {
		t.Fatal(err)
	}
	draft.Source = ""
	got, err := draft.TOML("catalog.toml")
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	const want = `
name    = "Widgets"
grammar = ["resource:action"]

[scopes]
"widget:read" = "Look here"
"widget:own"  = "😀 /"

[unlisted]
"widget:burn" = ""

[operations]
"GET /a~b"     = ["widget:read"]
"PUT /a~b"     = ["widget:own", "widget:burn"]
"GET /gadgets" = ["widget:read"]
"GET /widgets" = ["widget:read"]
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What is wrong is told with its place and a remedy.
func TestErrors(t *testing.T) {
	const ask = head + "paths:\n  /a:\n    get: {security: "
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "api.yaml:1:1: this is no OpenAPI specification: it is no mapping"},
		{"syntax", "openapi: 3.0.0\npaths: [\n", "api.yaml:3:1: this is no YAML: did not find expected node content"},
		{"tab", "openapi: 3.0.0\npaths:\n\t/a: {}\n", "api.yaml:3:1: this is no YAML: found character that cannot start any token"},
		{"twice", "openapi: 3.0.0\nopenapi: 3.0.0\n", `api.yaml:2:1: the key "openapi" stands in line 1 already: remove one of the two`},
		{"part", "get: {}\n", "api.yaml:1:1: this is no OpenAPI specification: the key \"openapi\" is missing; name the file that has it"},
		{"swagger", "swagger: \"2.0\"\n", "api.yaml:1:10: this is Swagger 2.0: convert it to OpenAPI 3 first"},
		{"version", "openapi: 4.0.0\n", "api.yaml:1:10: OpenAPI \"4.0.0\" is not read, only 3.0 to 3.2"},
		{"no paths", head, "api.yaml:1:1: the specification has no \"paths\""},
		{"no operations", head + "paths: {}", "api.yaml:1:1: the specification has no operations"},
		{"no scopes", "openapi: 3.0.0\npaths: {/a: {get: {}}}", "api.yaml:1:1: the specification has no scopes: none of its 1 operations asks for one"},
		{"scheme", ask + "[{oath: []}]}", "api.yaml:11:29: no security scheme is called \"oath\""},
		{"no list", ask + "{oauth: []}}", "api.yaml:11:21: security is no list: write it as - scheme: [scopes]"},
		{"no mapping", ask + "[oauth]}", "api.yaml:11:22: this is no security requirement"},
		{"no scope list", ask + "[{oauth: widget:read}]}", "api.yaml:11:30: the scopes of oauth are no list: write them as [widget:read]"},
		{"no name", ask + "[{oauth: [[]]}]}", "api.yaml:11:31: this is no scope: write its name"},
		{"no file", head + "paths: {/a: {$ref: a/b.yaml}}", "api.yaml:9:20: $ref \"a/b.yaml\": open "},
		{"no key", head + "paths: {/a: {$ref: '#/a/b'}}", "api.yaml:9:20: $ref \"#/a/b\": "},
		{"remote", head + "paths: {/a: {$ref: 'https://a.example/b'}}", "api.yaml:9:20: $ref \"https://a.example/b\" is on a server, and only files are read: bundle"},
		{"no paths", head + "paths: text", "api.yaml:9:8: the paths should stand here, and this is no mapping"},
		{"no path item", head + "paths: {/a: text}", "api.yaml:9:13: the operations of /a should stand here, and this is no mapping: correct it, or the $ref"},
		{"no path item elsewhere", head + "x-text: text\npaths: {/a: {$ref: '#/x-text'}}", "api.yaml:9:9: the operations of /a should stand here"},
		{"no operation", head + "paths: {/a: {get: [x]}}", "api.yaml:9:19: the operation GET /a should stand here"},
		{"no servers", head + "paths: {/a: {servers: {url: /v1}, get: {}}}", "api.yaml:9:23: servers is no list"},
		{"no schemes", "openapi: 3.0.0\ncomponents: {securitySchemes: [oauth]}\npaths: {}", "api.yaml:2:31: the security schemes should stand here"},
		{"no scopes of a flow", "openapi: 3.0.0\ncomponents: {securitySchemes: {o: {flows: {implicit: {scopes: [a]}}}}}\npaths: {}", "api.yaml:2:63: scopes with their descriptions should stand here"},
		{"circle", head + "paths: {/a: {$ref: '#/paths/~1a'}}", "this $ref leads in a circle"},
		{"inner circle", head + "paths: {/a: {$ref: '#/paths/~1a/b'}}", "this $ref leads in a circle"},
	} {
		_, err := read(t, tt.text)
		var text string
		if err != nil {
			text = err.Error()
		}
		if !strings.Contains(text, tt.want) {
			t.Errorf("%s: %s\nwant: %s", tt.name, text, tt.want)
		}
	}
}

// What a catalog cannot hold is left out, and told.
func TestNotes(t *testing.T) {
	spec, err := read(t, head+`
paths:
  /a/{x}: {get: {security: [{oauth: ["widget:read"]}, {oauth: [openid]}]}}
  /a/{y}: {get: {}}
  /b: {get: {security: [{oauth: [openid]}]}, put: {security: [{token: [Widget-Read:x, widget_read:x]}]}}
  "/c#d": {get: {}}
  /e: {GET: {}, summary: none, x-own: none}
`)
	if err != nil {
		t.Fatal(err)
	}
	draft, notes, err := spec.Draft("Other", nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := draft.TOML("")
	if err != nil {
		t.Fatal(err)
	}
	if _, operations, _ := strings.Cut(string(data), "[operations]\n"); operations != "\"GET /v1/a/{x}\" = [[\"widget:read\"], [\"openid\"]]\n\"GET /v1/b\"     = [\"openid\"]\n" {
		t.Errorf("operations:\n%s", operations)
	}
	var got strings.Builder
	for _, n := range notes {
		n.File = "api.yaml"
		got.WriteString(n.Error() + "\n")
	}
	const want = `api.yaml:12:17: GET /v1/a/{y} is left out: GET /v1/a/{x} is the same
api.yaml:14:17: GET "/v1/c#d" is left out: it is no path of a URL
api.yaml:15:13: /e "GET" is left out: the operations of a path are get, head, options, post, put, patch, delete, trace, query
api.yaml:13:51: scope "widget_read:x" is left out: it differs from "Widget-Read:x" only in case or hyphens
api.yaml:13:51: PUT /v1/b is left out: it asks for Widget-Read:x, widget_read:x
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Whatever a file says, reading it ends, with an error or with what can be
// written as a catalog.
func FuzzRead(f *testing.F) {
	f.Add(head + "paths: {/a: {get: {security: [{oauth: [\"widget:read\"]}, {}]}}}")
	f.Add(head + "paths:\n  /a: &x\n    <<: *x\n    get: {$ref: '#/paths'}\n")
	f.Add("{\"openapi\": \"3.1.0\", \"paths\": {\"/a/{b}\": {\"get\": {\"security\": [{\"k\": [\"A.B-C/d\"]}]}}}, \"components\": {\"securitySchemes\": {\"k\": {}}}}")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "$ref") && strings.Contains(text, "/") && !strings.Contains(text, "#") {
			return // reads other files
		}
		spec, err := read(t, text)
		if err != nil {
			return
		}
		draft, _, err := spec.Draft("x", nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(draft.Scopes) == 0 {
			return
		}
		if _, err := draft.TOML("x.toml"); err != nil {
			t.Errorf("%v\nof:\n%s", err, text)
		}
	})
}

// A name that is asked for once and is nearly another one looks like a slip.
func TestSlips(t *testing.T) {
	spec, err := read(t, head+`
paths:
  /a: {get: {security: [{token: [manage_runners:org]}]}, put: {security: [{token: [manage_runners:org]}]}}
  /b: {get: {security: [{token: [manage_runner:org]}]}, put: {security: [{token: [manage_runners:org]}]}}
  /c: {get: {security: [{token: [widget:make]}]}}
`)
	if err != nil {
		t.Fatal(err)
	}
	slips := spec.Slips()
	if len(slips) != 1 || !strings.Contains(slips[0].Error(), `scope "manage_runner:org" looks like a slip: "manage_runners:org" is asked for 3 times`) {
		t.Errorf("slips: %v", slips)
	}
}
