package routes

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/scopelint/scopelint/analyzer/prove"
)

// Some middlewares hold requests against an OpenAPI document, and ask a
// function of the service whether the credential is good for the scopes that
// the document requires. The function is executed, with the requirements of
// the route's operation.

// documents are functions that read a document from a text.
var documents = map[string]bool{
	"(*github.com/getkin/kin-openapi/openapi3.Loader).LoadFromData": true,
}

// validators make a middleware of a document and options, among which is an
// AuthenticationFunc.
var validators = map[string]bool{
	"github.com/oapi-codegen/nethttp-middleware.OapiRequestValidatorWithOptions":     true,
	"github.com/oapi-codegen/echo-middleware.OapiRequestValidatorWithOptions":        true,
	"github.com/oapi-codegen/gin-middleware.OapiRequestValidatorWithOptions":         true,
	"github.com/deepmap/oapi-codegen/pkg/middleware.OapiRequestValidatorWithOptions": true,
}

// specified describes a middleware that holds requests against a document; nil
// for any other, or where it is not known what the document requires.
func (c *converter) specified(ap *applied) prove.Val {
	if ap.obj == nil || !validators[ap.obj.FullName()] || len(ap.args) != 2 || c.route == nil {
		return nil
	}
	doc, ok := ap.args[0].(*text)
	opts, ok2 := ap.args[1].(*record)
	if !ok || doc.dynamic() || !ok2 {
		return nil
	}
	filter, ok := opts.fields["Options"].(*record)
	if !ok || opts.fields["Skipper"] != nil && !isZero(opts.fields["Skipper"]) {
		return nil
	}
	check := c.value(filter.fields["AuthenticationFunc"])
	sets, ok := requirements(doc.s, c.route.Method, c.route.Template)
	if check == nil || !ok {
		return nil
	}
	return prove.Required{Check: check, Sets: sets}
}

type specification struct {
	Security []map[string][]string           `yaml:"security"`
	Paths    map[string]map[string]yaml.Node `yaml:"paths"`
}

// requirements lists what a document requires of an operation: one of several
// sets. It is not ok if a request of the route may be another operation's.
func requirements(doc, method, template string) (sets [][]prove.Requirement, ok bool) {
	var spec specification
	if err := yaml.Unmarshal([]byte(doc), &spec); err != nil || strings.Contains(template, "...}") || strings.Contains(doc, "servers") {
		return nil, false
	}
	var found map[string]yaml.Node
	for path, item := range spec.Paths {
		switch {
		case sameShape(path, template, false):
			found = item
		case sameShape(path, template, true):
			return nil, false
		}
	}
	node, ok := found[strings.ToLower(method)]
	if _, elsewhere := found["$ref"]; !ok || elsewhere {
		return nil, false
	}
	var op struct {
		Security *[]map[string][]string `yaml:"security"`
	}
	if err := node.Decode(&op); err != nil {
		return nil, false
	}
	security := spec.Security
	if op.Security != nil {
		security = *op.Security
	}
	for _, set := range security {
		var all []prove.Requirement
		for scheme, scopes := range set {
			all = append(all, prove.Requirement{Scheme: scheme, Scopes: scopes})
		}
		slices.SortFunc(all, func(a, b prove.Requirement) int { return strings.Compare(a.Scheme, b.Scheme) })
		sets = append(sets, all)
	}
	return sets, true
}

// sameShape reports whether two paths have literals and parameters at the same
// places, or with overlap, whether one request may be of both.
func sameShape(a, b string, overlap bool) bool {
	as, bs := strings.Split(a, "/"), strings.Split(b, "/")
	if len(as) != len(bs) {
		return false
	}
	for i := range as {
		pa, pb := strings.Contains(as[i], "{"), strings.Contains(bs[i], "{")
		if pa && pb || !pa && !pb && as[i] == bs[i] || overlap && (pa || pb) {
			continue
		}
		return false
	}
	return true
}
