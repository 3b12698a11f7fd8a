package catalog_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
)

func TestDigitalOcean(t *testing.T) {
	c := catalog.DigitalOcean()
	var listed, unlisted, slips []string
	resources := make(map[string]bool)
	actions := make(map[string]bool)
	for _, s := range c.Scopes() {
		switch s.Status {
		case catalog.Listed:
			listed = append(listed, s.Name)
			resources[s.Resource] = true
			actions[s.Action] = true
		case catalog.Unlisted:
			unlisted = append(unlisted, s.Name)
		}
		if s.Slip {
			slips = append(slips, s.Name)
		}
		if s.Description == "" {
			t.Errorf("%s has no description", s.Name)
		}
	}
	// The documentation page's own figures.
	if len(listed) != 126 || len(unlisted) != 29 || len(resources) != 38 || len(actions) != 10 {
		t.Errorf("%d listed, %d unlisted, %d resources, %d actions; want 126, 29, 38, 10",
			len(listed), len(unlisted), len(resources), len(actions))
	}
	wantSlips := []string{"byoip_prefix:write", "database:write", "genai:default", "partner_network_connect:write"}
	if diff := cmp.Diff(wantSlips, slips); diff != "" {
		t.Errorf("slips (-want +got):\n%s", diff)
	}
	if s, _ := c.Lookup("droplet:admin"); s.Description != "Access Droplets" {
		t.Errorf("description of droplet:admin is %q", s.Description)
	}
}

func TestLookalikes(t *testing.T) {
	want := []catalog.Pair{
		{Preferred: "function:admin", Twin: "functions:admin"},
		{Preferred: "spaces_key:create", Twin: "spaces_keys:create"},
	}
	if diff := cmp.Diff(want, catalog.DigitalOcean().Lookalikes()); diff != "" {
		t.Errorf("look-alikes (-want +got):\n%s", diff)
	}
}

func TestCovers(t *testing.T) {
	c := catalog.DigitalOcean()
	for _, tt := range []struct {
		have, want string
		ok         bool
	}{
		{"droplet:read", "droplet:read", true},
		{"api:read", "droplet:read", true},
		{"api:read", "nat_gateway:read", true},
		{"api:read", "droplet:update", false},
		{"api:read", "database:view_credentials", false}, // not documented
		{"api:write", "droplet:delete", true},
		{"api:write", "api:read", true},
		{"project:update", "project:assign_resource", true},
		{"droplet:update", "droplet:read", false}, // nothing documents it
		{"droplet:admin", "droplet:update", false},
	} {
		if got := c.Covers(tt.have, tt.want); got != tt.ok {
			t.Errorf("Covers(%q, %q) = %t", tt.have, tt.want, got)
		}
	}
}

func TestExpand(t *testing.T) {
	c := catalog.DigitalOcean()
	read := c.Expand("api:read")
	for _, s := range c.Scopes() {
		want := s.Action == "read" && s.Name != "api:read"
		if slices.Contains(read, s.Name) != want {
			t.Errorf("api:read stands for %s: %t, want %t", s.Name, !want, want)
		}
	}
	if got, want := len(c.Expand("api:write")), 126+29-2; got != want {
		t.Errorf("api:write stands for %d scopes, want %d", got, want)
	}
	if got := c.Expand("droplet:read"); got != nil {
		t.Errorf("droplet:read is no alias, but stands for %q", got)
	}
}

func TestMinimal(t *testing.T) {
	c := catalog.DigitalOcean()
	for _, tt := range []struct{ list, want []string }{
		{nil, nil},
		{[]string{"droplet:read", "droplet:read"}, []string{"droplet:read"}},
		{[]string{"droplet:read", "api:read", "droplet:create"}, []string{"api:read", "droplet:create"}},
		{[]string{"api:read", "droplet:delete", "api:write"}, []string{"api:write"}},
		{[]string{"project:assign_resource", "project:update"}, []string{"project:update"}},
		{[]string{"acme:read", "tag:read"}, []string{"acme:read", "tag:read"}},
	} {
		if diff := cmp.Diff(tt.want, c.Minimal(tt.list)); diff != "" {
			t.Errorf("Minimal(%q) (-want +got):\n%s", tt.list, diff)
		}
	}
}

func TestSuggest(t *testing.T) {
	c := catalog.DigitalOcean()
	for _, tt := range []struct{ name, want string }{ // no want: it abstains
		{"droplet:raed", "droplet:read"},
		{"drolpet:read", "droplet:read"},
		{"droplets:read", "droplet:read"},
		{"region:read", "regions:read"},
		{"spaces_key:creat", "spaces_key:create"},
		{"function:amdin", "function:admin"},
		{"functions:amdin", "function:admin"}, // of twins the preferred one
		{"droplet:list", "droplet:read"},
		{"floating_ip:create", "reserved_ip:create"},
		{"volume:read", "block_storage:read"},
		{"volume:update", ""},         // block_storage has no update
		{"1click:read", "addon:read"}, // the digit in front
		{"droplet:write", ""},         // create, update or delete?
		{"block_storage:update", ""},  // a real verb, but not of this resource
		{"snapshot:create", ""},       // likewise
		{"aip:read", ""},              // api or app?
		{"apii:write", ""},            // never an alias
		{"ap:read", ""},               // too short to tell
		{"acme:read", ""},             //
		{"reserved-ips:create", "reserved_ip:create"},
		{"noscope", ""},
	} {
		got, ok := c.Suggest(tt.name)
		if !ok {
			got = ""
		}
		if got != tt.want {
			t.Errorf("Suggest(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSpelling(t *testing.T) {
	c := catalog.DigitalOcean()
	for _, tt := range []struct{ name, want string }{
		{"Droplet:Read", "droplet:read"},
		{"account:read ", "account:read"},
		{"account: read", "account:read"},
		{"reserved-ip:read", "reserved_ip:read"},
		{"droplet:read", ""},
		{"droplet:raed", ""},
	} {
		if got, ok := c.Spelling(tt.name); got != tt.want && (ok || tt.want != "") {
			t.Errorf("Spelling(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

// BenchmarkParse is what the built-in catalog costs a process.
func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		catalog.ParseDigitalOcean()
	}
}
