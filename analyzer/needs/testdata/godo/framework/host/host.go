// Package host runs what it is handed, and finds out itself how.
package host

import "example.com/framework/host/inner"

type Runner interface{ Run() }

type Starter interface{ Start() }

func Assert(x any) {
	if r, ok := x.(Runner); ok {
		r.Run()
	}
}

func Switch(x any) {
	switch r := x.(type) {
	case interface{ Plan() error }:
		r.Plan()
	case Runner:
		r.Run()
	}
}

type Options struct {
	Handler any
	Hooks   map[string]any
	List    []any
}

func Serve(o Options) { o.Handler.(interface{ Handle() }).Handle() }

func Hooked(o Options) {
	for _, h := range o.Hooks {
		h.(interface{ Hook() }).Hook()
	}
}

func Listed(o *Options) { o.List[0].(interface{ First() }).First() }

func Start(s Starter) {
	s.Start()
	if r, ok := s.(interface{ Stop() }); ok {
		r.Stop()
	}
}

func Each(xs ...any) {
	for _, x := range xs {
		x.(interface{ Each() }).Each()
	}
}

func Of[T any](x T) { any(x).(interface{ Of() }).Of() }

type Box[T any] struct{ kept []T }

func (b *Box[T]) Add(x T) { b.kept = append(b.kept, x) }

func (b *Box[T]) Open() {
	for _, x := range b.kept {
		any(x).(interface{ Opened() }).Opened()
	}
}

// Deep hands it on to another package of the same kind.
func Deep(x any) { inner.Do(x) }

// Make has it made.
func Make(f func() any) { f().(interface{ Made() }).Made() }

var Default any

func RunDefault() { Default.(interface{ ByDefault() }).ByDefault() }

func Sent(c chan any) { (<-c).(interface{ Sent() }).Sent() }
