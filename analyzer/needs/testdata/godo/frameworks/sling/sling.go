// Package sling has the signatures of github.com/dghubble/sling that shapes use.
package sling

import "net/http"

type Sling struct{ client *http.Client }

func New() *Sling { return &Sling{http.DefaultClient} }

func (s *Sling) New() *Sling                                { return s }
func (s *Sling) Base(url string) *Sling                     { return s }
func (s *Sling) Path(path string) *Sling                    { return s }
func (s *Sling) Get(path string) *Sling                     { return s }
func (s *Sling) Delete(path string) *Sling                  { return s }
func (s *Sling) Set(key, value string) *Sling               { return s }
func (s *Sling) Request() (*http.Request, error)            { return nil, nil }
func (s *Sling) ReceiveSuccess(any) (*http.Response, error) { return nil, nil }
