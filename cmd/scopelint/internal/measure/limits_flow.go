package main

import (
	"fmt"
)

// goFlowShapes adds functions: what calls what, and how statements are nested.
func goFlowShapes(add, use func(name, text string), nested func(open, inner, end string, n int) string) {
	// Statements.
	use("if in if", nested("if f(\"a\") == \"droplet:raed\" {\n", "", "}\n", 20_000))
	use("else if", "if f(\"a\") == \"a\" {\n}"+filled(func(i int) string { return fmt.Sprintf(" else if f(\"a\") == \"droplet:raed%d\" {\n}", i) })+"\n")
	use("for in for", nested("for range 2 {\n", "", "}\n", 30_000))
	use("blocks", nested("{", "", "}", 90_000))
	use("a switch", "switch f(\"\") {\n"+filled(func(i int) string { return fmt.Sprintf("case \"droplet:raed%d\":\n", i) })+"}\n")
	use("switch in switch", nested("switch f(\"\") {\ncase \"droplet:raed\":\n", "", "}\n", 15_000))
	use("a select", "var c chan int\nselect {\n"+filled(same("case <-c:\n"))+"}\n")
	use("labels", filled(func(i int) string { return fmt.Sprintf("L%d:\nif f(\"a\") == \"b\" {\ngoto L%[1]d\n}\n", i) }))
	use("variables", "x0 := \"droplet:raed\"\n"+filled(func(i int) string { return fmt.Sprintf("x%d := f(x%d)\n", i+1, i) })+"_ = x0\n")
	use("one variable", "x := \"droplet:raed\"\n"+filled(same("x = f(x)\n"))+"_ = x\n")
	use("defers", filled(same("defer f(\"droplet:raed\")\n")))
	use("deferred functions", filled(same("defer func() { f(\"droplet:raed\") }()\n")))
	use("goroutines", filled(same("go f(\"droplet:raed\")\n")))

	// Routes.
	use("routes", filled(func(i int) string {
		return fmt.Sprintf("mux.Handle(\"GET /a/%d\", requireScope(\"droplet:read\", h))\n", i)
	}))
	use("routes with functions", filled(func(i int) string {
		return fmt.Sprintf("mux.HandleFunc(\"GET /a/%d\", func(w http.ResponseWriter, r *http.Request) { if r.Header.Get(\"Scope\") == \"droplet:raed\" { w.Write(nil) } })\n", i)
	}))
	use("open routes", filled(func(i int) string { return fmt.Sprintf("mux.Handle(\"GET /a/%d\", h)\n", i) }))
	use("unlike routes", filled(func(i int) string {
		return fmt.Sprintf("mux.Handle(\"DELETE /a%d/{x}/b\", requireScope(\"droplet:read\", h))\n", i)
	}))
	use("routes of resources", filled(func(i int) string {
		return fmt.Sprintf("mux.Handle(\"GET /orders%d\", requireScope(\"order%[1]d:read\", h))\n", i)
	}))
	use("a route in routers", "h := h\n"+filled(func(i int) string {
		return fmt.Sprintf("m%d := http.NewServeMux()\nm%[1]d.Handle(\"/a/\", http.StripPrefix(\"/a\", h))\nh = m%[1]d\n", i)
	})+"mux.Handle(\"/\", h)\n")
	use("guards of guards", "mux.Handle(\"GET /a\", "+nested("requireScope(\"droplet:read\", ", "h", ")", 30_000)+")\n")
	use("guards one by one", "x := h\n"+filled(same("x = requireScope(\"droplet:read\", x)\n"))+"mux.Handle(\"GET /a\", x)\n")
	use("a long path", "mux.Handle(\"GET /"+filled(same("a/"))+"\", requireScope(\"droplet:read\", h))\n")
	use("a path of parameters", "mux.Handle(\"GET "+filled(func(i int) string { return fmt.Sprintf("/{p%d}", i) })+"\", requireScope(\"droplet:read\", h))\n")
	use("routes in a loop", "for _, p := range []string{"+filled(func(i int) string { return fmt.Sprintf("\"/a/%d\", ", i) })+"} {\nmux.Handle(\"GET \"+p, requireScope(\"droplet:read\", h))\n}\n")
	use("routes in loops", "list := []string{"+times(20_000, func(i int) string { return fmt.Sprintf("\"/a/%d\", ", i) })+"}\nfor _, p := range list {\nfor _, q := range list {\nmux.Handle(\"GET \"+p+q, requireScope(\"droplet:read\", h))\n}\n}\n")
	use("routes with conditions", filled(func(i int) string {
		return fmt.Sprintf("if f(\"a\") == \"%d\" {\nh = requireScope(\"droplet:read\", h)\n}\nmux.Handle(\"GET /a/%[1]d\", h)\n", i)
	}))

	// Handlers.
	handler := func(name, body string) {
		add("a handler of "+name, "func handle(w http.ResponseWriter, r *http.Request) {\n"+body+"w.Write(nil)\n}\n\nfunc use(mux *http.ServeMux) { mux.HandleFunc(\"DELETE /a/b\", handle) }\n")
	}
	handler("conditions", filled(func(i int) string {
		return fmt.Sprintf("if r.Header.Get(\"Scope\") == \"droplet:x%d\" {\nw.WriteHeader(403)\nreturn\n}\n", i)
	}))
	handler("branches", "n := 0\n"+filled(func(i int) string { return fmt.Sprintf("if r.Header.Get(\"Scope\") == \"droplet:x%d\" {\nn++\n}\n", i) })+"if n == 0 {\nw.WriteHeader(403)\nreturn\n}\n")
	handler("loops", filled(same("for _, s := range r.Header.Values(\"Scope\") {\nif s == \"droplet:read\" {\nbreak\n}\n}\n")))
	handler("nested loops", nested("for _, s := range r.Header.Values(\"Scope\") {\nif s == \"droplet:raed\" {\nreturn\n}\n", "", "}\n", 9000))
	handler("endless loops", "for i := 0; ; i++ {\nif r.Header.Get(\"Scope\") == \"droplet:read\" && i > 1<<40 {\nreturn\n}\n}\n")
	handler("texts that double", "x := \"droplet:raed\"\n"+times(60, same("x += x\n"))+"if r.Header.Get(\"Scope\") != x {\nreturn\n}\n")
	handler("lists that double", "x := []string{\"droplet:raed\"}\n"+times(60, same("x = append(x, x...)\n"))+"if r.Header.Get(\"Scope\") != x[0] {\nreturn\n}\n")
	handler("large lists", "x := make([]string, 1<<40)\nif r.Header.Get(\"Scope\") != x[7] {\nreturn\n}\n")
	handler("large arrays", "var x [1 << 32]int\nif r.Header.Get(\"Scope\") != f(\"droplet:read\") || x[7] > 0 {\nreturn\n}\n")
	handler("large maps", "m := map[string]bool{"+filled(func(i int) string { return fmt.Sprintf("\"droplet:x%d\": true, ", i) })+"}\nif !m[r.Header.Get(\"Scope\")] {\nw.WriteHeader(403)\nreturn\n}\n")
	handler("a switch", "switch r.Header.Get(\"Scope\") {\n"+filled(func(i int) string { return fmt.Sprintf("case \"droplet:x%d\":\n", i) })+"default:\nw.WriteHeader(403)\nreturn\n}\n")

	// Calls.
	calls := func(name string, body func(i int) string, last string) {
		add(name, filled(func(i int) string {
			return fmt.Sprintf("func c%d(w http.ResponseWriter, r *http.Request) bool { %s }\n", i, body(i))
		})+"\n"+last+"\n")
	}
	entry := "func use(mux *http.ServeMux) {\nmux.HandleFunc(\"GET /a\", func(w http.ResponseWriter, r *http.Request) {\nif c0(w, r) {\nask(\"GET\", \"https://api.digitalocean.com/v2/droplets\")\n}\n})\n}\n"
	chain := func(name, form string) {
		n := 0
		body := filled(func(i int) string {
			n = i
			return fmt.Sprintf("func c%d(w http.ResponseWriter, r *http.Request) bool { "+form+" }\n", i, i+1)
		})
		add(name, body+fmt.Sprintf("func c%d(w http.ResponseWriter, r *http.Request) bool { return r.Header.Get(\"Scope\") == \"droplet:read\" }\n\n", n+1)+entry)
	}
	chain("a chain of calls", "return c%[2]d(w, r)")
	chain("two calls each", "return c%[2]d(w, r) || c%[2]d(w, r)")
	chain("two calls each on a condition", "if r.Method == \"%[1]d\" { return c%[2]d(w, r) }; return !c%[2]d(w, r)")
	chain("closures of closures", "x := func() bool { return c%[2]d(w, r) }; return x() && x()")
	calls("calls of all", func(i int) string { return fmt.Sprintf("return c%d(w, r) || c%d(w, r) || c%d(w, r)", i/2, i/3, i/5) }, entry)

	// Requests.
	use("requests", filled(func(i int) string {
		return fmt.Sprintf("ask(\"GET\", \"https://api.digitalocean.com/v2/droplets/%d\")\n", i)
	}))
	use("a url with branches", "u := \"https://api.digitalocean.com/v2/\"\n"+filled(func(i int) string { return fmt.Sprintf("if f(\"a\") == \"%d\" {\nu += \"a%[1]d/\"\n}\n", i) })+"ask(\"GET\", u)\n")
	use("a url of branches", "u := \"\"\n"+filled(func(i int) string {
		return fmt.Sprintf("if f(\"a\") == \"%d\" {\nu = \"https://api.digitalocean.com/v2/droplets/a%[1]d\"\n}\n", i)
	})+"ask(\"GET\", u)\n")
	use("a url that doubles", "u := \"https://api.digitalocean.com/v2/droplets/\"\n"+times(60, same("u += u\n"))+"ask(\"GET\", u)\n")
	use("a long url", "ask(\"GET\", \"https://api.digitalocean.com/v2/"+filled(same("droplets/"))+"\")\n")
	use("a sum of urls", "u := f(\"droplets\")\nask(\"GET\", \"https://api.digitalocean.com/v2/\""+filled(same(" + u + \"/\""))+")\n")
	use("methods and urls", "m, u := \"GET\", \"\"\n"+times(3000, func(i int) string {
		return fmt.Sprintf("if f(\"a\") == \"%d\" {\nm = \"M%[1]d\"\n}\nif f(\"b\") == \"%[1]d\" {\nu = \"https://api.digitalocean.com/v2/a%[1]d\"\n}\n", i)
	})+"ask(m, u)\n")
	use("wrappers of requests", nested("func() { ", "ask(\"GET\", \"https://api.digitalocean.com/v2/droplets\")", " }()", 9000)+"\n")
}
