// Package godo stands in for the real client: the few declarations the tests use.
package godo

type TokenCreateRequest struct {
	Name   string
	Scopes []string
}

type TokenScope struct{ Name string }
