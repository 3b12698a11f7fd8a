package catalog_test

import (
	"strings"
	"testing"

	"github.com/scopelint/scopelint/catalog"
)

// Every ready-made catalog is sound: what its scopes grant, need and were
// replaced by are scopes of it, and nothing grants itself.
func TestReady(t *testing.T) {
	names, scopes := catalog.ReadyNames(), 0
	if len(names) < 30 {
		t.Errorf("%d catalogs: %q", len(names), names)
	}
	for _, name := range names {
		c, ok := catalog.Ready(name)
		if !ok || c.Name() == "" || len(c.Scopes()) == 0 {
			t.Fatalf("no catalog %s", name)
		}
		scopes += len(c.Scopes())
		seen := make(map[string]bool)
		for _, s := range c.Scopes() {
			if seen[s.Name] {
				t.Errorf("%s: %q is there twice", name, s.Name)
			}
			seen[s.Name] = true
			if s.Source == "" || strings.ContainsAny(s.Name, " ,") {
				t.Errorf("%s: %q has no source, or is no scope", name, s.Name)
			}
			if found, ok := c.Lookup(s.Name); !ok || found.Name != s.Name {
				t.Errorf("%s: %q is not found", name, s.Name)
			}
			if to, ok := c.Spelling(s.Name); ok {
				t.Errorf("%s: %q is said to be written %q", name, s.Name, to)
			}
			for _, other := range append(c.Implied(s.Name), s.Needs...) {
				if _, ok := c.Lookup(other); !ok {
					t.Errorf("%s: %q has to do with %q, which is no scope", name, s.Name, other)
				}
				if c.Covers(other, s.Name) {
					t.Errorf("%s: %q and %q cover each other", name, s.Name, other)
				}
			}
		}
	}
	if scopes < 3700 {
		t.Errorf("%d scopes", scopes)
	}
	if _, ok := catalog.Ready("nosuch"); ok {
		t.Error("there is a catalog nosuch")
	}
}

// What contains what is what providers say, to any depth, and never a guess.
func TestReadyContainment(t *testing.T) {
	for _, tt := range []struct {
		catalog, have, want string
		ok                  bool
	}{
		{"github", "repo", "public_repo", true},
		{"github", "repo", "workflow", false},
		{"github", "admin:org", "read:org", true},
		{"github", "write:org", "admin:org", false},
		{"gitlab", "api", "read_api", true},
		{"gitlab", "read_repository", "read_api", false},
		{"bitbucket", "repository:admin", "repository", false}, // stated
		{"bitbucket", "pullrequest:write", "repository", true},
		{"microsoft-graph", "User.ReadWrite.All", "User.Read.All", false}, // by name alone
		{"google", "https://www.googleapis.com/auth/drive", "https://www.googleapis.com/auth/drive.readonly", false},
		{"slack", "users:read.email", "users:read", false},
		{"gitea", "all", "read:repository", true},
		{"shopify", "write_products", "read_products", true},
		{"atlassian", "write:issue:jira", "read:issue:jira", false},
	} {
		c, _ := catalog.Ready(tt.catalog)
		for _, name := range []string{tt.have, tt.want} {
			if _, ok := c.Lookup(name); !ok {
				t.Errorf("%s has no %q", tt.catalog, name)
			}
		}
		if got := c.Covers(tt.have, tt.want); got != tt.ok {
			t.Errorf("%s: Covers(%q, %q) = %t", tt.catalog, tt.have, tt.want, got)
		}
	}
}

func TestReadySuggest(t *testing.T) {
	for _, tt := range []struct{ catalog, name, want string }{ // no want: it abstains
		{"github", "repoo", "repo"},
		{"github", "user:read", "read:user"},
		{"github", "repo-status", "repo:status"},
		{"github", "read:userr", "read:user"},
		{"github", "wibble", ""},
		{"github", "delete:user", ""}, // delete is a word of others
		{"gitlab", "readuser", "read_user"},
		{"google", "drive.readonly", "https://www.googleapis.com/auth/drive.readonly"},
		{"google", "https://www.googleapis.com/auth/drive.fiel", "https://www.googleapis.com/auth/drive.file"},
		{"microsoft-graph", "User.Raed", "User.Read"},
		{"microsoft-graph", "Groups.Read.All", "Group.Read.All"},
		{"slack", "users.read:email", "users:read.email"},
		{"twitch", "user_read", "user:read:email"},
		{"auth0", "read:role", ""}, // roles or rules?
	} {
		c, _ := catalog.Ready(tt.catalog)
		got, ok := c.Suggest(tt.name)
		if !ok {
			got = ""
		}
		if got != tt.want {
			t.Errorf("%s: Suggest(%q) = %q, want %q", tt.catalog, tt.name, got, tt.want)
		}
	}
}

// Misspelt names of the providers' catalogs are none of their scopes, but for
// the few pairs that are one letter apart, and what is suggested for them is
// what was meant.
func TestReadyMutations(t *testing.T) {
	mutations := map[string]func(s string) string{
		"a letter lost":   func(s string) string { return s[:len(s)/2] + s[len(s)/2+1:] },
		"a letter twice":  func(s string) string { return s[:len(s)/2] + s[len(s)/2-1:] },
		"the last letter": func(s string) string { return s[:len(s)-1] },
		"letters swapped": func(s string) string { i := len(s) / 2; return s[:i-1] + s[i:i+1] + s[i-1:i] + s[i+1:] },
		"another separator": func(s string) string {
			return strings.Map(func(r rune) rune {
				switch r {
				case ':', '.', '-':
					return '_'
				case '_':
					return ':'
				}
				return r
			}, s)
		},
	}
	total, seen, told, right := 0, 0, 0, 0
	for _, name := range []string{"github", "gitlab", "google", "microsoft-graph", "slack", "discord", "spotify", "twitch", "atlassian", "auth0", "pagerduty", "strava"} {
		c, _ := catalog.Ready(name)
		for i, s := range c.Scopes() {
			if i%25 != 0 || len(s.Name) < 5 {
				continue
			}
			for _, mutate := range mutations {
				wrong := mutate(s.Name)
				if wrong == s.Name {
					continue
				}
				total++
				if other, ok := c.Lookup(wrong); !ok || other.Name == s.Name {
					seen++
				}
				to, ok := c.Spelling(wrong)
				if !ok {
					to, ok = c.Suggest(wrong)
				}
				if ok {
					told++
					if to == s.Name {
						right++
					} else {
						t.Logf("%s: %q is taken for %q, not %q", name, wrong, to, s.Name)
					}
				}
			}
		}
	}
	t.Logf("%d mutations: %d are seen; %d suggestions, %d of them right", total, seen, told, right)
	if seen*100 < total*98 || right*100 < told*98 || told*100 < total*90 {
		t.Errorf("%d mutations: %d are seen; %d suggestions, %d of them right", total, seen, told, right)
	}
}
