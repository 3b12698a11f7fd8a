// Package github stands in for the real one.
package github

import "golang.org/x/oauth2"

var Endpoint oauth2.Endpoint
