// Package framework runs what it is handed. It can make requests and has nothing to
// do with the catalog's server, so its function bodies are not read.
package framework

import (
	"net/http"

	"example.com/framework/rest"
)

// A Job is what users hand over.
type Job struct {
	Name string
	Run  func() error
}

// A Worker is what users implement.
type Worker interface{ Work() error }

func Serve(jobs ...*Job) error {
	for _, j := range jobs {
		if err := j.Run(); err != nil {
			return err
		}
	}
	return http.ListenAndServe("", nil)
}

func ServeWorker(w Worker) error { return w.Work() }

func ServeAll[W interface{ Work() error }](workers []W) error {
	for _, w := range workers {
		if err := w.Work(); err != nil {
			return err
		}
	}
	return nil
}

// A Queue does what it is handed.
type Queue struct{}

func (Queue) Later(f func()) { f() }

// A Registry keeps values.
type Registry struct{ kept map[string]any }

func (r *Registry) Set(name string, v any) { r.kept[name] = v }
func (r *Registry) Get(name string) any    { return r.kept[name] }
func (r *Registry) Each(f func(service any)) {
	for _, v := range r.kept {
		f(v)
	}
}

// Fetch has a client of another package ask for the state.
func Fetch(c *rest.Client) ([]byte, error) { return c.Get("/state") }
