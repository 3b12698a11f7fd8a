// The routes of services whose requests are held against an OpenAPI document.
package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	middleware "github.com/oapi-codegen/nethttp-middleware"

	"oracle"
)

const document = `
openapi: 3.0.3
info: {title: API, version: "1"}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
security: [{token: ["all:read"]}]
paths:
  /inherited:
    get: {responses: {"200": {description: ok}}}
  /own:
    get: {security: [{token: ["own:read"]}], responses: {"200": {description: ok}}}
    delete: {security: [{token: ["own:read", "own:delete"]}], responses: {"200": {description: ok}}}
  /either:
    get: {security: [{token: ["never:read"]}, {token: ["either:read"]}], responses: {"200": {description: ok}}}
  /both:
    get: {security: [{token: ["both:read"], key: ["key:read"]}], responses: {"200": {description: ok}}}
  /optional:
    get: {security: [{token: ["own:read"]}, {}], responses: {"200": {description: ok}}}
  /open:
    get: {security: [], responses: {"200": {description: ok}}}
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {security: [{token: ["thing:read"]}], responses: {"200": {description: ok}}}
`

func authenticate(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	for _, s := range in.Scopes {
		if s == "never:read" || !oracle.Allowed(in.RequestValidationInput.Request, s) {
			return in.NewError(errors.New(s))
		}
	}
	return nil
}

// lenient asks for the first scope alone.
func lenient(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	if len(in.Scopes) > 0 && !oracle.Allowed(in.RequestValidationInput.Request, in.Scopes[0]) {
		return errors.New(in.Scopes[0])
	}
	return nil
}

// careless only looks at the scheme.
func careless(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	if in.SecuritySchemeName == "" {
		return errors.New("no scheme")
	}
	return nil
}

func ok(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "ok") }

func routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /inherited", ok)
	mux.HandleFunc("GET /own", ok)
	mux.HandleFunc("DELETE /own", ok)
	mux.HandleFunc("GET /optional", ok)
	mux.HandleFunc("GET /open", ok)
	mux.HandleFunc("GET /things/{name}", ok)
	return mux
}

// refusal answers with the scope that is missing.
func refusal(w http.ResponseWriter, message string, status int) {
	http.Error(w, missing.FindString(message), http.StatusForbidden)
}

func validate(check openapi3filter.AuthenticationFunc) func(http.Handler) http.Handler {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(document))
	if err != nil {
		log.Fatal(err)
	}
	return middleware.OapiRequestValidatorWithOptions(doc, &middleware.Options{
		ErrorHandler: refusal, Options: openapi3filter.Options{AuthenticationFunc: check},
	})
}

func strict() http.Handler { return validate(authenticate)(routes()) }

func first() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("DELETE /own", ok)
	return validate(lenient)(mux)
}

func open() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /own", ok)
	return validate(careless)(mux)
}

func several() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /both", ok)
	return validate(authenticate)(mux)
}
