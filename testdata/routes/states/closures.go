package states

import (
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"

	"states/elsewhere"
	"states/ordered"
)

// Closures that only code elsewhere calls register routes all the same.

var prefix = "/api"

func init() { elsewhere.Decode(os.Args, &prefix) }

func commands(strict bool) {
	c := elsewhere.Command{Run: func() {
		http.HandleFunc("GET /k/run", ok) // want GET /k/run unguarded
	}}
	r := chi.NewRouter()
	r.Use(elsewhere.Require("tag:read"))
	c.Before = func() error {
		r.Get("/k/before", ok) // want GET /k/before guarded tag:read
		func() {
			r.Get("/k/within", ok) // want GET /k/within guarded tag:read
		}()
		return nil
	}
	elsewhere.Invoke(func(r chi.Router) {
		r.Get("/k/given", ok) // want GET /k/given unproven (outside)
	})
	q := chi.NewRouter()
	if strict {
		c.Before = func() error {
			q.Use(elsewhere.Require("tag:read"))
			return nil
		}
	}
	c.Run = func() {
		q.Get("/k/strict", ok) // want GET /k/strict unproven (conditional)
	}
}

// A config is read from a file, over what is set here.
type config struct {
	Mode string `json:"mode"`
	Base string `json:"base"`
	name string
}

func start(c *config) {
	c.Mode, c.Base, c.name = "open", "/c", "n"
	http.HandleFunc("GET /f/start", ok) // want GET /f/start unguarded
}

func configured(c *config) {
	m := chi.NewRouter()
	if c.Mode == "closed" {
		m.Use(elsewhere.Require("tag:read"))
	}
	m.Get("/f/mode", ok)        // want GET /f/mode unproven (conditional)
	m.Get(c.Base+"/f/base", ok) // want GET /f/base below unproven (base, conditional)
	m.Get("/f/"+c.name, ok)     // want GET /f/n unproven (conditional)
}

func loaded() {
	c := config{Mode: "open", name: "n"}
	elsewhere.Decode("file", &c)
	m := chi.NewRouter()
	if c.Mode == "closed" {
		m.Use(elsewhere.Require("tag:read"))
	}
	m.Get("/l/mode", ok)        // want GET /l/mode unproven (conditional)
	m.Get(c.Base+"/l/base", ok) // want GET /l/base below unproven (base, conditional)
	m.Get("/l/"+c.name, ok)     // want GET /l/n unproven (conditional)
}

// given has a field of which nothing is known.
func given(mode string) {
	c := config{name: mode}
	m := chi.NewRouter()
	if c.name != "" {
		m.Use(elsewhere.Require("tag:read"))
	}
	m.Get("/g/mode", ok) // want GET /g/mode unproven (conditional)
}

type operation struct {
	with []func(http.Handler) http.Handler
}

// operations each have middlewares of their own.
func operations() {
	one, two, three := operation{}, operation{}, operation{}
	one.with = append(one.with, elsewhere.Middleware)
	two.with = append(two.with, header)
	three.with = append(three.with, header)
	chi.NewRouter().With(three.with...).Get("/p/three", ok) // want GET /p/three unguarded
}

// settings shows variables that a flag or a decoder changes.
func settings(r *http.Request) {
	m := chi.NewRouter()
	m.Get(prefix+"/s/flag", ok) // want GET /s/flag below unguarded
	o := ordered.New()
	o.Use("/api", elsewhere.Require("tag:read"))
	o.Get(prefix+"/s/ordered", ok) // want GET /s/ordered below unproven (base, conditional)
	if prefix == "/api" {
		m.Use(elsewhere.Require("tag:read"))
	}
	m.Get("/s/decided", ok) // want GET /s/decided unproven (conditional)
	m = chi.NewRouter()
	var path string
	scopes := []string{"tag:read"}
	elsewhere.Decode(r, &path, &scopes)
	m.Get(path, ok)                                                // want-dynamic
	m.With(elsewhere.Require(scopes...)).Get("/s/scopes", ok)      // want GET /s/scopes unproven (computed)
	m.With(elsewhere.Require("tag"+path)).Get("/s/scope/text", ok) // want GET /s/scope/text unproven (computed)
}
