package main

import (
	"fmt"
	"strings"
)

// moduleShapes are what the go command reads beside Go files.
func moduleShapes(try func(shape)) {
	quoted := func(form string) string { return filled(func(i int) string { return fmt.Sprintf(form, i) }) }
	module := func(name, file, text string, more map[string]string) {
		files := small(more)
		files[file] = text
		try(shape{name: file + ": " + name, files: files, runs: []string{"-no-cache", "routes -no-cache", "needs -no-cache", "init"}})
	}
	fill := inputSize - 200
	const head = "module example.com/m\n\ngo 1.26\n\n"
	module("requirements", "go.mod", head+"require (\n"+quoted("\texample.com/a%d v1.2.3\n")+")\n", nil)
	module("one requirement", "go.mod", head+filled(same("require example.com/a v1.2.3\n")), nil)
	module("replacements", "go.mod", head+quoted("replace example.com/a%d => ./a\n"), nil)
	module("replacements in a chain", "go.mod", head+quoted("replace example.com/a%[1]d => example.com/a%[1]d0 v1.0.0\n"), nil)
	module("exclusions", "go.mod", head+quoted("exclude example.com/a v1.2.%d\n"), nil)
	module("one line", "go.mod", head+strings.Repeat("a ", fill/2), nil)
	module("open blocks", "go.mod", head+filled(same("require (\n")), nil)
	module("comments", "go.mod", head+filled(same("// a\n")), nil)
	module("a long path", "go.mod", "module example.com/"+strings.Repeat("a/", fill/2)+"m\n\ngo 1.26\n", nil)
	module("a long version", "go.mod", "module example.com/m\n\ngo 1."+strings.Repeat("2", fill)+"\n", nil)
	module("a text", "go.mod", "module \""+strings.Repeat(`\"`, fill/2)+"\"\n", nil)
	module("nul characters", "go.mod", filled(same("\x00")), nil)
	module("tools", "go.mod", head+quoted("tool example.com/a%d\n"), nil)
	module("unknown", "go.mod", head+quoted("word%d x\n"), nil)
	module("directories", "go.work", "go 1.26\n\nuse (\n\t.\n"+quoted("\t./a%d\n")+")\n", nil)
	module("one directory", "go.work", "go 1.26\n\n"+filled(same("use .\n")), nil)
	module("replacements", "go.work", "go 1.26\n\nuse .\n"+quoted("replace example.com/a%d => ./a\n"), nil)
	module("one line", "go.work", "go 1.26\n\nuse "+strings.Repeat("./", fill/2)+"\n", nil)
	module("open blocks", "go.work", "go 1.26\n\n"+filled(same("use (\n")), nil)
	vendor := map[string]string{"go.mod": head + "require example.com/a v1.0.0\n", "x.go": "package main\n\nimport _ \"example.com/a/b\"\n"}
	module("packages", "vendor/modules.txt", "# example.com/a v1.0.0\n## explicit; go 1.20\n"+quoted("example.com/a/b%d\n"), vendor)
	module("modules", "vendor/modules.txt", quoted("# example.com/a%d v1.0.0\n## explicit\n"), vendor)
	module("one line", "vendor/modules.txt", strings.Repeat("# ", fill/2)+"\n", vendor)
	module("replacements", "vendor/modules.txt", quoted("# example.com/a%d => ./a\n"), vendor)
	module("sums", "go.sum", quoted("example.com/a%d v1.0.0 h1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\n"), nil)

	files := small(nil)
	for i := range 12_000 {
		files[fmt.Sprintf("p%d/x.go", i)] = fmt.Sprintf("package p\n\nvar scope = \"droplet:raed%d\"\n", i)
	}
	try(shape{name: "12,000 packages", files: files, runs: []string{"-no-cache", "routes -no-cache", "needs -no-cache"}})
	files = small(nil)
	for i := range 12_000 {
		files[fmt.Sprintf("p/x%d.go", i)] = fmt.Sprintf("package p\n\nvar scope%d = \"droplet:raed%[1]d\"\n", i)
	}
	try(shape{name: "12,000 files", files: files, runs: []string{"-no-cache", "routes -no-cache", "needs -no-cache"}})
	files = small(nil)
	for i := range 9_000 {
		files[fmt.Sprintf("p%d/x.go", i)] = fmt.Sprintf("package p%d\n\nimport \"example.com/m/p%d\"\n\nconst Res = p%[2]d.Res\n\nvar scope = Res + \":raed\"\n", i, i+1)
	}
	files["p9000/x.go"] = "package p9000\n\nconst Res = \"droplet\"\n"
	try(shape{name: "a chain of 9,000 imports", files: files, runs: []string{"-no-cache", "routes -no-cache", "needs -no-cache"}})
	try(shape{name: "a deep directory", files: small(map[string]string{strings.Repeat("a/", 1900) + "x.go": "package a\n\nvar scope = \"droplet:raed\"\n"}), runs: []string{"-no-cache", "routes -no-cache", "needs -no-cache"}})
}

// specShapes are OpenAPI specifications.
func specShapes(try func(shape)) {
	quoted := func(form string) string { return filled(func(i int) string { return fmt.Sprintf(form, i) }) }
	fill := inputSize - 500
	const head = "openapi: 3.0.0\ninfo: {title: Own, version: '1'}\ncomponents:\n  securitySchemes:\n    o: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://x', scopes: {'order:read': ''}}}}\n"
	spec := func(name, text string) {
		try(shape{name: "specification: " + name, files: small(map[string]string{"spec.yaml": text, "own.toml": ordersCatalog}), runs: []string{"catalog import spec.yaml", "catalog diff spec.yaml own.toml", "catalog diff spec.yaml spec.yaml"}})
	}
	operation := "{get: {security: [{o: ['order:read']}], responses: {}}}\n"
	spec("paths", head+"paths:\n"+quoted("  /a%d: "+operation))
	spec("open paths", head+"paths:\n"+quoted("  /a%d: {get: {responses: {}}}\n"))
	spec("references", head+"paths:\n"+quoted("  /a%d: {$ref: '#/x'}\n")+"x: "+operation)

	chain := filled(func(i int) string { return fmt.Sprintf("x%d: {$ref: '#/x%d'}\n", i, i+1) })
	spec("a long chain of references", head+"paths:\n  /a: {$ref: '#/x0'}\n"+chain)
	spec("a circle of references", head+"paths:\n  /a: {$ref: '#/x'}\nx: {$ref: '#/x'}\n"+filled(same("# a\n")))
	spec("references that double", head+"paths:\n  /a: {$ref: '#/x0'}\n"+times(60, func(i int) string {
		return fmt.Sprintf("x%d: {get: {$ref: '#/x%d'}, post: {$ref: '#/x%[2]d'}, callbacks: {a: {$ref: '#/x%[2]d'}, b: {$ref: '#/x%[2]d'}}}\n", i, i+1)
	}))
	spec("missing files", head+"paths:\n"+quoted("  /a%[1]d: {$ref: 'a%[1]d.yaml'}\n"))
	spec("itself", head+"paths:\n"+quoted("  /a%[1]d: {$ref: 'spec.yaml#/x'}\n")+"x: "+operation)
	spec("deep references", head+"paths:\n  /a: {$ref: '#"+strings.Repeat("/a", fill/2)+"'}\n")
	spec("aliases that double", "a0: &a0 [x, x]\n"+times(60, func(i int) string { return fmt.Sprintf("a%d: &a%[1]d [*a%d, *a%[2]d]\n", i+1, i) })+head+"paths: *a60\n")
	spec("paths that double", "a0: &a0 {get: {security: [{o: ['order:read']}]}}\n"+times(60, func(i int) string { return fmt.Sprintf("a%d: &a%[1]d {x: *a%d, get: *a%[2]d, y: *a%[2]d}\n", i+1, i) })+head+"paths: {/a: *a60}\n")
	spec("merged keys", "a0: &a0 {k0: 1}\n"+filled(func(i int) string { return fmt.Sprintf("a%d: &a%[1]d {<<: *a%d, k%[1]d: 1}\n", i+1, i) })+head+"paths: {/a: *a1}\n")
	spec("merged lists", "a0: &a0 {k0: 1}\n"+times(60, func(i int) string { return fmt.Sprintf("a%d: &a%[1]d {<<: [*a%d, *a%[2]d], k%[1]d: 1}\n", i+1, i) })+head+"paths: {/a: *a60}\n")
	spec("lists in lists", head+"paths: "+strings.Repeat("[", fill))
	spec("lists in lists, closed", head+"paths: "+strings.Repeat("[", 9000)+strings.Repeat("]", 9000)+"\n")
	spec("maps in maps", head+"paths: "+strings.Repeat("{a: ", fill/4))
	spec("blocks in blocks", head+"paths:\n"+times(1400, func(i int) string { return strings.Repeat(" ", i+1) + "a:\n" }))
	spec("dashes", head+"paths: \n "+strings.Repeat("- ", fill/2)+"a\n")
	spec("questions", head+"paths: \n "+strings.Repeat("? ", fill/2)+"a\n")
	spec("anchors", head+"paths: "+strings.Repeat("&a ", fill/3)+"\n")
	spec("tags", head+"paths: "+strings.Repeat("!a ", fill/3)+"\n")
	spec("documents", filled(same("---\na: 1\n")))
	spec("colons", strings.Repeat(":", fill))
	spec("quotes", "a: '"+strings.Repeat("''", fill/2)+"'\n")
	spec("an open text", "a: \""+strings.Repeat("\\n", fill/2))
	spec("JSON", "{\"a\": "+strings.Repeat("[", fill)+"")
	spec("one key twice", "openapi: 3.0.0\npaths:\n"+filled(same("  /a: {}\n")))
	spec("scopes", "openapi: 3.0.0\ninfo: {title: Own}\ncomponents:\n  securitySchemes:\n    o: {type: oauth2, flows: {implicit: {scopes: {"+quoted("'order%d:read': '', ")+"}}}}\npaths:\n  /a: "+operation)
	spec("scopes of no form", "openapi: 3.0.0\ninfo: {title: Own}\ncomponents:\n  securitySchemes:\n    o: {type: oauth2, flows: {implicit: {scopes: {"+filled(func(i int) string { return fmt.Sprintf("'%s': '', ", spread(i)) })+"}}}}\npaths:\n  /a: "+operation)
	spec("one long scope", "openapi: 3.0.0\ninfo: {title: Own}\ncomponents:\n  securitySchemes:\n    o: {type: oauth2, flows: {implicit: {scopes: {'"+strings.Repeat("a:", fill/3)+"b': ''}}}}\npaths:\n  /a: "+operation)
	spec("unlisted scopes", head+"paths:\n  /a: {get: {security: [{o: ["+quoted("'order%d:read', ")+"]}]}}\n")
	spec("alternatives", head+"paths:\n  /a: {get: {security: ["+quoted("{o: ['order%d:read']}, ")+"]}}\n")
	spec("schemes", "openapi: 3.0.0\ninfo: {title: Own}\ncomponents:\n  securitySchemes:\n"+quoted("    o%d: {type: oauth2, flows: {implicit: {scopes: {'order:read': ''}}}}\n")+"paths:\n  /a: {get: {security: [{o1: ['order:read']}]}}\n")
	spec("many schemes in one", head+"paths:\n  /a: {get: {security: [{"+quoted("o%d: ['order:read'], ")+"}]}}\n")
	spec("callbacks", head+"paths:\n  /a: {get: {callbacks: "+strings.Repeat("{a: {'/x': {get: {callbacks: ", 20_000)+"{}"+strings.Repeat("}}}}", 20_000)+"}}\n")
	spec("a long path", head+"paths:\n  '/"+strings.Repeat("a/", fill/4)+"': "+operation)
}

// spread is a name whose form few others have.
func spread(i int) string {
	var b strings.Builder
	for n := i + 1; n > 0; n /= 4 {
		b.WriteString("a")
		b.WriteByte(":./_"[n%4])
	}
	return b.String() + fmt.Sprint("x", i)
}

// editorShapes are what an editor sends.
func editorShapes(try func(shape)) {
	message := func(json string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(json), json) }
	const start = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`
	const end = `{"jsonrpc":"2.0","id":9,"method":"shutdown"}`
	session := func(name string, messages ...string) {
		text := message(start) + message(`{"jsonrpc":"2.0","method":"initialized","params":{}}`)
		for _, m := range messages {
			text += message(m)
		}
		try(shape{name: "editor: " + name, files: small(nil), runs: []string{"lsp"}, stdin: text + message(end) + message(`{"jsonrpc":"2.0","method":"exit"}`)})
	}
	raw := func(name, text string) {
		try(shape{name: "editor: " + name, files: small(nil), runs: []string{"lsp"}, stdin: text})
	}
	fill := inputSize - 200
	session("deep JSON", `{"jsonrpc":"2.0","id":2,"method":"x","params":`+strings.Repeat("[", fill/2)+strings.Repeat("]", fill/2)+`}`)
	session("one long text", `{"jsonrpc":"2.0","id":2,"method":"`+strings.Repeat("a", fill)+`"}`)
	raw("headers", strings.Repeat("A: b\r\n", fill/6))
	raw("one long header", strings.Repeat("A", fill))
	raw("a length of too much", "Content-Length: 99999999999\r\n\r\n{}")
	raw("a length of much", "Content-Length: 4000000000\r\n\r\n{}")
	raw("no length", strings.Repeat("\r\n", fill/2))
	raw("requests", message(start)+times(12_000, func(i int) string {
		return message(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"textDocument/hover","params":{}}`, i+10))
	}))
}
