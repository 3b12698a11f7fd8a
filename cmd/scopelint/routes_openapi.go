package main

import (
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// An openAPI is the routes as an OpenAPI 3.1 document: paths, methods and what
// each needs.
type openAPI struct {
	OpenAPI    string                                  `json:"openapi"`
	Info       openAPIInfo                             `json:"info"`
	Paths      map[string]map[string]*openAPIOperation `json:"paths"`
	Components openAPIComponents                       `json:"components"`
	LeftOut    []string                                `json:"x-left-out,omitempty"` // routes that the format cannot tell, and why
}

type openAPIInfo struct {
	Title   string `json:"title"`
	Version string `json:"version"`
}

type openAPIComponents struct {
	Schemes map[string]openAPIScheme `json:"securitySchemes"`
}

type openAPIScheme struct {
	Type   string `json:"type"`
	Scheme string `json:"scheme"`
}

type openAPIOperation struct {
	Summary    string                `json:"summary,omitempty"` // the handler
	Servers    []openAPIServer       `json:"servers,omitempty"`
	Parameters []openAPIParameter    `json:"parameters,omitempty"`
	Responses  map[string]any        `json:"responses"`
	Security   []map[string][]string `json:"security"` // empty for none
}

type openAPIServer struct {
	URL string `json:"url"`
}

type openAPIParameter struct {
	Name     string            `json:"name"`
	In       string            `json:"in"`
	Required bool              `json:"required"`
	Schema   map[string]string `json:"schema"`
}

// openAPIScope is the name of the one security scheme: which ones a service has
// its routes do not tell.
const openAPIScope = "token"

// openAPIMethods are those that a path item has a field for.
var openAPIMethods = []string{"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"}

func printRoutesOpenAPI(w io.Writer, r *routesReport) error {
	doc := &openAPI{
		OpenAPI: "3.1.0", Info: openAPIInfo{"Routes, as scopelint reads them", "0"},
		Paths:      make(map[string]map[string]*openAPIOperation),
		Components: openAPIComponents{map[string]openAPIScheme{openAPIScope: {"http", "bearer"}}},
	}
	for _, route := range r.Routes {
		doc.add(route)
	}
	return printIndented(w, doc)
}

var openAPIParam = regexp.MustCompile(`\{([^}]*?)(?:\.\.\.)?\}`)

// add puts a route into the document. One for all methods is there for each of
// which the document has no other.
func (d *openAPI) add(r routeEntry) {
	methods := []string{r.Method}
	if r.Method == "*" {
		methods = openAPIMethods
	}
	if r.Dynamic || !slices.Contains(openAPIMethods, methods[0]) {
		d.leaveOut(r, "its method or path cannot be written here")
		return
	}
	security := openAPISecurity(r)
	if security == nil { // no security would mean that it asks for nothing
		d.leaveOut(r, "what it asks for is not proved")
		return
	}
	path, params := openAPIPath(r.Template)
	item := d.Paths[path]
	if item == nil {
		item = make(map[string]*openAPIOperation)
		d.Paths[path] = item
	}
	op := &openAPIOperation{Summary: r.Handler, Responses: map[string]any{"default": map[string]string{"description": ""}}, Security: security}
	if r.Host != "" {
		op.Servers = []openAPIServer{{"//" + r.Host}}
	}
	for _, name := range params {
		op.Parameters = append(op.Parameters, openAPIParameter{name, "path", true, map[string]string{"type": "string"}})
	}
	for _, m := range methods {
		switch m := strings.ToLower(m); {
		case item[m] == nil:
			item[m] = op
		case r.Method != "*":
			d.leaveOut(r, "another route has its method and path")
		}
	}
}

func (d *openAPI) leaveOut(r routeEntry, why string) {
	d.LeftOut = append(d.LeftOut, r.Method+" "+r.Pattern()+", "+r.Location.Position()+": "+why)
}

// openAPIPath names the parameters of a path; some routers' have no names.
func openAPIPath(template string) (path string, params []string) {
	path = openAPIParam.ReplaceAllStringFunc(template, func(p string) string {
		name := openAPIParam.FindStringSubmatch(p)[1]
		if name == "" || slices.Contains(params, name) {
			name = "rest" + strings.Repeat("_", len(params))
		}
		params = append(params, name)
		return "{" + name + "}"
	})
	return path, params
}

// maxAlternatives is how many sets of scopes a route may be told to be content
// with.
const maxAlternatives = 64

// openAPISecurity is what a route needs: one of several sets of scopes. It is
// nil where that is not proved.
func openAPISecurity(r routeEntry) []map[string][]string {
	switch r.State {
	case string(routes.Unproven):
		return nil
	case string(routes.Guarded):
	default:
		if r.Login {
			return []map[string][]string{{openAPIScope: {}}}
		}
		return []map[string][]string{}
	}
	sets := []map[string]bool{{}}
	for _, any := range demands(r) {
		var more []map[string]bool
		for _, set := range sets {
			for _, scope := range any {
				joined := maps.Clone(set)
				if !strings.HasSuffix(scope, "()") { // a guard that the configuration names, with no scope
					joined[scope] = true
				}
				more = append(more, joined)
			}
		}
		if len(more) > maxAlternatives {
			return nil
		}
		sets = more
	}
	var all []map[string][]string
	for _, set := range sets {
		all = append(all, map[string][]string{openAPIScope: append([]string{}, slices.Sorted(maps.Keys(set))...)})
	}
	return all
}
