// Package quiet has no string that could be a scope.
package quiet

var scopes = []string{"read", "write", "droplet"}
