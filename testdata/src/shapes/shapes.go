// Package shapes holds an unknown scope in each form that code gives it.
package shapes

import (
	"net/url"
	"os/exec"

	"golang.org/x/oauth2"
	"shapes/names"
)

const known = "droplet:read tag:read tag:create"

var scope = known

// Literals, concatenations, typed and cross-package constants.

type Scope string

const (
	verb               = "list"
	ScopeLists         = "droplet:" + verb      // want `unknown scope "droplet:list"`
	ScopeImages        = Scope("droplet:wirte") // want `"droplet:wirte"`
	ScopeVolumes Scope = "volume:read"          // want `"block_storage:read"`
	theOne             = "droplet:theone"       // want `unknown scope "droplet:theone"`
)

var asked Scope = Scope(theOne)

var fromElsewhere = []Scope{names.Odd} // want `unknown scope "droplet:odd"`

// Slices, arrays, maps, struct fields by key and by position.

var slices = struct{ Scopes []string }{[]string{"droplet:a", "droplet:b"}} // want `"droplet:a"` `"droplet:b"`

var array = [...]Scope{"droplet:c"} // want `"droplet:c"`

var byRoute = map[string][]string{"scopes": {"droplet:d"}} // want `"droplet:d"`

var scopeSet = map[string]bool{"droplet:e": true} // want `"droplet:e"`

type grant struct {
	Name  string
	Scope string
}

var keyed, positional = grant{Scope: "droplet:f"}, grant{"x", "droplet:g"} // want `"droplet:f"` `"droplet:g"`

type TokenScope struct{ Name string }

var typeOnly = []*TokenScope{{Name: "droplet:h"}} // want `"droplet:h"`

// Parameters, variadics, closures.

func need(name, scope string) {}

func any(scopes ...string) {}

func calls() {
	need("list", "droplet:i")    // want `"droplet:i"`
	any("tag:read", "droplet:j") // want `"droplet:j"`
	check := func(what, scope string) {}
	check("volumes", "droplet:k") // want `"droplet:k"`
}

// Comparisons, cases, indexes, assignments, results.

func granted(scopes []string, scope string) bool {
	switch scope {
	case "droplet:l": // want `"droplet:l"`
		return true
	}
	if scopes[0] == "droplet:m" || "droplet:n" != scope { // want `"droplet:m"` `"droplet:n"`
		return false
	}
	scope = "droplet:o"                             // want `"droplet:o"`
	for _, s := range append(scopes, "droplet:p") { // want `"droplet:p"`
		scope += s
	}
	return scopeSet["droplet:q"] // want `"droplet:q"`
}

func defaultScopes() []string { return []string{"droplet:r"} } // want `"droplet:r"`

// Forms, OAuth, arguments of commands.

func requests(q url.Values, args map[string]string) {
	q.Set("scope", "droplet:s tag:read")                                                              // want `"droplet:s"`
	args["scope"] = "droplet:t"                                                                       // want `"droplet:t"`
	_ = oauth2.Config{Scopes: []string{"droplet:u"}}                                                  // want `"droplet:u"`
	exec.Command("doctl", "token", "create", "--scopes", "droplet:v,tag:read", "--image", "image:v1") // want `"droplet:v"`
	exec.Command("doctl", "--scopes=tag:read,droplet:w")                                              // want `"droplet:w"`
	_ = "https://example.com/authorize?client_id=x&scope=tag:read+droplet:x"                          // want `"droplet:x"`
}

// JSON in strings: the position is inside of the literal.

var body = `{"name": "ci", "scopes": ["droplet:read", "droplet:y"]}` // want `"droplet:y"`

var object = "{\"scopes\": [{\"name\": \"droplet:z\", \"description\": \"image:v1\"}], \"image\": \"image:v2\"}" // want `"droplet:z"`

var template = `HTTP/1.1 200 {"id": %d, "required_scopes": "tag:read droplet:aa"} image:v3` // want `"droplet:aa"`

// Positions that receive scopes though no name says so.

type auth struct{}

func (auth) pm(handler func(), perms ...string) {}

func learned(a auth, h func()) {
	pm := a.pm
	pm(h, "vpc:read")
	pm(h, "vpc:create")
	pm(h, "vpc:update", "vpc:delete")
	pm(h, "vpc:kill") // want `"vpc:kill"`
}

// A declared type says enough by itself.

type rule struct {
	Name string
	Need Scope
}

const TagRaed Scope = "droplet:bb" // want `"droplet:bb"`

func typed(s Scope, ch chan Scope, m map[Scope]string) Scope {
	_ = map[Scope]string{"droplet:cc": "x"}                          // want `"droplet:cc"`
	_ = map[string]Scope{"x": "droplet:dd"}                          // want `"droplet:dd"`
	_ = []rule{{Name: "a", Need: "droplet:ee"}, {"b", "droplet:ff"}} // want `"droplet:ee"` `"droplet:ff"`
	_ = map[string]map[string]Scope{"tags": {"x": "droplet:gg"}}     // want `"droplet:gg"`
	ch <- "droplet:hh"                                               // want `"droplet:hh"`
	switch s {
	case "droplet:ii": // want `"droplet:ii"`
	}
	if s == "droplet:jj" { // want `"droplet:jj"`
		return "droplet:kk" // want `"droplet:kk"`
	}
	return Scope(m["droplet:ll"]) // want `"droplet:ll"`
}

var scopes2 = "droplet:mm" // want `"droplet:mm"`

var requiredScopes = map[string][]string{"tags": {"droplet:nn"}} // want `"droplet:nn"`

var header = `Bearer realm="x", scope="droplet:oo tag:read"` // want `"droplet:oo"`
