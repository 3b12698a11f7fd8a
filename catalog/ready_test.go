package catalog_test

import (
	"iter"
	"regexp"
	"slices"
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

// Misspelt names of every ready-made catalog are told: with what was meant, if it
// can be told, and never with a scope of more authority. A catalog that is not
// complete calls a name misspelt only if it is nearly one of its scopes.
func TestReadyMutations(t *testing.T) {
	total, seen, told, right := 0, 0, 0, 0
	for _, name := range catalog.ReadyNames() {
		c, _ := catalog.Ready(name)
		if !slices.ContainsFunc(c.Scopes(), func(s catalog.Scope) bool { return s.Status == catalog.Listed }) || name == "digitalocean" {
			continue
		}
		for i, s := range c.Scopes() {
			if len(c.Scopes()) > 60 && i%20 != 0 || len(s.Name) < 6 || s.Status != catalog.Listed {
				continue
			}
			for kind, wrong := range mutations(s.Name) {
				_, known := c.Lookup(wrong)
				if _, past := c.Past(wrong); known || past {
					continue // another scope, or in any case
				}
				total++
				to, ok := c.Spelling(wrong)
				if !ok {
					to, ok = c.Mistyped(wrong)
				}
				if !ok && c.Complete() {
					to, ok = c.Suggest(wrong)
				}
				if ok || c.Complete() {
					seen++
				} else {
					t.Logf("%s: %q (%s of %q) is not told", name, wrong, kind, s.Name)
				}
				if !ok {
					continue
				}
				told++
				switch {
				case to == s.Name:
					right++
				case c.Covers(to, s.Name):
					t.Errorf("%s: %q is taken for %q, which grants more than %q", name, wrong, to, s.Name)
				default:
					t.Logf("%s: %q is taken for %q, not %q", name, wrong, to, s.Name)
				}
			}
		}
	}
	t.Logf("%d mutations: %d are seen; %d suggestions, %d of them right", total, seen, told, right)
	if total < 3000 || seen*100 < total*98 || right*100 < told*99 || told*100 < total*95 {
		t.Errorf("%d mutations: %d are seen; %d suggestions, %d of them right", total, seen, told, right)
	}
}

// mutations are the ways in which people write a scope wrongly.
func mutations(s string) iter.Seq2[string, string] {
	return func(yield func(kind, wrong string) bool) {
		i := len(s) * 2 / 3
		words := regexp.MustCompile(`[A-Za-z]+|[^A-Za-z]+`).FindAllString(s, -1)
		kinds := map[string]string{
			"a letter lost":   s[:i] + s[i+1:],
			"a letter twice":  s[:i] + s[i-1:],
			"letters swapped": s[:i-1] + s[i:i+1] + s[i-1:i] + s[i+1:],
			"upper case":      strings.ToUpper(s),
		}
		if !strings.Contains(s, "://") {
			kinds["another separator"] = strings.NewReplacer(":", ".", ".", ":", "_", "-", "-", "_").Replace(s)
			slices.Reverse(words)
			kinds["another order"] = strings.Join(words, "")
			slices.Reverse(words)
		}
		if last := len(words) - 1; len(words[last]) > 3 {
			words[last] += "s"
			kinds["a plural"] = strings.Join(words, "")
		}
		for kind, wrong := range kinds {
			if wrong != s && !yield(kind, wrong) {
				return
			}
		}
	}
}
