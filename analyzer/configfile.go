package analyzer

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/regular"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// configDoc is the form of the file.
type configDoc struct {
	Extends  string            `toml:"extends" json:"extends,omitempty"`
	Catalogs []string          `toml:"catalogs" json:"catalogs,omitempty"`
	Exclude  []string          `toml:"exclude" json:"exclude,omitempty"`
	Rules    map[string]string `toml:"rules" json:"rules,omitempty"`
	Scopes   struct {
		Allow  []string `toml:"allow" json:"allow,omitempty"`
		Strict bool     `toml:"strict" json:"strict,omitempty"`
	} `toml:"scopes" json:"scopes,omitempty"`
	Override []struct {
		Paths    []string          `toml:"paths" json:"paths,omitempty"`
		Rules    map[string]string `toml:"rules" json:"rules,omitempty"`
		Catalogs []string          `toml:"catalogs" json:"catalogs,omitempty"`
	} `toml:"override" json:"override,omitempty"`
	Grant  []Grant       `toml:"grant" json:"grant,omitempty"`
	Waiver []WaiverEntry `toml:"waiver" json:"waiver,omitempty"`
	Routes routingDoc    `toml:"routes" json:"routes,omitempty"`
}

// ConfigKeys lists the keys that a configuration file takes below a path of keys,
// or at the top.
func ConfigKeys(path ...string) []string { return tomlfile.Keys(configDoc{}, path...) }

// LoadConfig reads a configuration file and the catalogs that it names.
// Mistakes in them are [*tomlfile.Error]s.
func LoadConfig(file string) (*Config, error) { return loadConfig(file, regular.ReadFile) }

func loadConfig(file string, readFile func(name string) ([]byte, error)) (*Config, error) {
	data, err := readFile(file)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	cfg := NewConfig()
	cfg.file, cfg.root = abs, filepath.Dir(abs)
	return cfg.read(file, data, readFile)
}

// LoadConfigFS reads a configuration and its catalogs from a file system, such
// as one that is embedded in a program. Paths in it are relative to the working
// directory, as the names of files in positions are under Bazel.
func LoadConfigFS(files fs.FS, file string) (*Config, error) {
	data, err := fs.ReadFile(files, file)
	if err != nil {
		return nil, err
	}
	cfg := NewConfig()
	return cfg.read(file, data, func(name string) ([]byte, error) {
		return fs.ReadFile(files, path.Join(path.Dir(file), filepath.ToSlash(name)))
	})
}

// ParseConfig reads the text of a configuration, in which paths are relative to
// the working directory. Mistakes in it are said to be in a file called name.
func ParseConfig(name, text string) (*Config, error) {
	cfg := NewConfig()
	return cfg.read(name, []byte(text), regular.ReadFile)
}

// read fills in c from the text of a file, whose catalogs readFile reads.
func (c *Config) read(name string, text []byte, readFile func(name string) ([]byte, error)) (*Config, error) {
	var doc configDoc
	f, err := tomlfile.Decode(name, text, &doc)
	if err != nil {
		return nil, err
	}
	c.doc = f
	r := configReader{file: f, doc: &doc, cfg: c, readFile: readFile, dir: c.root, chain: []string{c.file}}
	r.digest = append(r.digest, text...)
	for _, step := range []func(){r.extend, r.catalogs, r.globs, r.rules, r.grants, r.waivers, r.routing} {
		step()
	}
	c.layers = append(c.layers, layer{f, name, &doc})
	if len(r.mistakes) > 0 {
		slices.SortStableFunc(r.mistakes, byLine)
		return nil, errors.Join(r.mistakes...)
	}
	c.digest = sha256.Sum256(r.digest)
	return c, nil
}

// A configReader turns a file into a configuration, step by step.
type configReader struct {
	file     *tomlfile.File
	doc      *configDoc
	cfg      *Config
	readFile func(name string) ([]byte, error)
	dir      string   // that paths of catalogs are relative to
	chain    []string // the files that led here
	digest   []byte
	own      map[string]*catalog.Catalog // that were read, by what they are called
	unread   bool                        // a catalog cannot be read, so nothing is compared with it
	mistakes []error                     // all of them, for whoever corrects one wants to know of the others
}

func (r *configReader) note(err error) { r.mistakes = append(r.mistakes, err) }

// mistake notes a mistake in the nth value of a key.
func (r *configReader) mistake(key toml.Key, nth int, format string, args ...any) {
	r.note(r.file.Errorf(key, nth, format, args...))
}

// byLine orders mistakes of one file.
func byLine(a, b error) int {
	x, ok := a.(*tomlfile.Error)
	y, ok2 := b.(*tomlfile.Error)
	if !ok || !ok2 || x.File != y.File {
		return 0
	}
	return cmp.Compare(x.Line, y.Line)
}

// mostCatalogs is how many catalogs may be named in one place.
const mostCatalogs = 200

func (r *configReader) catalogs() {
	if len(r.doc.Catalogs) == 0 {
		return // those of what is extended
	}
	r.cfg.catalog, r.cfg.named, r.cfg.catalogs, r.cfg.ready = catalog.DigitalOcean, false, nil, nil
	var list []*catalog.Catalog
	if n := len(r.doc.Catalogs); n > mostCatalogs {
		r.mistake(toml.Key{"catalogs"}, 0, "%d catalogs are too many: a file may name %d", n, mostCatalogs)
		return
	}
	for _, name := range r.doc.Catalogs {
		c, err := r.catalog(name, toml.Key{"catalogs"}, 0)
		if err != nil {
			r.unread = true
			r.note(err)
			continue
		}
		r.cfg.catalogs = append(r.cfg.catalogs, c.Name())
		if name != BuiltIn && isReady(name) {
			r.cfg.ready = append(r.cfg.ready, c)
			continue
		}
		list = append(list, c)
	}
	if len(list) == 0 || len(r.cfg.ready) > 0 && len(list) == 1 && list[0] == catalog.DigitalOcean() {
		return // the built-in one is one of several: the code tells whose a scope is
	}
	merged, err := catalog.Merge(list[0], list[1:]...)
	if err != nil {
		r.mistake(toml.Key{"catalogs"}, 0, "%v", err)
		return
	}
	r.cfg.catalog, r.cfg.named = func() *catalog.Catalog { return merged }, true
}

// catalog returns the catalog that a key names: a ready-made one or a file.
func (r *configReader) catalog(name string, key toml.Key, nth int) (*catalog.Catalog, error) {
	if c, ok := catalog.Ready(name); ok {
		return c, nil
	}
	if c, ok := r.own[name]; ok {
		return c, nil
	}
	path, data, err := r.find(name, nil)
	if err != nil {
		if right, ok := near.Best(name, catalog.ReadyNames()); ok {
			return nil, r.file.Errorf(key, nth, "no catalog %q: did you mean %q?", name, right)
		}
		return nil, r.file.Errorf(key, nth, "no catalog %q: %v; write a path from here, or the name of a ready-made one: %s", name, err, strings.Join(catalog.ReadyNames(), ", "))
	}
	r.digest = append(r.digest, data...)
	r.cfg.catalogFiles = append(r.cfg.catalogFiles, path)
	c, err := catalog.Parse(path, data)
	if err != nil && !r.mayShow(path) && !r.ofModule(path) {
		return nil, r.file.Errorf(key, nth, "%q, outside of the module, is no catalog: \"scopelint catalog check\" tells what is wrong with it", name)
	}
	if err != nil {
		return nil, err
	}
	if r.own == nil {
		r.own = make(map[string]*catalog.Catalog)
	}
	r.own[name] = c
	return c, nil
}

func isReady(name string) bool { return slices.Contains(catalog.ReadyNames(), name) }

// overridden reads the catalogs of an override.
func (r *configReader) overridden(names []string, nth int) (*catalog.Catalog, error) {
	if len(names) == 0 {
		return nil, nil
	}
	key := toml.Key{"override", "catalogs"}
	if len(names) > mostCatalogs {
		return nil, r.file.Errorf(key, nth, "%d catalogs are too many: an override may name %d", len(names), mostCatalogs)
	}
	var list []*catalog.Catalog
	for _, name := range names {
		c, err := r.catalog(name, key, nth)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	merged, err := catalog.Merge(list[0], list[1:]...)
	if err != nil {
		return nil, r.file.Errorf(key, nth, "%v", err)
	}
	return merged, nil
}

// mayShow reports whether a message may quote a catalog file: it is one of the
// module's and not hidden. Who may change a configuration, as in a pull request, may
// have it name any file of the machine, and read in the log what it holds.
func (r *configReader) mayShow(file string) bool {
	root := r.cfg.root
	if module, ok := ModuleRoot(root); ok {
		root = module
	}
	for _, path := range []*string{&root, &file} {
		if target, err := filepath.EvalSymlinks(*path); err == nil {
			*path = target
		}
	}
	rel, err := filepath.Rel(root, file)
	return err == nil && filepath.IsLocal(rel) && !strings.HasPrefix(rel, ".") && !strings.Contains(rel, string(filepath.Separator)+".")
}

func (r *configReader) globs() {
	r.checkGlobs(r.doc.Exclude, toml.Key{"exclude"}, 0)
	for i, o := range r.doc.Override {
		if len(o.Paths) == 0 {
			r.mistake(toml.Key{"override"}, i, "this override has no paths: write paths = [\"…\"], or use [rules]")
		}
		if len(o.Rules)+len(o.Catalogs) == 0 {
			r.mistake(toml.Key{"override"}, i, "this override has no rules: write rules = { … }, or catalogs = [ … ]")
		}
		r.checkGlobs(o.Paths, toml.Key{"override", "paths"}, i)
	}
	r.cfg.exclude = append(r.cfg.exclude, r.doc.Exclude...)
	r.cfg.strict = r.cfg.strict || r.doc.Scopes.Strict
	r.cfg.allowTexts = append(r.cfg.allowTexts, r.doc.Scopes.Allow...)
	for _, text := range r.doc.Scopes.Allow {
		r.cfg.allow = append(r.cfg.allow, newWildcard(text))
	}
}

// checkGlobs notes the patterns at a key that cannot be used.
func (r *configReader) checkGlobs(list []string, key toml.Key, nth int) {
	for _, glob := range list {
		if fault := globFault(glob); fault != "" {
			r.mistake(key, nth, "%s", fault)
		}
	}
}

func (r *configReader) rules() {
	if r.cfg.severities == nil {
		r.cfg.severities = make(map[string]Severity)
	}
	maps.Copy(r.cfg.severities, r.readSeverities(r.doc.Rules, toml.Key{"rules"}, 0))
	for i, o := range r.doc.Override {
		rules := r.readSeverities(o.Rules, toml.Key{"override", "rules"}, i)
		against, err := r.overridden(o.Catalogs, i)
		if err != nil {
			r.note(err)
		}
		r.cfg.overrides = append(r.cfg.overrides, override{o.Paths, rules, against})
	}
}

func (r *configReader) readSeverities(values map[string]string, table toml.Key, nth int) map[string]Severity {
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
			r.mistake(key, nth, "%s", msg)
			continue
		}
		s := Severity(value)
		if s != Error && s != Warning && s != Off {
			r.mistake(key, nth, "%q is no severity: write %q, %q or %q", value, Error, Warning, Off)
			continue
		}
		severities[id] = s
	}
	return severities
}
