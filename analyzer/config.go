package analyzer

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/bmatcuk/doublestar/v4"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// ConfigName is the name of the configuration file, at the root of a module.
const ConfigName = ".scopelint.toml"

// ConfigEnv is the environment variable that names a configuration file to use
// instead. Unlike a flag it is seen by every step of go vet.
const ConfigEnv = "SCOPELINT_CONFIG"

// Config is what a module configures. The zero value does not serve: use
// [NewConfig], [LoadConfig] or [FindConfig].
type Config struct {
	file string // "" without a file
	root string // the directory that globs are relative to, "" without a file

	catalog    func() *catalog.Catalog
	named      bool     // the file names its catalogs
	catalogs   []string // their names, if so
	allow      []*regexp.Regexp
	strict     bool
	exclude    []string
	severities map[string]Severity
	overrides  []override
	grants     []Grant
	routing    routing
	digest     [sha256.Size]byte
	doc        *tomlfile.File // for mistakes that show later
}

type override struct {
	paths []string
	rules map[string]Severity
}

// configDoc is the form of the file.
type configDoc struct {
	Catalogs []string          `toml:"catalogs"`
	Exclude  []string          `toml:"exclude"`
	Rules    map[string]string `toml:"rules"`
	Scopes   struct {
		Allow  []string `toml:"allow"`
		Strict bool     `toml:"strict"`
	} `toml:"scopes"`
	Override []struct {
		Paths []string          `toml:"paths"`
		Rules map[string]string `toml:"rules"`
	} `toml:"override"`
	Grant  []Grant    `toml:"grant"`
	Routes routingDoc `toml:"routes"`
}

// BuiltIn is how a configuration names the built-in catalog.
const BuiltIn = "digitalocean"

// NewConfig returns the configuration of a module without a file.
func NewConfig() *Config {
	return &Config{catalog: catalog.DigitalOcean}
}

// LoadConfig reads a configuration file and the catalogs that it names.
// Mistakes in them are [*tomlfile.Error]s.
func LoadConfig(file string) (*Config, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var doc configDoc
	f, err := tomlfile.Decode(file, data, &doc)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	r := configReader{file: f, doc: &doc, cfg: NewConfig()}
	r.cfg.file, r.cfg.root, r.cfg.doc = abs, filepath.Dir(abs), f
	r.digest = append(r.digest, data...)
	for _, step := range []func() error{r.catalogs, r.globs, r.rules, r.grants, r.routing} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	r.cfg.digest = sha256.Sum256(r.digest)
	return r.cfg, nil
}

var configs sync.Map // from a module's root to its func() (*Config, error)

// FindConfig returns the configuration for the packages in dir: the file that
// [ConfigEnv] names, the one at the root of dir's module, or none.
func FindConfig(dir string) (*Config, error) {
	file := os.Getenv(ConfigEnv)
	if file == "" {
		root, ok := ModuleRoot(dir)
		if !ok {
			return NewConfig(), nil
		}
		file = filepath.Join(root, ConfigName)
	}
	load, _ := configs.LoadOrStore(file, sync.OnceValues(func() (*Config, error) {
		cfg, err := LoadConfig(file)
		if errors.Is(err, fs.ErrNotExist) && os.Getenv(ConfigEnv) == "" {
			return NewConfig(), nil
		}
		return cfg, err
	}))
	return load.(func() (*Config, error))()
}

// ModuleRoot returns the nearest directory at or above dir that has a go.mod.
func ModuleRoot(dir string) (string, bool) { return FindAbove(dir, "go.mod") }

// FindAbove returns the nearest directory at or above dir that has a file
// called name.
func FindAbove(dir, name string) (string, bool) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// File is the path of the configuration file, "" without one.
func (c *Config) File() string { return c.file }

// Catalog is the catalog that scopes are compared with.
func (c *Config) Catalog() *catalog.Catalog { return c.catalog() }

// CatalogNames lists the catalogs that the file names, as they call themselves.
func (c *Config) CatalogNames() []string { return c.catalogs }

// Root is the directory of the configuration file, "" without one.
func (c *Config) Root() string { return c.root }

// Digest identifies the content of the configuration and of its catalogs; it
// is zero without a file.
func (c *Config) Digest() [sha256.Size]byte { return c.digest }

type configReader struct {
	file   *tomlfile.File
	doc    *configDoc
	cfg    *Config
	digest []byte
}

func (r *configReader) catalogs() error {
	var list []*catalog.Catalog
	for _, name := range r.doc.Catalogs {
		if name == BuiltIn {
			list = append(list, catalog.DigitalOcean())
			r.cfg.catalogs = append(r.cfg.catalogs, catalog.DigitalOcean().Name())
			continue
		}
		path := filepath.Join(r.cfg.root, filepath.FromSlash(name))
		data, err := os.ReadFile(path)
		if err != nil {
			if _, ok := near.Best(name, []string{BuiltIn}); ok {
				return r.file.Errorf(toml.Key{"catalogs"}, 0, "no catalog %q: did you mean %q?", name, BuiltIn)
			}
			return r.file.Errorf(toml.Key{"catalogs"}, 0, "no catalog %q: %v; write %q for the built-in one, or a path from here", name, err, BuiltIn)
		}
		r.digest = append(r.digest, data...)
		c, err := catalog.Parse(path, data)
		if err != nil {
			return err
		}
		list = append(list, c)
		r.cfg.catalogs = append(r.cfg.catalogs, c.Name())
	}
	if len(list) == 0 {
		return nil
	}
	merged, err := catalog.Merge(list[0], list[1:]...)
	if err != nil {
		return r.file.Errorf(toml.Key{"catalogs"}, 0, "%v", err)
	}
	r.cfg.catalog, r.cfg.named = func() *catalog.Catalog { return merged }, true
	return nil
}

func (r *configReader) globs() error {
	for _, glob := range r.doc.Exclude {
		if !isGlob(glob) {
			return r.file.Errorf(toml.Key{"exclude"}, 0, badGlob, glob)
		}
	}
	for i, o := range r.doc.Override {
		if len(o.Paths) == 0 {
			return r.file.Errorf(toml.Key{"override"}, i, "this override has no paths: write paths = [\"…\"], or use [rules]")
		}
		if len(o.Rules) == 0 {
			return r.file.Errorf(toml.Key{"override"}, i, "this override has no rules: write rules = { … }")
		}
		for _, glob := range o.Paths {
			if !isGlob(glob) {
				return r.file.Errorf(toml.Key{"override", "paths"}, i, badGlob, glob)
			}
		}
	}
	r.cfg.exclude = r.doc.Exclude
	r.cfg.strict = r.doc.Scopes.Strict
	for _, glob := range r.doc.Scopes.Allow {
		quoted := strings.ReplaceAll(regexp.QuoteMeta(glob), `\*`, ".*")
		r.cfg.allow = append(r.cfg.allow, regexp.MustCompile("^"+quoted+"$"))
	}
	return nil
}

const badGlob = "bad pattern %q: write a path below this file's directory, such as \"internal/old\" or \"**/*_gen.go\""

// isGlob reports whether a pattern can match a path below a directory.
func isGlob(glob string) bool {
	return doublestar.ValidatePattern(glob) && fs.ValidPath(glob) && glob != "."
}

func (r *configReader) rules() error {
	var err error
	if r.cfg.severities, err = r.readSeverities(r.doc.Rules, toml.Key{"rules"}, 0); err != nil {
		return err
	}
	for i, o := range r.doc.Override {
		rules, err := r.readSeverities(o.Rules, toml.Key{"override", "rules"}, i)
		if err != nil {
			return err
		}
		r.cfg.overrides = append(r.cfg.overrides, override{o.Paths, rules})
	}
	return nil
}

func (r *configReader) readSeverities(values map[string]string, table toml.Key, nth int) (map[string]Severity, error) {
	severities := make(map[string]Severity)
	for _, id := range slices.Sorted(maps.Keys(values)) {
		value := values[id]
		key := append(slices.Clone(table), id)
		if !slices.Contains(RuleIDs(), id) {
			msg := fmt.Sprintf("unknown rule %q", id)
			if n, ok := near.Best(id, RuleIDs()); ok {
				msg += fmt.Sprintf(": did you mean %q?", n)
			} else {
				msg += ": the rules are " + strings.Join(RuleIDs(), ", ")
			}
			return nil, r.file.Errorf(key, nth, "%s", msg)
		}
		s := Severity(value)
		if s != Error && s != Warning && s != Off {
			return nil, r.file.Errorf(key, nth, "%q is no severity: write %q, %q or %q", value, Error, Warning, Off)
		}
		severities[id] = s
	}
	return severities, nil
}

// mayHoldScope reports whether a value can hold a scope at all. It keeps
// programs without scopes from loading the built-in catalog.
func (c *Config) mayHoldScope(value string) bool {
	return c.named || strings.Contains(value, ":") || strings.Contains(value, "%3")
}

// allows reports whether the configuration says that a scope is right.
func (c *Config) allows(scope string) bool {
	return slices.ContainsFunc(c.allow, func(re *regexp.Regexp) bool { return re.MatchString(scope) })
}

// severity returns the severity of a rule in a file, or false if it is off
// there.
func (c *Config) severity(rule string, byDefault Severity, file string) (Severity, bool) {
	if c.excludes(file) {
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

// excludes reports whether the configuration excludes a file.
func (c *Config) excludes(file string) bool { return matchesAny(c.exclude, c.relative(file)) }

// relative is the path of a file from the configuration's directory.
func (c *Config) relative(file string) string {
	if path, err := filepath.Rel(c.root, file); err == nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(file)
}

// matchesAny reports whether a path, or a directory above it, matches one of
// the globs.
func matchesAny(globs []string, path string) bool {
	return slices.ContainsFunc(globs, func(glob string) bool {
		return doublestar.MatchUnvalidated(glob, path) || doublestar.MatchUnvalidated(glob+"/**", path)
	})
}

// CheckPaths reports the first pattern of the file that matches nothing: a
// path that was misspelt or has moved configures nothing any more.
func (c *Config) CheckPaths() error {
	if c.root == "" {
		return nil
	}
	check := func(glob string, key toml.Key, nth int) error {
		err := doublestar.GlobWalk(os.DirFS(c.root), glob, func(string, fs.DirEntry) error { return fs.SkipAll }, doublestar.WithNoFollow())
		if errors.Is(err, fs.SkipAll) {
			return nil // found one
		}
		return c.doc.Errorf(key, nth, "%q matches no file: correct or remove it", glob)
	}
	for _, glob := range c.exclude {
		if err := check(glob, toml.Key{"exclude"}, 0); err != nil {
			return err
		}
	}
	for i, o := range c.overrides {
		for _, glob := range o.paths {
			if err := check(glob, toml.Key{"override", "paths"}, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// ConfigKeys lists the top-level keys of a configuration file.
func ConfigKeys() []string { return tomlfile.Keys(configDoc{}) }
