package shape_test

import (
	"testing"

	"github.com/scopelint/scopelint/analyzer/shape"
)

// TestSilent: what is common in code that has nothing to do with scopes is
// silent. That whatever matters is not is what the analyzer's tests are about.
func TestSilent(t *testing.T) {
	for text, want := range map[string]bool{
		`Image: latest`:                      true,
		"case image:\n\treturn read":         true,
		`x := y`:                             true,
		`"http://image:8080"`:                false,
		`strings.Split(s, ":")`:              true,
		`host + ":8080"`:                     true,
		`Tag: read`:                          false,
		"//scopelint:ignore unknown-scope x": false,
		`const Tag = "tag"`:                  true, // a part of a scope elsewhere, at most
	} {
		if got := shape.Silent([]byte(text)); got != want {
			t.Errorf("%s: silent: %t", text, got)
		}
	}
}

// TestGuards: what guards put scopes together from stands in one statement with
// the path of a route, or is a resource and an action in one call.
func TestGuards(t *testing.T) {
	parts := shape.Parts{Resource: shape.BuiltIn.Resource, Actions: func(resource string) []string {
		return map[string][]string{"droplet": {"read"}}[resource]
	}}
	for text, want := range map[string][2]bool{
		`mux.Handle("GET /droplets", needs("droplet", list))`:                  {true, false},
		`r.With(needs("droplet:")).Get("/droplets", list)`:                     {true, false},
		"r.Get(\n\t\"/droplets\", // all\n\tneeds(level, \"droplet\"),\n)":     {true, false},
		"{\n\tMethod: \"GET\",\n\tPath: \"/droplets\",\n\tNeeds: \"droplet\",": {true, false},
		`"DELETE /droplets": {"droplet", "delete"},`:                           {true, false},
		`group.Use(needs("droplet"))`:                                          {true, false},
		`if !allowed(r, "droplet", "read") {`:                                  {false, true},
		"allowed(r, \"droplet\",\n\t\"read\",\n)":                              {false, true},
		`f("droplet", "write")`:                                                {false, false},
		`f("droplet")`:                                                         {false, false},
		`names["droplet"] = base + "/x"`:                                       {false, false},
		`f("droplet", base+"/x")`:                                              {false, false},
		`case "droplet": f("/x")`:                                              {false, false},
		`// f("/droplets", "droplet")`:                                         {false, false},
		"f(\"/x\")\ng(\"droplet\")":                                            {false, false},
		`f("/x", "droplets")`:                                                  {false, false},
		`f("/x", "nothing")`:                                                   {false, false},
		`f("/x", "droplet`:                                                     {false, false},
	} {
		if route, pair := parts.Guards([]byte(text)); route != want[0] || pair != want[1] {
			t.Errorf("%s: beside a route: %t, a pair: %t", text, route, pair)
		}
	}
}
