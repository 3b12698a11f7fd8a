package framework

import "net/http"

// A Hook keeps a function that is asked.
type Hook struct{ Ask func(url string) bool }

func NewHook(ask func(url string) bool) *Hook { return &Hook{Ask: ask} }

// Log gets a text as hooks do.
func Log(text string) {}

// SignRequest has a request carry a token.
func SignRequest(req *http.Request) { req.Header.Set("Authorization", "Bearer x") }

// Send sends a request with a token.
func Send(f func() *http.Request) {
	req := f()
	SignRequest(req)
	http.DefaultClient.Do(req)
}

// First gives back one of its values.
func First[T any](values ...T) T { return values[0] }
