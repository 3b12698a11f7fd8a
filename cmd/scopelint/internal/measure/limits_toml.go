package main

import (
	"fmt"
	"maps"
	"strings"
)

const smallGo = `package main

import "net/http"

var scopes = []string{"droplet:read", "droplet:raed", "order:read"}

func main() { http.HandleFunc("GET /a/b/c", func(w http.ResponseWriter, r *http.Request) {}) }
`

// small is a module with one small file, and others beside it.
func small(files map[string]string) map[string]string {
	all := map[string]string{"go.mod": "module example.com/m\n\ngo 1.26\n", "main.go": smallGo, "a/very/long/directory/of/code/code.go": "package code\n\nvar scope = \"droplet:raed\"\n"}
	maps.Copy(all, files)
	return all
}

// tomlShapes are configurations, catalogs and baselines.
func tomlShapes(try func(shape)) {
	config := func(name, text string) {
		try(shape{name: "configuration: " + name, files: small(map[string]string{".scopelint.toml": text, "own.toml": ordersCatalog}), runs: []string{"-no-cache", "routes -no-cache", "config"}})
	}
	catalog := func(name, text string) {
		try(shape{
			name:  "catalog: " + name,
			files: small(map[string]string{".scopelint.toml": "catalogs = [\"own.toml\"]\n", "own.toml": text, "b.toml": ordersCatalog}),
			runs:  []string{"-no-cache", "catalog check own.toml", "catalog diff own.toml b.toml", "explain droplet:raed"},
		})
	}
	quoted := func(form string) string { return filled(func(i int) string { return fmt.Sprintf(form, i) }) }
	fill := inputSize - 100

	for _, both := range []func(name, text string){config, catalog} {
		both("arrays in arrays", "exclude = "+strings.Repeat("[", fill))
		both("arrays in arrays, closed", "exclude = "+strings.Repeat("[", fill/2)+strings.Repeat("]", fill/2))
		both("tables in tables", "rules = "+strings.Repeat("{a=", fill/3))
		both("dotted keys", "a"+strings.Repeat(".a", fill/2)+" = 1\n")
		both("dotted tables", "[a"+strings.Repeat(".a", fill/2)+"]\n")
		both("unknown keys", quoted("key%d = 1\n"))
		both("unknown tables", quoted("[key%d]\n"))
		both("unknown tables in tables", quoted("[[key.a.b%d.c]]\n"))
		both("one key twice", filled(same("name = \"a\"\n")))
		both("one long line", "name = \""+strings.Repeat("a", fill)+"\nx")
		both("one long key", strings.Repeat("a", fill)+" = 1\n")
		both("comments", filled(same("# a\n")))
		both("blank lines and a mistake", filled(same("\n"))+"x")
		both("no UTF-8", filled(same("\xff")))
		both("an open text", "name = \"\"\""+strings.Repeat("\"\"\\n", fill/4))
		both("digits", "name = "+strings.Repeat("1", fill))
		both("escapes", "name = \""+strings.Repeat(`\u0041`, fill/6)+"\"\n")
		both("wrong escapes", "name = \""+strings.Repeat(`\x`, fill/2)+"\"\n")
		both("wrong types", "exclude = ["+strings.Repeat("1,", fill/2)+"]\n")
	}

	config("groups of braces", "exclude = [\""+strings.Repeat("{a,b}", 200)+"\"]\n")
	config("many groups of braces", "exclude = ["+quoted("\"{a,b}{c,d}{e,f}{g,h}%d\", ")+"]\n")
	config("braces in braces", "exclude = [\""+strings.Repeat("{a,", 300)+strings.Repeat("}", 300)+"\"]\n")
	config("one long pattern", "exclude = [\""+strings.Repeat("{a,b}", fill/5)+"\"]\n")
	config("stars", "exclude = [\""+strings.Repeat("**/", 300)+"x\", \""+strings.Repeat("*a", 300)+"\"]\n[scopes]\nallow = [\""+strings.Repeat("*e", 300)+"\"]\n")
	config("one long pattern of stars", "exclude = [\""+strings.Repeat("*a", fill/2)+"\"]\n")
	config("one long pattern of directories", "exclude = [\""+strings.Repeat("**/", fill/3)+"x\"]\n")
	config("excluded", "exclude = ["+quoted("\"a/b%d/**\", ")+"]\n")
	config("allowed", "[scopes]\nallow = ["+quoted("\"own%d:read\", ")+"]\n")
	config("allowed stars", "[scopes]\nallow = ["+quoted("\"*o*r*d%d*\", ")+"]\n")
	config("one long allowed pattern", "[scopes]\nallow = [\""+strings.Repeat("*e", fill/2)+"\"]\n")
	config("catalogs", "catalogs = ["+filled(same("\"own.toml\", "))+"]\n")
	config("unknown catalogs", "catalogs = ["+quoted("\"digitalocaen%d\", ")+"]\n")
	config("missing catalogs", "catalogs = ["+quoted("\"a%d.toml\", ")+"]\n")
	config("guards", "[routes]\nguards = ["+quoted("\"example.com/m.Guard%d\", ")+"]\n")
	config("public routes", quoted("[[routes.public]]\nroute = \"GET /a/%d\"\nreason = \"x\"\n"))
	config("public routes of stars", quoted("[[routes.public]]\nroute = \"GET /*a*b*c*%d\"\nreason = \"x\"\n"))
	config("waivers", quoted("[[waiver]]\nrule = \"unknown-scope\"\npath = \"**/a%d\"\nreason = \"x\"\n"))
	config("overrides", quoted("[[override]]\npaths = [\"a/%d/**\"]\nrules = { unknown-scope = \"off\" }\n"))
	config("grants", quoted("[[grant]]\npackages = [\"./cmd/a%d\"]\nscopes = [\"droplet:read\"]\n"))
	config("one grant", "[[grant]]\npackages = [\".\"]\nscopes = ["+quoted("\"droplet:read%d\", ")+"]\n")
	config("routers", quoted("[[routes.router]]\npackage = \"example.com/a%d\"\n[routes.router.calls]\n\"Router\" = [\"GET Get(path, middleware..., handler)\"]\n"))
	config("calls of a router", "[[routes.router]]\npackage = \"example.com/a\"\n[routes.router.calls]\n"+quoted("\"Router%d\" = [\"GET Get(path, middleware..., handler)\"]\n"))
	config("a circle", "extends = \".scopelint.toml\"\n"+filled(same("# a\n")))

	head := "name = \"Own\"\ngrammar = [\"resource:action\"]\n"
	catalog("scopes", head+"[scopes]\n"+quoted("\"order%d:read\" = \"\"\n"))
	catalog("actions", head+"[scopes]\n"+quoted("\"order:read%d\" = \"\"\n"))
	catalog("scopes alike", head+"[scopes]\n"+quoted("\"order%[1]d:read\" = \"\"\n\"orders%[1]d:read\" = \"\"\n"))
	catalog("permutations", head+"[scopes]\n"+quoted("\"a%[1]d_b_c:read\" = \"\"\n\"b_a%[1]d_c:read\" = \"\"\n"))
	catalog("one long scope", head+"[scopes]\n\""+strings.Repeat("a", fill/2)+":read\" = \"\"\n")
	catalog("two long scopes", head+"[scopes]\n\""+strings.Repeat("a", fill/3)+":read\" = \"\"\n\""+strings.Repeat("a", fill/3)+"b:read\" = \"\"\n")
	catalog("words", head+"[scopes]\n\""+strings.Repeat("a_", fill/3)+"b:read\" = \"\"\n\""+strings.Repeat("a_", fill/6)+"c:read\" = \"\"\n")
	catalog("a long description", head+"[scopes]\n\"order:read\" = \""+strings.Repeat("a", fill-100)+"\"\n")
	catalog("a chain", head+"[scopes]\n"+times(15_000, func(i int) string { return fmt.Sprintf("\"o%d:read\" = \"\"\n", i) })+"[implies]\n"+times(14_999, func(i int) string { return fmt.Sprintf("\"o%d:read\" = [\"o%d:read\"]\n", i, i+1) }))
	catalog("a circle", head+"[scopes]\n"+times(15_000, func(i int) string { return fmt.Sprintf("\"o%d:read\" = \"\"\n", i) })+"[implies]\n"+times(15_000, func(i int) string { return fmt.Sprintf("\"o%d:read\" = [\"o%d:read\"]\n", i, (i+1)%15_000) }))
	catalog("a lattice", head+"[scopes]\n"+times(1200, func(i int) string { return fmt.Sprintf("\"o%d:read\" = \"\"\n", i) })+"[implies]\n"+times(1150, func(i int) string {
		return fmt.Sprintf("\"o%d:read\" = [%s]\n", i, times(45, func(j int) string { return fmt.Sprintf("\"o%d:read\", ", i+1+j) }))
	}))
	catalog("aliases", head+"[scopes]\n\"order:read\" = \"\"\n[aliases]\n"+quoted("\"all:a%d\" = [\"*:*\"]\n"))
	catalog("aliases of many", head+"[scopes]\n"+times(8000, func(i int) string { return fmt.Sprintf("\"o%d:read\" = \"\"\n", i) })+"[aliases]\n"+times(20_000, func(i int) string { return fmt.Sprintf("\"all:a%d\" = [\"*:*\"]\n", i) }))
	catalog("renamings", head+"[scopes]\n\"order:read\" = \"\"\n[[renamed]]\n[renamed.names]\n"+quoted("\"old%d:read\" = \"order:read\"\n"))
	catalog("a chain of renamings", head+"[scopes]\n\"order:read\" = \"\"\n[[renamed]]\n[renamed.names]\n"+quoted("\"old%[1]d:read\" = \"old%[1]d0:read\"\n"))
	catalog("forms", "name = \"Own\"\ngrammar = ["+filled(same("\"resource:action\", "))+"]\n[scopes]\n\"order:read\" = \"\"\n")
	catalog("unlike forms", "name = \"Own\"\ngrammar = ["+quoted("\"resource:action:x%d\", ")+"]\n[scopes]\n\"order:read\" = \"\"\n")
	catalog("one long form", "name = \"Own\"\ngrammar = [\"resource"+strings.Repeat(":part", fill/10)+"\"]\n[scopes]\n\"order"+strings.Repeat(":a", fill/10)+"\" = \"\"\n")
	catalog("stars", head+"wildcard = \"*\"\n[scopes]\n"+quoted("\"*%d:read\" = \"\"\n"))
	catalog("distinct", head+"distinct = ["+quoted("[\"order%[1]d\", \"orders%[1]d\"], ")+"]\n[scopes]\n\"order:read\" = \"\"\n")
	catalog("synonyms", head+"[scopes]\n\"order:read\" = \"\"\n[synonyms]\nread = ["+quoted("\"get%d\", ")+"]\n")
	catalog("operations", head+"servers = [\"https://api.digitalocean.com\"]\n[scopes]\n\"order:read\" = \"\"\n[operations]\n"+quoted("\"GET /a/%d\" = [\"order:read\"]\n"))
	catalog("operations alike", head+"servers = [\"https://api.digitalocean.com\"]\n[scopes]\n\"order:read\" = \"\"\n[operations]\n"+quoted("\"GET /{a}/{b}/{c}/x%d\" = [\"order:read\"]\n"))
	catalog("one operation", head+"[scopes]\n"+times(20_000, func(i int) string { return fmt.Sprintf("\"o%d:read\" = \"\"\n", i) })+"[operations]\n\"GET /a\" = ["+times(20_000, func(i int) string { return fmt.Sprintf("\"o%d:read\", ", i) })+"]\n")
	catalog("alternatives", head+"[scopes]\n"+times(20_000, func(i int) string { return fmt.Sprintf("\"o%d:read\" = \"\"\n", i) })+"[operations]\n\"GET /a\" = ["+times(20_000, func(i int) string { return fmt.Sprintf("[\"o%d:read\"], ", i) })+"]\n")
	catalog("evidence", head+"[scopes]\n\"order:read\" = \"\"\n[evidence]\nwords = ["+quoted("\"word%d\", ")+"]\nresources = ["+"\"order\"]\n")
	catalog("undeclared", head+"[scopes]\n\"order:read\" = \"\"\n[implies]\n"+quoted("\"a%[1]d:read\" = [\"b%[1]d:read\"]\n"))

	baseline := func(name, text string) {
		try(shape{name: "baseline: " + name, files: small(map[string]string{"b.toml": text}), runs: []string{"-no-cache -baseline b.toml", "-no-cache -baseline b.toml -write-baseline b.toml"}})
	}
	baseline("entries", "version = 1\n"+filled(same("[[finding]]\nrule = \"unknown-scope\"\npackage = \"example.com/m\"\nscope = \"droplet:raed\"\n")))
	baseline("gone", "version = 1\n"+quoted("[[finding]]\nrule = \"unknown-scope\"\npackage = \"example.com/m\"\nscope = \"droplet:raed%d\"\n"))
	baseline("arrays in arrays", "version = "+strings.Repeat("[", fill))
	baseline("unknown keys", quoted("key%d = 1\n"))
	baseline("no UTF-8", filled(same("\xff")))
}
