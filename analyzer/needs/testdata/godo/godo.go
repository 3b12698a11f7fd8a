// Package godo pins the version of the client that the table of methods was
// made from.
package godo

import _ "github.com/digitalocean/godo"
