package catalog_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
)

// The page of 6 May 2026 stays exactly what it was, whatever is known since.
func TestDigitalOceanPage(t *testing.T) {
	c := catalog.DigitalOcean()
	resources, actions := make(map[string]bool), make(map[string]bool)
	page := c.AsOf("2026-05-06")
	for _, s := range page {
		if s.Status != catalog.Listed || s.Since != "2026-05-06" {
			t.Errorf("%s is %s since %s", s.Name, s.Status, s.Since)
		}
		resources[s.Resource], actions[s.Action] = true, true
	}
	// The documentation page's own figures.
	if len(page) != 126 || len(resources) != 38 || len(actions) != 10 {
		t.Errorf("%d scopes, %d resources, %d actions; want 126, 38, 10", len(page), len(resources), len(actions))
	}
	// In August there were 29 beside it, nine of which were mistakes, and seven pages, with two scopes
	// that no operation asks for.
	if n := len(c.AsOf("2026-08-07")); n != 126+29-4-3+13+2 {
		t.Errorf("%d scopes as of August", n)
	}
	if n := len(c.AsOf("2026-05-05")); n != 0 {
		t.Errorf("%d scopes before the page", n)
	}
	if s, _ := c.Lookup("droplet:admin"); s.Description != "Access Droplets" {
		t.Errorf("description of droplet:admin is %q", s.Description)
	}
	for _, s := range c.Scopes() {
		if s.Description == "" || s.Source == "" || s.Grade == "" {
			t.Errorf("%s has no description, source or grade", s.Name)
		}
	}
}

// Every name that changed is judged as a list says that was made without the
// catalog.
func TestDigitalOceanNames(t *testing.T) {
	c := catalog.DigitalOcean()
	for _, f := range rows(t, "testdata/digitalocean/scopes.tsv") {
		name, status, now := f[0], f[1], f[2]
		s, known := c.Lookup(name)
		switch status {
		case "gone":
			if known {
				t.Errorf("%s is known", name)
			}
			r, ok := c.Renamed(name)
			if to, suggested := c.Suggest(name); now == "-" && (ok || suggested) {
				t.Errorf("%s, which never was a scope, is called %s%s", name, r.To, to)
			}
			if now != "-" && (r.To != now || !r.Official()) {
				t.Errorf("%s is called %s, want %s", name, r.To, now)
			}
			if _, ok := c.Past(name); ok != (now != "-") {
				t.Errorf("%s is remembered: %t", name, ok)
			}
		case "listed", "unlisted":
			if !known || string(s.Status) != status {
				t.Errorf("%s is known: %t, %s; want %s", name, known, s.Status, status)
			}
		default:
			if !known {
				t.Errorf("%s is not known", name)
			}
		}
		if to, ok := c.Renamed(name); known && ok {
			t.Errorf("%s is known, and renamed to %s", name, to.To)
		}
	}
}

// rows reads the fields of a table without its comments.
func rows(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "#") {
			list = append(list, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
	}
	return list
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
	if got, want := len(c.Expand("api:write")), len(c.Scopes())-2; got != want {
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
