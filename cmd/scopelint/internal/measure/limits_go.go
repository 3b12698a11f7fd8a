package main

import (
	"fmt"
	"slices"
	"strings"
)

// goRuns are the commands that read Go files, and fixRuns those that write them.
var (
	goRuns  = []string{"-no-cache", "routes", "needs", "init"}
	fixRuns = []string{"-fix -unsafe-fixes", "-waive x -diff", "-stats"}
)

const limitsHead = `package main

import "net/http"

func requireScope(scope string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, s := range r.Header.Values("Scope") {
			if s == scope {
				next.ServeHTTP(w, r)
				return
			}
		}
		w.WriteHeader(http.StatusForbidden)
	})
}

var h http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write(nil) })

var client http.Client

func ask(method, url string) {
	req, err := http.NewRequest(method, url, nil)
	if err == nil {
		client.Do(req)
	}
}

func f(x string) string { return x }

func g(x ...string) string { return x[0] }

var scopes = []string{"droplet:read", "droplet:create"}

func main() {
	mux := http.NewServeMux()
	mux.Handle("GET /v2/droplets", requireScope("droplet:read", h))
	mux.Handle("POST /v2/droplets", requireScope("droplet:create", h))
	ask("GET", "https://api.digitalocean.com/v2/droplets")
	use(mux)
	http.ListenAndServe("", mux)
}

`

// filled repeats what make returns until there is enough of it.
func filled(make func(i int) string) string {
	var b strings.Builder
	for i := 0; b.Len() < inputSize-len(limitsHead)-100; i++ {
		b.WriteString(make(i))
	}
	return b.String()
}

// times repeats what make returns n times.
func times(n int, make func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(make(i))
	}
	return b.String()
}

func same(s string) func(int) string { return func(int) string { return s } }

// goModule is a module with one large file.
func goModule(text string) map[string]string {
	return map[string]string{"go.mod": "module example.com/m\n\ngo 1.26\n", "main.go": text}
}

// goShapes are Go files; each has a function use, which may do something with the router.
func goShapes(try func(shape)) {
	add := func(name, text string) {
		if !strings.Contains(text, "func use(") {
			text += "\nfunc use(mux *http.ServeMux) {}\n"
		}
		s := shape{name: "go: " + name, files: goModule(limitsHead + text), runs: goRuns}
		if strings.Contains(name, "list") || strings.Contains(name, "text") || strings.Contains(name, "sum") || strings.Contains(name, "line") {
			s.runs = slices.Concat(goRuns, fixRuns)
		}
		try(s)
	}
	use := func(name, text string) { add(name, "func use(mux *http.ServeMux) {\n"+text+"}\n") }
	nested := func(open, inner, end string, n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}
	const deep = 9000 // what the compiler still reads
	fill := inputSize - len(limitsHead) - 200

	// Expressions.
	add("parentheses", "var x = "+nested("(", `"droplet:raed"`, ")", 90_000)+"\n")
	add("nested calls", "var x = "+nested("f(", `"droplet:raed"`, ")", 90_000)+"\n")
	add("nested calls with scopes", "var x = "+nested(`g("droplet:read", `, `"droplet:raed"`, ")", fill/18)+"\n")
	add("a constant sum", "const scope = \"\" "+filled(same(`+ "droplet:raed "`))+"\n")
	add("a constant sum in parentheses", "const scope = "+nested(`("droplet:raed " + `, `"droplet:read"`, ")", 40_000)+"\n")
	add("a sum of variables", "var x = f(\"a\")\n\nvar scope = x "+filled(same(`+ "droplet:raed " + x`))+"\n")
	add("constants that double", "const c0 = \"droplet:raed \"\n"+times(60, func(i int) string { return fmt.Sprintf("const c%d = c%d + c%d\n", i+1, i, i) })+"\nvar scope = c60\n")
	add("constants that double a while", "const c0 = \"droplet:raed \"\n"+times(26, func(i int) string { return fmt.Sprintf("const c%d = c%d + c%d\n", i+1, i, i) })+"\nvar scope = c26\n")
	add("constants that grow", "const c0 = \"droplet:raed \"\n"+filled(func(i int) string { return fmt.Sprintf("const c%d = c%d + \"x\"\n", i+1, i) }))
	add("conversions", "type S string\n\nvar x = "+nested("S(string(", `"droplet:raed"`, "))", 60_000)+"\n")
	add("nested literals", "type T struct{ Scopes []string; T []T }\n\nvar x = "+nested("T{T: []T{", `{Scopes: []string{"droplet:raed"}}`, "}}", 40_000)+"\n")
	add("indexes", "var m []int\n\nvar x = "+nested("m[", "0", "]", 90_000)+"\n")
	add("unary operators", "var x = "+strings.Repeat("!", 90_000)+"true\n")
	add("selectors", "type T struct{ t *T }\n\nvar x T\n\nvar y = x"+filled(same(".t"))+"\n")
	add("chained calls", "type T struct{}\n\nfunc (t T) Scope(s string) T { return t }\n\nvar y = T{}"+filled(same(`.Scope("droplet:raed")`))+"\n")
	add("function literals", "var x = "+nested("func() { _ = ", `"droplet:raed"`, " }", 30_000)+"\n")
	add("called function literals", "var x = "+nested("func() string { return ", `"droplet:raed"`, " }()", 30_000)+"\n")
	add("comparisons", "func scope(s string) bool { return s == \"\" "+filled(func(i int) string { return fmt.Sprintf(`|| s == "droplet:raed%d"`, i) })+"}\n")

	// Texts.
	add("one text of scopes", "var scopes1 = \""+filled(same("droplet:raed "))+"\"\n")
	add("one text of distinct scopes", "var scopes1 = \""+filled(func(i int) string { return fmt.Sprintf("droplet%d:raed ", i) })+"\"\n")
	add("one long action", "var scope = \"droplet:"+filled(same("read"))+"\"\n")
	add("one long resource", "var scope = \""+filled(same("droplet"))+":read\"\n")
	add("colons", "var scope = \""+filled(same(":"))+"\"\n")
	add("words and colons", "var scope = \""+filled(same("droplet:"))+"\"\n")
	add("escapes", "var scope = \"droplet:read"+filled(same(`\u200b`))+"\"\n")
	add("letters alike", "var scope = \"droplet:"+filled(same("\u0430"))+"\"\n")
	add("JSON", "var body = `{\"scopes\": ["+filled(same(`"droplet:raed", `))+"\"\"]}`\n")
	add("deep JSON", "var body = `"+nested(`{"scopes":[`, `"droplet:raed"`, "]}", fill/14)+"`\n")
	add("open JSON", "var body = `"+filled(same(`{"scopes":[`))+"`\n")
	add("arrays of JSON", "var scopes1 = `"+filled(same("["))+"`\n")
	//scopelint:ignore unknown-scope the misspelling is what costs
	add("a query", "var u = \"https://api.digitalocean.com/v2/droplets?"+filled(same("scope=droplet:raed&"))+"\"\n")
	add("an encoded query", "var u = \"https://x/?scope="+filled(same("droplet%3Araed+"))+"\"\n")
	add("a list of scopes", "var scopes1 = []string{\n"+filled(same("\"droplet:raed\",\n"))+"}\n")
	add("a list of distinct scopes", "var scopes1 = []string{\n"+filled(func(i int) string { return fmt.Sprintf("\"droplet:raed%d\",\n", i) })+"}\n")
	add("a list of resources", "var scopes1 = []string{\n"+filled(func(i int) string { return fmt.Sprintf("\"droplet%d:read\",\n", i) })+"}\n")
	add("a list in one line", "var scopes1 = []string{"+filled(func(i int) string { return fmt.Sprintf("\"Droplet:read%d\", ", i) })+"}\n")
	add("own scopes", "var scopes1 = []string{\n"+filled(func(i int) string { return fmt.Sprintf("\"order_%d:read_%d\",\n", i%3000, i%7) })+"}\n")
	add("own scopes alike", "var scopes1 = []string{\n"+filled(func(i int) string { return fmt.Sprintf("\"orders_%d:cancel\", \"order_%[1]d:cancel\",\n", i) })+"}\n")
	add("a list to fix", "var scopes1 = []string{\n"+filled(same("\"Droplet:Read\",\n"))+"}\n")
	add("a map of scopes", "var scopes1 = map[string]string{\n"+filled(func(i int) string { return fmt.Sprintf("\"GET /a/%d\": \"droplet:raed\",\n", i) })+"}\n")
	add("a table of routes", "type route struct{ Method, Path, Scope string; H http.Handler }\n\nvar routes = []route{\n"+filled(func(i int) string { return fmt.Sprintf("{\"GET\", \"/a/%d\", \"droplet:raed\", h},\n", i) })+"}\n\nfunc use(mux *http.ServeMux) {\nfor _, r := range routes {\nmux.Handle(r.Method+\" \"+r.Path, requireScope(r.Scope, r.H))\n}\n}\n")

	// Comments.
	add("one comment", "/*"+filled(same("droplet:raed "))+"*/\n")
	add("waivers", filled(same("//scopelint:ignore unknown-scope x\n")))
	add("waivers of one line", "var scope = \"droplet:raed\" //scopelint:ignore"+filled(same(" unknown-scope"))+"\n")
	add("lines", filled(func(i int) string {
		return fmt.Sprintf("//line x%d.go:%d\nvar scope%[1]d = \"droplet:raed\"\n", i, i+1)
	}))
	add("blank lines", filled(same("\n"))+"var scope = \"droplet:raed\"\n")
	add("nul characters", "/*"+filled(same("\x00"))+"*/\n")
	add("semicolons", filled(same(";")))
	add("open braces", filled(same("{")))
	add("open functions", filled(same("func(")))

	// Declarations.
	add("constants", filled(func(i int) string { return fmt.Sprintf("const scope%d = \"droplet:raed\"\n", i) }))
	add("constants of constants", filled(func(i int) string {
		return fmt.Sprintf("const res%d = \"droplet\"\n\nconst scope%[1]d = res%[1]d + \":raed\"\n", i)
	}))
	add("iota", "const (\n\tscope0 = \"droplet:raed\"\n"+filled(func(i int) string { return fmt.Sprintf("scope%d\n", i+1) })+")\n")
	add("a circle of variables", filled(func(i int) string { return fmt.Sprintf("var x%d = x%d\n", i, i+1) })+"var last = x0\n")
	add("embedded structs", "type T0 struct{ Scope string }\n"+times(deep/3, func(i int) string { return fmt.Sprintf("type T%d struct{ T%d }\n", i+1, i) })+fmt.Sprintf("\nvar x = T%d{}\n\nvar y = x.Scope == \"droplet:raed\"\n", deep/3))
	add("nested types", "var x "+nested("struct{ a ", "int", " }", deep)+"\n")
	add("slices of slices", "var x "+strings.Repeat("[]", 90_000)+"int\n")
	add("type parameters", "type T[P any] struct{}\n\nvar x "+nested("T[", "int", "]", deep)+"\n")
	add("implementations", "type I interface{ Do(string) }\n"+filled(func(i int) string {
		return fmt.Sprintf("type T%d struct{}\n\nfunc (T%[1]d) Do(s string) { ask(\"GET\", \"https://api.digitalocean.com/v2/\"+s) }\n", i)
	})+"\nvar all []I\n\nfunc use(mux *http.ServeMux) {\nfor _, x := range all {\nx.Do(\"droplets\")\n}\n}\n")
	add("implementations in use", "type I interface{ Do(string) }\n\nvar all []I\n"+filled(func(i int) string {
		return fmt.Sprintf("type T%d struct{}\n\nfunc (T%[1]d) Do(s string) { for _, x := range all { x.Do(s) } }\n\nfunc init() { all = append(all, T%[1]d{}) }\n", i)
	}))
	add("methods", "type T struct{}\n"+filled(func(i int) string { return fmt.Sprintf("func (t T) M%d() { t.M%d() }\n", i+1, i) })+"func (t T) M0() {}\n")
	goFlowShapes(add, use, nested)
}
