package analyzer

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/bmatcuk/doublestar/v4"

	"github.com/scopelint/scopelint/analyzer/above"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/regular"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// Where configurations are, see package above.
const (
	ConfigName = above.ConfigName
	ConfigEnv  = above.ConfigEnv
)

// Config is what a module configures. The zero value does not serve: use
// [NewConfig], [LoadConfig] or [FindConfig].
type Config struct {
	file string // "" without a file
	root string // the directory that globs are relative to, "" without a file
	own  bool   // it is for the module at root alone

	catalog    func() *catalog.Catalog
	named      bool               // the file names its catalogs
	catalogs   []string           // their names, if so
	ready      []*catalog.Catalog // the ready-made ones among them, but for the built-in one
	allow      []wildcard
	allowTexts []string // as written
	strict     bool
	exclude    []string
	severities map[string]Severity
	overrides  []override
	grants     []Grant
	waivers    []*WaiverEntry
	routing    routing
	inherited  inherited
	layers     []layer // what it extends first
	digest     [sha256.Size]byte

	catalogFiles []string
	doc          *tomlfile.File // for mistakes that show later
}

type override struct {
	paths   []string
	rules   map[string]Severity
	catalog *catalog.Catalog // nil for the usual one
}

// BuiltIn is how a configuration names the built-in catalog.
const BuiltIn = "digitalocean"

// NewConfig returns the configuration of a module without a file.
func NewConfig() *Config {
	return &Config{catalog: catalog.DigitalOcean}
}

// Configs finds the configurations of modules, and reads each once. Its methods
// are safe for concurrent use.
type Configs struct {
	overlay map[string][]byte
	found   sync.Map // from a file to its func() (*Config, error)
}

// NewConfigs returns configurations that are read when they are first asked for.
// Overlay has the contents of files that stand otherwise on disk.
func NewConfigs(overlay map[string][]byte) *Configs { return &Configs{overlay: overlay} }

// shared are the configurations of programs that end before one changes.
var shared Configs

// FindConfig is [Configs.Find] for programs that end before a file changes.
func FindConfig(dir string) (*Config, error) { return shared.Find(dir) }

// Find returns the configuration for the packages in dir: the file that
// [ConfigEnv] names, the one at the root of dir's module, or none.
func (c *Configs) Find(dir string) (*Config, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	file := above.Config(abs)
	if file == "" {
		return NewConfig(), nil
	}
	load, _ := c.found.LoadOrStore(file, sync.OnceValues(func() (*Config, error) {
		cfg, err := loadConfig(file, c.readFile)
		if err == nil {
			cfg.own = os.Getenv(ConfigEnv) == ""
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return cfg, err
		}
		if _, linked := os.Lstat(file); linked == nil {
			return nil, fmt.Errorf("%s is a link to a file that is not there", file)
		}
		if os.Getenv(ConfigEnv) == "" {
			return NewConfig(), nil
		}
		return nil, fmt.Errorf("no configuration %s, which -config or %s names", file, ConfigEnv)
	}))
	return load.(func() (*Config, error))()
}

// readFile reads a file, as it stands on disk or in the overlay.
func (c *Configs) readFile(file string) ([]byte, error) {
	if data, ok := c.overlay[file]; ok {
		return data, nil
	}
	return regular.ReadFile(file)
}

// ModuleRoot returns the nearest directory at or above dir that has a go.mod.
func ModuleRoot(dir string) (string, bool) { return source.FindAbove(dir, "go.mod") }

// File is the path of the configuration file, "" without one.
func (c *Config) File() string { return c.file }

// Catalog is the catalog that scopes are compared with.
func (c *Config) Catalog() *catalog.Catalog { return c.catalog() }

// CatalogNames lists the catalogs that the file names, as they call themselves.
func (c *Config) CatalogNames() []string { return c.catalogs }

// Shareable reports whether the file names ready-made catalogs alone: they are
// right whether or not a module has a scope of theirs.
func (c *Config) Shareable() bool { return len(c.ready) > 0 && !c.named }

// Ready lists the ready-made catalogs that the file names, but for the built-in
// one.
func (c *Config) Ready() []*catalog.Catalog { return slices.Clone(c.ready) }

// catalogAt is the catalog that an override decides for a file, nil without one.
func (c *Config) catalogAt(file string) *catalog.Catalog {
	var found *catalog.Catalog
	for _, o := range c.overrides {
		if o.catalog != nil && matchesAny(o.paths, c.relative(file)) {
			found = o.catalog
		}
	}
	return found
}

// hasCatalogs reports whether the file has catalogs of its own for some paths.
func (c *Config) hasCatalogs() bool {
	return slices.ContainsFunc(c.overrides, func(o override) bool { return o.catalog != nil })
}

// Root is the directory of the configuration file, "" without one.
func (c *Config) Root() string { return c.root }

// Digest identifies the content of the configuration and of its catalogs; it
// is zero without a file.
func (c *Config) Digest() [sha256.Size]byte { return c.digest }

// mayHoldScope reports whether a value can hold a scope at all. It keeps
// programs without scopes from loading the built-in catalog.
func (c *Config) mayHoldScope(value string) bool {
	return c.named || strings.Contains(value, ":") || strings.Contains(value, "%3")
}

// Allows reports whether the configuration says that a scope is right.
func (c *Config) Allows(scope string) bool {
	return slices.ContainsFunc(c.allow, func(w wildcard) bool { return w.matches(scope) })
}

// CheckAllowed reports the first entry of scopes.allow that allows nothing:
// neither a text of a module's code nor a scope that is granted. It would allow
// a mistake to come.
func (c *Config) CheckAllowed(texts []string) error {
	for _, g := range c.grants {
		texts = append(texts[:len(texts):len(texts)], g.Scopes...)
	}
	for i, w := range c.allow {
		if i >= c.inherited.allow && !slices.ContainsFunc(texts, w.matches) {
			return c.doc.Errorf(toml.Key{"scopes", "allow"}, 0, "%q allows nothing: no such scope is in the code; remove it", c.allowTexts[i])
		}
	}
	return nil
}

// severity returns the severity of a rule in a file, or false if it is off
// there.
func (c *Config) severity(rule string, byDefault Severity, file string) (Severity, bool) {
	if c.Excludes(file) {
		return Off, false
	}
	s := byDefault
	if configured, ok := c.severities[rule]; ok {
		s = configured
	}
	path := c.relative(file)
	for _, o := range c.overrides {
		if configured, ok := o.rules[rule]; ok && matchesAny(o.paths, path) {
			s = configured
		}
	}
	return s, s != Off
}

// Excludes reports whether the configuration excludes a file.
func (c *Config) Excludes(file string) bool { return matchesAny(c.exclude, c.relative(file)) }

// relative is the path of a file from the configuration's directory.
func (c *Config) relative(file string) string {
	if path, err := filepath.Rel(c.root, file); err == nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(file)
}

// CheckPaths reports the first pattern of the file that matches nothing: a
// path that was misspelt or has moved configures nothing any more, and calls
// are no more held against the grant of a package that is not there.
func (c *Config) CheckPaths() error {
	if c.root == "" {
		return nil
	}
	check := func(glob string, key toml.Key, nth int) error {
		if c.anyFile(glob) {
			return nil
		}
		if strings.Contains(glob, `\`) {
			return c.doc.Errorf(key, nth, "%q matches no file%s: write it with slashes, and without \"./\"", glob, c.below())
		}
		return c.doc.Errorf(key, nth, "%q matches no file%s: correct or remove it", glob, c.below())
	}
	for i, g := range c.grants {
		for _, p := range g.Packages {
			if !c.anyFile(goFilesOf(p)) || c.elsewhere(p) {
				return c.doc.Errorf(toml.Key{"grant", "packages"}, i, "%q is no package of this module%s: correct or remove it", p, c.below())
			}
		}
	}
	for _, glob := range c.exclude[c.inherited.exclude:] {
		if err := check(glob, toml.Key{"exclude"}, 0); err != nil {
			return err
		}
	}
	for _, w := range c.waivers {
		if w.Path == "" {
			continue
		}
		if err := check(w.Path, toml.Key{"waiver", "path"}, w.nth); err != nil {
			return err
		}
	}
	for i, o := range c.overrides[c.inherited.overrides:] {
		for _, glob := range o.paths {
			if err := check(glob, toml.Key{"override", "paths"}, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// below says where paths are looked for, if that is not where everybody expects
// it: below the root of the module.
func (c *Config) below() string {
	if c.own {
		return ""
	}
	return fmt.Sprintf(" below %s, the directory of this file", c.root)
}

// anyFile reports whether a glob matches anything below the configuration's
// directory.
func (c *Config) anyFile(glob string) bool {
	err := doublestar.GlobWalk(os.DirFS(c.root), glob, func(string, fs.DirEntry) error { return fs.SkipAll }, doublestar.WithNoFollow())
	return errors.Is(err, fs.SkipAll) // found one
}

// CatalogFiles lists the files of catalogs that the file names, absolute.
func (c *Config) CatalogFiles() []string { return c.catalogFiles }
