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
		"treemux": {
			packages: map[string]string{"httptreemux": "github.com/dimfeld/httptreemux/v5"},
			common: `func require(scope string) httptreemux.MiddlewareFunc {
	return func(next httptreemux.HandlerFunc) httptreemux.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request, params map[string]string) {
			if !allowed(r.Header.Get("X-Scopes"), scope) {
				http.Error(w, scope, http.StatusForbidden)
				return
			}
			next(w, r, params)
		}
	}
}
`,
			handler: `func h%[1]d(w http.ResponseWriter, r *http.Request, _ map[string]string) { io.WriteString(w, "h%[1]d") }`,
			new:     "mux := httptreemux.New()\n{r} := mux",
			ends:    []string{"oracle.Handler(mux)"},
			use:     "{r}.Use({s})",
			plain:   []string{`{r}.{m}("{p}", {h})`, `{r}.{m}("{p}", {s}({h}))`, `{r}.Handle("{M}", "{p}", {h})`},
			nested:  []string{"{v} := {r}.NewGroup(\"{P}\")\n{body}"},
			colon:   true, tail: "/*rest",
		},
		"fasthttp": {
			packages: map[string]string{"router": "github.com/fasthttp/router", "fasthttp": "github.com/valyala/fasthttp", "bytes": "bytes"},
			common: `func require(scope string) func(fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(next fasthttp.RequestHandler) fasthttp.RequestHandler {
		return func(ctx *fasthttp.RequestCtx) {
			if !allowed(string(ctx.Request.Header.Peek("X-Scopes")), scope) {
				ctx.Error(scope, fasthttp.StatusForbidden)
				return
			}
			next(ctx)
		}
	}
}

func answer(h fasthttp.RequestHandler) oracle.Service {
	return func(r *http.Request) *http.Response {
		var ctx fasthttp.RequestCtx
		ctx.Request.Header.SetMethod(r.Method)
		ctx.Request.SetRequestURI(r.URL.Path)
		ctx.Request.Header.Set("X-Scopes", r.Header.Get("X-Scopes"))
		h(&ctx)
		return &http.Response{StatusCode: ctx.Response.StatusCode(), Body: io.NopCloser(bytes.NewReader(ctx.Response.Body()))}
	}
}
`,
			handler: `func h%[1]d(ctx *fasthttp.RequestCtx) { ctx.SetBodyString("h%[1]d") }`,
			new:     "mux := router.New()\n{r} := mux",
			ends:    []string{"answer(mux.Handler)", "answer((&fasthttp.Server{Handler: {s}(mux.Handler)}).Handler)"},
			plain:   []string{`{r}.{m}("{p}", {h})`, `{r}.{m}("{p}", {s}({h}))`, `{r}.Handle("{M}", "{p}", {s}({h}))`, `{r}.ANY("{p}", {h})`},
			nested:  []string{"{v} := {r}.Group(\"{P}\")\n{body}"},
		},
		"hertz": {
			packages: map[string]string{"app": "github.com/cloudwego/hertz/pkg/app", "server": "github.com/cloudwego/hertz/pkg/app/server", "ut": "github.com/cloudwego/hertz/pkg/common/ut", "bytes": "bytes"},
			common: `func require(scope string) app.HandlerFunc {
	return func(ctx context.Context, c *app.RequestContext) {
		if !allowed(string(c.GetHeader("X-Scopes")), scope) {
			c.AbortWithMsg(scope, 403)
			return
		}
		c.Next(ctx)
	}
}

func answer(h *server.Hertz) oracle.Service {
	return func(r *http.Request) *http.Response {
		w := ut.PerformRequest(h.Engine, r.Method, r.URL.Path, nil, ut.Header{Key: "X-Scopes", Value: r.Header.Get("X-Scopes")}).Result()
		return &http.Response{StatusCode: w.StatusCode(), Body: io.NopCloser(bytes.NewReader(w.Body()))}
	}
}
`,
			handler: `func h%[1]d(ctx context.Context, c *app.RequestContext) { c.String(200, "h%[1]d") }`,
			new:     "mux := server.New()\n{r} := mux",
			ends:    []string{"answer(mux)"},
			use:     "{r}.Use({s})",
			plain:   []string{`{r}.{m}("{p}", {h})`, `{r}.{m}("{p}", {s}, {h})`, `{r}.Handle("{M}", "{p}", {s}, {s}, {h})`, `{r}.Any("{p}", {h})`},
			nested:  []string{"{v} := {r}.Group(\"{P}\")\n{body}", "{v} := {r}.Group(\"{P}\", {s})\n{body}"},
			colon:   true, tail: "/*rest",
		},
	} {
		dialects[name] = d
	}
}
