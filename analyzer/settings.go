package analyzer

import (
	"slices"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// A layer is one of the files that a configuration is made of.
type layer struct {
	file *tomlfile.File
	name string
	doc  *configDoc
}

// A Setting is a value that is in force, and where it comes from.
type Setting struct {
	Key   string `json:"key"` // "rules.unknown-scope"
	Value any    `json:"value"`
	File  string `json:"file,omitempty"` // "" for a default
	Line  int    `json:"line,omitempty"`
}

// Settings lists what is in force: what one of the files says, and the defaults
// of the rest.
func (c *Config) Settings() []Setting {
	var list []Setting
	list = append(list, c.last("catalogs", []string{BuiltIn}, func(d *configDoc) (any, bool) { return d.Catalogs, len(d.Catalogs) > 0 }, "catalogs"))
	list = append(list, c.each("exclude", func(d *configDoc) []any { return anys(d.Exclude) }, "exclude")...)
	for _, rule := range Rules() {
		list = append(list, c.last("rules."+rule.ID, string(rule.Severity), func(d *configDoc) (any, bool) { v, ok := d.Rules[rule.ID]; return v, ok }, "rules", rule.ID))
	}
	list = append(list, c.each("override", func(d *configDoc) []any { return anys(d.Override) }, "override")...)
	list = append(list, c.each("scopes.allow", func(d *configDoc) []any { return anys(d.Scopes.Allow) }, "scopes", "allow")...)
	list = append(list, c.last("scopes.strict", false, func(d *configDoc) (any, bool) { return true, d.Scopes.Strict }, "scopes", "strict"))
	list = append(list, c.each("routes.guards", func(d *configDoc) []any { return anys(d.Routes.Guards) }, "routes", "guards")...)
	list = append(list, c.each("routes.logins", func(d *configDoc) []any { return anys(d.Routes.Logins) }, "routes", "logins")...)
	list = append(list, c.last("routes.require", false, func(d *configDoc) (any, bool) { return true, d.Routes.Require }, "routes", "require"))
	list = append(list, c.last("routes.floor", 0, func(d *configDoc) (any, bool) { return d.Routes.Floor, d.Routes.Floor > 0 }, "routes", "floor"))
	list = append(list, c.each("routes.public", func(d *configDoc) []any { return anys(d.Routes.Public) }, "routes", "public")...)
	list = append(list, c.each("routes.router", func(d *configDoc) []any {
		var packages []any
		for _, r := range d.Routes.Router {
			packages = append(packages, r.Package)
		}
		return packages
	}, "routes", "router")...)
	list = append(list, c.each("grant", func(d *configDoc) []any { return anys(d.Grant) }, "grant")...)
	return append(list, c.each("waiver", func(d *configDoc) []any { return anys(d.Waiver) }, "waiver")...)
}

// last is a value of which the last file decides that says one.
func (c *Config) last(name string, byDefault any, value func(*configDoc) (any, bool), key ...string) Setting {
	for _, l := range slices.Backward(c.layers) {
		if v, ok := value(l.doc); ok {
			return Setting{name, v, l.name, l.file.Line(toml.Key(key))}
		}
	}
	return Setting{Key: name, Value: byDefault}
}

// each are values of which all files have some.
func (c *Config) each(name string, values func(*configDoc) []any, key ...string) []Setting {
	var list []Setting
	for _, l := range c.layers {
		for i, v := range values(l.doc) {
			list = append(list, Setting{name, v, l.name, l.file.NthLine(toml.Key(key), i)})
		}
	}
	return list
}

func anys[T any](values []T) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}
