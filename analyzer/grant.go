package analyzer

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// A Grant declares the scopes of the token that some programs of a module are
// deployed with.
type Grant struct {
	Packages []string `toml:"packages" json:"packages,omitempty"` // relative to the module, "./cmd/worker" or "./cmd/..."
	Scopes   []string `toml:"scopes" json:"scopes,omitempty"`
}

// Grant returns the first grant for the package in dir, a directory relative
// to the configuration's with slashes, and whether there is one.
func (c *Config) Grant(dir string) (Grant, bool) {
	for _, g := range c.grants {
		for _, pattern := range g.Packages {
			if matchesPackage(pattern, dir) {
				return g, true
			}
		}
	}
	return Grant{}, false
}

// String names the packages of a grant.
func (g Grant) String() string {
	names := slices.Clone(g.Packages)
	for i, p := range names {
		if p == "." {
			names[i] = "the root package"
		}
	}
	return strings.Join(names, ", ")
}

// Grants lists the grants of the file, in its order.
func (c *Config) Grants() []Grant { return c.grants }

func matchesPackage(pattern, dir string) bool {
	pattern, dir = path.Clean(pattern), path.Clean(dir)
	if pattern == "..." {
		return true
	}
	if root, ok := strings.CutSuffix(pattern, "/..."); ok {
		return dir == root || strings.HasPrefix(dir, root+"/")
	}
	return pattern == dir
}

// goFilesOf is the glob of the Go files of the packages that a pattern names,
// whatever build they are for.
func goFilesOf(pattern string) string {
	dir, below := strings.CutSuffix(path.Clean(pattern), "...")
	if below {
		dir += "**"
	}
	return path.Join(dir, "*.go")
}

// elsewhere reports whether a package that a pattern names is in a module below,
// which the configuration is not for.
func (c *Config) elsewhere(pattern string) bool {
	if strings.HasSuffix(pattern, "...") || !c.own {
		return false
	}
	root, ok := ModuleRoot(filepath.Join(c.root, filepath.FromSlash(pattern)))
	return ok && root != c.root
}

// mostMeant is up to how many mistakes it is looked for what was meant.
const mostMeant = 200

func (r *configReader) grants() {
	for i, g := range r.doc.Grant {
		if len(g.Packages) == 0 {
			r.mistake(toml.Key{"grant"}, i, "this grant has no packages: write packages = [\"./cmd/…\"]")
		}
		for _, p := range g.Packages {
			if p != "." && p != "..." && !strings.HasPrefix(p, "./") || strings.ContainsAny(p, `*?[]{}\`) {
				r.mistake(toml.Key{"grant", "packages"}, i, "%q is no package of this module: write it relative to this file, as in \"./cmd/worker\" or \"./cmd/...\"", p)
			}
		}
		for _, s := range g.Scopes {
			if r.unread {
				break
			}
			if _, known := r.cfg.Catalog().Lookup(s); known || r.cfg.Allows(s) {
				continue
			}
			msg := ""
			if len(r.mistakes) < mostMeant {
				if to, ok := r.cfg.Catalog().Suggest(s); ok {
					msg = ": did you mean \"" + to + "\"?"
				}
			}
			r.mistake(toml.Key{"grant", "scopes"}, i, "unknown scope %q%s", s, msg)
		}
	}
	r.cfg.grants = r.doc.Grant
}
