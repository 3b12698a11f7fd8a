// Package silent holds texts that look like scopes and are none.
package silent

import (
	"errors"
	"go/types"
)

var images = []string{"image:latest", "image:v1", "busybox:latest"}

var selector = map[string]string{"tag:prod": "droplet:web", "project": "project:read"}

type Labels map[string]string

var scopeLabels = Labels{"tag:prod": "image:v2"}

// Another catalog's scopes, and scopes that are nobody's in particular.
var oauthScopes = []string{"read:org", "users:read", "account:read", "user:email", "api:write", "project:write"}

var scopeNames = []string{"func:t", "if:x", "tag:t"} // lexical ones

var lexical types.Scope

var errScope = errors.New("scope image:v1 of the tag:prod is not allowed")

type field struct {
	Scope string `json:"scope" db:"droplet:nothing"`
}

// The permissions of a bucket.
var body = `{"grants": "backups:read", "image": "image:v1"}`

var compared = func(s string) bool { return s == "droplet:nonsense" }
