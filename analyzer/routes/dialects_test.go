package routes_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// A dialect writes random services on one router. In its texts stand
//
//	{r}       the router at hand
//	{v}       a new variable, which is the router of {body}
//	{body}    statements; {within} is the same below the prefix of {P}
//	{m}, {M}  a method, as the router's function for it and in upper case
//	{p}, {P}  a path, a prefix
//	{h}, {s}  a handler, a call that makes a middleware
type dialect struct {
	packages map[string]string // that it imports, by name
	common   string
	handler  string
	new      string   // makes {r}
	ends     []string // makes a service of {r}
	use      string   // where a middleware can be used; at the beginning of a group only if first is set
	first    bool
	plain    []string // statements without others in them
	nested   []string // and with
	colon    bool     // parameters are written ":id"
	lower    bool     // its functions are called Get, not GET
	tail     string   // a wildcard at the end of a path
}

// A generator writes one service.
type generator struct {
	dialect
	rand     *rand.Rand
	handlers int
	scopes   int
	vars     int
	base     string // what paths begin with
	depth    int
}

func (g *generator) service(n int) string {
	body := g.fill(g.new+"\n", "r", "") + g.statements("r")
	end := g.fill(g.ends[g.rand.IntN(len(g.ends))], "r", "")
	return g.file(fmt.Sprintf("func service%d() oracle.Service {\n%s\treturn %s\n}\n", n, body, end))
}

// file makes a file of declarations, with the imports that they use.
func (d *dialect) file(text string) string {
	packages := map[string]string{"io": "io", "http": "net/http", "context": "context", "slices": "slices", "strings": "strings", "oracle": "oracle"}
	maps.Copy(packages, d.packages)
	var b strings.Builder
	b.WriteString("package main\n\n")
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		if regexp.MustCompile(`\b` + name + `\.`).MatchString(text) {
			fmt.Fprintf(&b, "import %s %q\n", name, packages[name])
		}
	}
	return b.String() + "\n" + text
}

func (g *generator) statements(r string) string {
	var b strings.Builder
	g.depth++
	defer func() { g.depth-- }()
	if g.use != "" && g.rand.IntN(3) == 0 {
		b.WriteString(g.fill(g.use+"\n", r, ""))
	}
	for range 1 + g.rand.IntN(4) {
		switch k := g.rand.IntN(10); {
		case k < 3 && g.depth < 4 && len(g.nested) > 0:
			b.WriteString(g.fill(g.nested[g.rand.IntN(len(g.nested))]+"\n", r, g.prefix()))
		case k == 3 && g.use != "" && !g.first:
			b.WriteString(g.fill(g.use+"\n", r, ""))
		default:
			b.WriteString(g.fill(g.plain[g.rand.IntN(len(g.plain))]+"\n", r, ""))
		}
	}
	return b.String()
}

var placeholder = regexp.MustCompile(`\{(r|v|body|within|m|M|p|P|h|s)\}`)

// fill writes what stands for the words in braces, from left to right.
func (g *generator) fill(text, r, prefix string) string {
	method := []string{"GET", "POST", "DELETE"}[g.rand.IntN(3)]
	v := ""
	return placeholder.ReplaceAllStringFunc(text, func(word string) string {
		switch word {
		case "{r}":
			return r
		case "{v}":
			if v == "" {
				g.vars++
				v = fmt.Sprint("v", g.vars)
			}
			return v
		case "{body}", "{within}":
			base := g.base
			defer func() { g.base = base }()
			g.base = ""
			if word == "{within}" {
				g.base = base + prefix
			}
			return g.statements(v)
		case "{m}":
			if g.lower {
				return method[:1] + strings.ToLower(method[1:])
			}
			return method
		case "{M}":
			return method
		case "{p}":
			return g.base + g.path()
		case "{P}":
			return g.base + prefix
		case "{h}":
			g.handlers++
			return fmt.Sprint("h", g.handlers-1)
		}
		g.scopes++
		return fmt.Sprintf("require(\"s%s:read\")", strings.Repeat("x", g.scopes/26)+string(rune('a'+g.scopes%26)))
	})
}

func (g *generator) prefix() string { return "/" + string("abcdef"[g.rand.IntN(6)]) }

func (g *generator) path() string {
	var b strings.Builder
	for i := range 1 + g.rand.IntN(2) {
		b.WriteByte('/')
		switch {
		case g.rand.IntN(6) > 0:
			b.WriteByte("abcdef"[g.rand.IntN(6)])
		case g.colon:
			fmt.Fprintf(&b, ":p%d%d", g.depth, i)
		default:
			fmt.Fprintf(&b, "{p%d%d}", g.depth, i)
		}
	}
	if g.tail != "" && g.rand.IntN(12) == 0 {
		b.WriteString(g.tail)
	}
	return b.String()
}

// allowed looks a scope up in a header.
const allowed = `
func allowed(list, scope string) bool { return slices.Contains(strings.Fields(list), scope) }
`

// wrap is a middleware of net/http.
const wrap = `func require(scope string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !allowed(r.Header.Get("X-Scopes"), scope) {
				http.Error(w, scope, http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
`

const stdHandler = `func h%[1]d(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "h%[1]d") }`

var dialects = map[string]dialect{
	"nethttp": {
		common: wrap, handler: stdHandler,
		new:  "{r} := http.NewServeMux()",
		ends: []string{"oracle.Handler({r})", "oracle.Handler({s}({r}))", "oracle.Handler((&http.Server{Handler: {s}({r})}).Handler)"},
		plain: []string{
			`{r}.HandleFunc("{M} {p}", {h})`, `{r}.HandleFunc("{p}", {h})`, `{r}.Handle("{M} {p}", {s}(http.HandlerFunc({h})))`,
			`{r}.HandleFunc("{p}/", {h})`,
		},
		nested: []string{
			"{v} := http.NewServeMux()\n{body}{r}.Handle(\"{P}/\", http.StripPrefix(\"{P}\", {v}))",
			"{v} := http.NewServeMux()\n{body}{r}.Handle(\"{P}/\", {s}(http.StripPrefix(\"{P}\", {v})))",
			"{v} := http.NewServeMux()\n{body}{r}.Handle(\"{M} {P}/\", {s}(http.StripPrefix(\"{P}\", {v})))",
			"{v} := http.NewServeMux()\n{within}{r}.Handle(\"{P}/\", {s}({v}))",
			"{v} := http.NewServeMux()\n{within}{r}.Handle(\"GET {P}/\", {v})\n{r}.Handle(\"{P}/\", {s}({v}))",
		},
		tail: "/{rest...}",
	},
	"chi": {
		packages: map[string]string{"chi": "github.com/go-chi/chi/v5"}, common: wrap, handler: stdHandler,
		new:   "{r} := chi.NewRouter()",
		ends:  []string{"oracle.Handler({r})", "oracle.Handler({s}({r}))"},
		use:   "{r}.Use({s})",
		first: true, lower: true,
		plain: []string{
			`{r}.{m}("{p}", {h})`, `{r}.With({s}).{m}("{p}", {h})`, `{r}.HandleFunc("{p}", {h})`, `{r}.Method("{M}", "{p}", {s}(http.HandlerFunc({h})))`,
			`{r}.HandleFunc("{M} {p}", {h})`,
		},
		nested: []string{
			"{r}.Route(\"{P}\", func({v} chi.Router) {\n{body}})", "{r}.Group(func({v} chi.Router) {\n{body}})",
			"{v} := chi.NewRouter()\n{body}{r}.Mount(\"{P}\", {v})", "{v} := chi.NewRouter()\n{body}{r}.Mount(\"{P}\", {s}({v}))",
			"{v} := chi.NewRouter()\n{body}{r}.With({s}).Mount(\"{P}\", {v})",
			"{v} := {r}.With({s})\n{body}",
			"{v} := chi.NewRouter()\n{within}{r}.Handle(\"{P}/*\", {v})",
		},
		tail: "/*",
	},
	"gorilla": {
		packages: map[string]string{"mux": "github.com/gorilla/mux"}, common: wrap, handler: stdHandler,
		new:  "{r} := mux.NewRouter()",
		ends: []string{"oracle.Handler({r})", "oracle.Handler({s}({r}))"},
		use:  "{r}.Use({s})",
		plain: []string{
			`{r}.HandleFunc("{p}", {h}).Methods("{M}")`, `{r}.Handle("{p}", {s}(http.HandlerFunc({h}))).Methods("{M}")`,
			`{r}.HandleFunc("{p}", {h})`, `{r}.Methods("{M}").Path("{p}").HandlerFunc({h})`, `{r}.PathPrefix("{p}/").HandlerFunc({h})`,
		},
		nested: []string{
			"{v} := {r}.PathPrefix(\"{P}\").Subrouter()\n{body}", "{v} := {r}.PathPrefix(\"{P}\").Methods(\"{M}\").Subrouter()\n{body}",
			"{v} := mux.NewRouter()\n{within}{r}.PathPrefix(\"{P}/\").Handler({s}({v}))",
			"{v} := mux.NewRouter()\n{body}{r}.PathPrefix(\"{P}/\").Handler(http.StripPrefix(\"{P}\", {v}))",
		},
		tail: "/{rest:.*}",
	},
	"gin": {
		packages: map[string]string{"gin": "github.com/gin-gonic/gin"},
		common: `func require(scope string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !allowed(c.Request.Header.Get("X-Scopes"), scope) {
			c.String(http.StatusForbidden, scope)
			c.Abort()
			return
		}
		c.Next()
	}
}
func init() { gin.SetMode(gin.ReleaseMode) }
`,
		handler: `func h%[1]d(c *gin.Context) { c.String(200, "h%[1]d") }`,
		new:     "{r} := gin.New()",
		ends:    []string{"oracle.Handler({r})"},
		use:     "{r}.Use({s})",
		plain: []string{
			`{r}.{m}("{p}", {h})`, `{r}.{m}("{p}", {s}, {h})`, `{r}.Handle("{M}", "{p}", {h})`, `{r}.Any("{p}", {h})`,
		},
		nested: []string{"{v} := {r}.Group(\"{P}\")\n{body}", "{v} := {r}.Group(\"{P}/\", {s})\n{body}"},
		colon:  true, tail: "/*rest",
	},
	"echo4": echo("v4"), "echo5": echo("v5"),
	"fiber2": fiber("v2"), "fiber3": fiber("v3"),
	"httprouter": {
		packages: map[string]string{"httprouter": "github.com/julienschmidt/httprouter"},
		common: `func require(scope string) func(httprouter.Handle) httprouter.Handle {
	return func(next httprouter.Handle) httprouter.Handle {
		return func(w http.ResponseWriter, r *http.Request, p httprouter.Params) {
			if !allowed(r.Header.Get("X-Scopes"), scope) {
				http.Error(w, scope, http.StatusForbidden)
				return
			}
			next(w, r, p)
		}
	}
}
`,
		handler: `func h%[1]d(w http.ResponseWriter, r *http.Request, _ httprouter.Params) { io.WriteString(w, "h%[1]d") }`,
		new:     "{r} := httprouter.New()",
		ends:    []string{"oracle.Handler({r})"},
		plain:   []string{`{r}.{m}("{p}", {h})`, `{r}.{m}("{p}", {s}({h}))`, `{r}.Handle("{M}", "{p}", {s}({s}({h})))`},
		colon:   true, tail: "/*rest",
	},
	"bunrouter": {
		packages: map[string]string{"bunrouter": "github.com/uptrace/bunrouter"},
		common: `func require(scope string) bunrouter.MiddlewareFunc {
	return func(next bunrouter.HandlerFunc) bunrouter.HandlerFunc {
		return func(w http.ResponseWriter, r bunrouter.Request) error {
			if !allowed(r.Request.Header.Get("X-Scopes"), scope) {
				http.Error(w, scope, http.StatusForbidden)
				return nil
			}
			return next(w, r)
		}
	}
}
`,
		handler: `func h%[1]d(w http.ResponseWriter, r bunrouter.Request) error {
	_, err := io.WriteString(w, "h%[1]d")
	return err
}`,
		new:   "{r} := bunrouter.New()",
		ends:  []string{"oracle.Handler({r})"},
		plain: []string{`{r}.{m}("{p}", {h})`, `{r}.WithMiddleware({s}).{m}("{p}", {h})`, `{r}.Handle("{M}", "{p}", {s}({h}))`},
		nested: []string{
			"{r}.WithGroup(\"{P}\", func({v} *bunrouter.Group) {\n{body}})", "{v} := {r}.NewGroup(\"{P}\")\n{body}",
			"{v} := {r}.NewGroup(\"{P}\", bunrouter.WithMiddleware({s}))\n{body}", "{v} := {r}.Use({s})\n{body}",
		},
		colon: true, tail: "/*rest",
	},
	"huma": {
		packages: map[string]string{"huma": "github.com/danielgtaylor/huma/v2", "humago": "github.com/danielgtaylor/huma/v2/adapters/humago"},
		common: `func require(scope string) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if !allowed(ctx.Header("X-Scopes"), scope) {
			ctx.SetStatus(http.StatusForbidden)
			ctx.BodyWriter().Write([]byte(scope))
			return
		}
		next(ctx)
	}
}

type plain struct {
	ContentType string ` + "`header:\"Content-Type\"`" + `
	Body        []byte
}
`,
		handler: `func h%[1]d(_ context.Context, _ *struct{}) (*plain, error) { return &plain{"text/plain", []byte("h%[1]d")}, nil }`,
		new:     "mux := http.NewServeMux()\n{r} := humago.New(mux, huma.DefaultConfig(\"t\", \"1\"))",
		ends:    []string{"oracle.Handler(mux)"},
		use:     "{r}.UseMiddleware({s})",
		lower:   true,
		plain: []string{
			`huma.{m}({r}, "{p}", {h})`, `huma.Register({r}, huma.Operation{Method: "{M}", Path: "{p}"}, {h})`,
			`huma.Register({r}, huma.Operation{Method: "{M}", Path: "{p}", Middlewares: huma.Middlewares{{s}}}, {h})`,
		},
		nested: []string{"{v} := huma.NewGroup({r}, \"{P}\")\n{body}"},
	},
	"restful": {
		packages: map[string]string{"restful": "github.com/emicklei/go-restful/v3"},
		common: `func require(scope string) restful.FilterFunction {
	return func(req *restful.Request, resp *restful.Response, chain *restful.FilterChain) {
		if !allowed(req.Request.Header.Get("X-Scopes"), scope) {
			http.Error(resp, scope, http.StatusForbidden)
			return
		}
		chain.ProcessFilter(req, resp)
	}
}
`,
		handler: `func h%[1]d(req *restful.Request, resp *restful.Response) { io.WriteString(resp, "h%[1]d") }`,
		new:     "c := restful.NewContainer()\nws := new(restful.WebService).Path(\"/\")\nws.Route(ws.GET(\"/first\").To({h}))\n{r} := ws\nc.Add({r})",
		ends:    []string{"oracle.Handler(c)"},
		use:     "{r}.Filter({s})",
		plain: []string{
			`{r}.Route({r}.{m}("{p}").To({h}))`, `{r}.Route({r}.{m}("{p}").Filter({s}).To({h}))`, `{r}.Route({r}.Method("{M}").Path("{p}").To({h}))`,
			`c.Filter({s})`,
		},
		nested: []string{"{v} := new(restful.WebService).Path(\"{P}{v}\")\n{body}c.Add({v})"},
	},
	"gateway": {
		packages: map[string]string{"runtime": "github.com/grpc-ecosystem/grpc-gateway/v2/runtime"},
		common: `func require(scope string) func(runtime.HandlerFunc) runtime.HandlerFunc {
	return func(next runtime.HandlerFunc) runtime.HandlerFunc {
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
		new:     "{r} := runtime.NewServeMux(runtime.WithMiddlewares({s}))",
		ends:    []string{"oracle.Handler({r})"},
		plain:   []string{`{r}.HandlePath("{M}", "{p}", {h})`, `{r}.HandlePath("{M}", "{p}", {s}({h}))`},
	},
}

func echo(version string) dialect {
	context := map[string]string{"v4": "echo.Context", "v5": "*echo.Context"}[version]
	return dialect{
		packages: map[string]string{"echo": "github.com/labstack/echo/" + version},
		common: `func require(scope string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c ` + context + `) error {
			if !allowed(c.Request().Header.Get("X-Scopes"), scope) {
				return c.String(http.StatusForbidden, scope)
			}
			return next(c)
		}
	}
}
`,
		handler: `func h%[1]d(c ` + context + `) error { return c.String(200, "h%[1]d") }`,
		new:     "{r} := echo.New()",
		ends:    []string{"oracle.Handler({r})"},
		use:     "{r}.Use({s})",
		plain: []string{
			`{r}.{m}("{p}", {h})`, `{r}.{m}("{p}", {h}, {s})`, `{r}.Add("{M}", "{p}", {h}, {s}, {s})`, `{r}.Any("{p}", {h})`, `{r}.Match([]string{"GET", "POST"}, "{p}", {h})`,
		},
		nested: []string{"{v} := {r}.Group(\"{P}\")\n{body}", "{v} := {r}.Group(\"{P}\", {s})\n{body}"},
		colon:  true, tail: "/*",
	}
}

func fiber(version string) dialect {
	d := dialect{
		packages: map[string]string{"fiber": "github.com/gofiber/fiber/" + version},
		common: `func require(scope string) fiber.Handler {
	return func(c fiber.Ctx) error {
		if !allowed(c.Get("X-Scopes"), scope) {
			return c.Status(fiber.StatusForbidden).SendString(scope)
		}
		return c.Next()
	}
}

func serve(app *fiber.App) oracle.Service {
	return func(r *http.Request) *http.Response {
		res, err := app.Test(r)
		if err != nil {
			panic(err)
		}
		return res
	}
}
`,
		handler: `func h%[1]d(c fiber.Ctx) error { return c.SendString("h%[1]d") }`,
		new:     "{r} := fiber.New()",
		ends:    []string{"serve({r})"},
		use:     "{r}.Use({s})",
		lower:   true,
		plain: []string{
			`{r}.{m}("{p}", {h})`, `{r}.{m}("{p}", {s}, {h})`, `{r}.All("{p}", {h})`, `{r}.Use("{p}", {s})`, `{r}.All("{p}", {s})`, `{r}.{m}("{p}/*", {s})`,
		},
		nested: []string{
			"{v} := {r}.Group(\"{P}\")\n{body}", "{v} := {r}.Group(\"{P}\", {s})\n{body}", "{r}.Route(\"{P}\", func({v} fiber.Router) {\n{body}})",
			"{v} := fiber.New()\n{body}{r}.Use(\"{P}\", {v})",
		},
		colon: true, tail: "/*",
	}
	if version == "v2" {
		d.common = strings.ReplaceAll(d.common, "fiber.Ctx", "*fiber.Ctx")
		d.handler = strings.ReplaceAll(d.handler, "fiber.Ctx", "*fiber.Ctx")
		d.nested[3] = "{v} := fiber.New()\n{body}{r}.Mount(\"{P}\", {v})"
	}
	return d
}
