package routes_test

// Dialects of chains, and of routers that take longer to compile.
func init() {
	for name, d := range map[string]dialect{
		"chains": {
			packages: map[string]string{"alice": "github.com/justinas/alice", "negroni": "github.com/urfave/negroni/v3"},
			common: wrap + `
func link(m func(http.Handler) http.Handler) negroni.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) { m(next).ServeHTTP(w, r) }
}
`,
			handler: stdHandler,
			new:     "{r} := http.NewServeMux()",
			ends:    []string{"oracle.Handler({r})", "oracle.Handler(alice.New({s}).Then({r}))", "oracle.Handler(negroni.New(link({s}), negroni.Wrap({r})))"},
			plain: []string{
				`{r}.Handle("{M} {p}", alice.New({s}, {s}).ThenFunc({h}))`, `{r}.Handle("{p}", alice.New({s}).Append({s}).Then(http.HandlerFunc({h})))`,
				`{r}.Handle("{M} {p}", negroni.New(link({s}), negroni.WrapFunc({h})))`, `{r}.Handle("{M} {p}", {s}(alice.New({s}).ThenFunc({h})))`,
				"{v} := alice.New({s})\n{r}.Handle(\"{M} {p}\", {v}.Append({s}).ThenFunc({h}))\n{r}.Handle(\"{M} {p}\", {v}.ThenFunc({h}))",
				"{v} := negroni.New(link({s}))\n{v}.UseHandlerFunc({h})\n{r}.Handle(\"{M} {p}\", {v})",
				"{v} := negroni.New(link({s}))\n{r}.Handle(\"{M} {p}\", {v}.With(link({s}), negroni.WrapFunc({h})))\n{r}.Handle(\"{M} {p}\", {v}.With(negroni.WrapFunc({h})))",
			},
			nested: []string{
				"{v} := http.NewServeMux()\n{body}{r}.Handle(\"{P}/\", http.StripPrefix(\"{P}\", alice.New({s}).Extend(alice.New({s})).Then({v})))",
				"{v} := http.NewServeMux()\n{body}{v}n := negroni.New(link({s}))\n{v}n.UseHandler({v})\n{r}.Handle(\"{P}/\", http.StripPrefix(\"{P}\", {v}n))",
			},
		},
	} {
		dialects[name] = d
	}
}
