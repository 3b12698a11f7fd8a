package analyzer

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// A configuration may extend another one, which a team has for many modules: a
// file by its path, or one of a module of the build list, so nothing is fetched.
// Lists of the two are joined, and what else both say the extending one decides.
// Paths of the shared file are relative to the module that extends it, but for
// those of its catalogs. What it says and this module has nothing of is no
// mistake.

// inherited counts the entries that come from a configuration that is extended:
// they are the first ones, and nobody checks that they match something.
type inherited struct{ allow, exclude, overrides, guards, logins, routers, public int }

// sharedNames are the files that a directory or a module may have a shared
// configuration in.
var sharedNames = []string{"scopelint.toml", ConfigName}

// extend reads what the configuration extends.
func (r *configReader) extend() {
	if r.doc.Extends == "" {
		return
	}
	key := toml.Key{"extends"}
	file, data, err := r.find(r.doc.Extends, sharedNames)
	switch {
	case err != nil:
		r.mistake(key, 0, "extends %q: %v; write a path from here, or a file of a module in go.mod: \"example.com/policy/scopelint.toml\"", r.doc.Extends, err)
		return
	case slices.Contains(r.chain, file):
		r.mistake(key, 0, "extends %q: that extends this file in turn", r.doc.Extends)
		return
	}
	r.digest = append(r.digest, data...)
	var doc configDoc
	f, err := tomlfile.Decode(file, data, &doc)
	base := configReader{file: f, doc: &doc, cfg: r.cfg, readFile: r.readFile, dir: filepath.Dir(file), chain: append(slices.Clone(r.chain), file)}
	if err == nil {
		base.extend()
		base.onlyShared()
		for _, step := range []func(){base.catalogs, base.globs, base.rules, base.routing} {
			step()
		}
		err = errors.Join(base.mistakes...)
	}
	if err != nil && !r.mayShow(file) && !r.ofModule(file) {
		err = r.file.Errorf(key, 0, "%q, outside of the module, is no configuration that can be extended", r.doc.Extends)
	}
	if err != nil {
		r.note(err)
	}
	r.digest = append(r.digest, base.digest...)
	r.unread = r.unread || base.unread
	c := r.cfg
	c.layers = append(c.layers, layer{f, file, &doc})
	c.inherited = inherited{len(c.allow), len(c.exclude), len(c.overrides), len(c.routing.guards), len(c.routing.logins), len(c.routing.routers), len(c.routing.public)}
}

// onlyShared notes what makes sense for one module alone.
func (r *configReader) onlyShared() {
	for _, own := range []struct {
		key toml.Key
		is  bool
	}{
		{toml.Key{"grant"}, len(r.doc.Grant) > 0},
		{toml.Key{"waiver"}, len(r.doc.Waiver) > 0},
		{toml.Key{"routes", "floor"}, r.doc.Routes.Floor != 0},
	} {
		if own.is {
			r.mistake(own.key, 0, "%s is about one module: write it there, not in a file that others extend", own.key)
		}
	}
}

// find reads a file by its path from here or by its module's path. Of a
// directory or a module it takes a file of one of the names.
func (r *configReader) find(name string, names []string) (file string, data []byte, err error) {
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	file, data, err = r.readOne(path, names)
	if err == nil {
		return file, data, nil
	}
	if first, _, ok := strings.Cut(name, "/"); ok && strings.Contains(first, ".") && strings.Trim(first, ".") != "" {
		path, moduleErr := r.inModule(name)
		if moduleErr != nil {
			return "", nil, moduleErr
		}
		return r.readOne(path, names)
	}
	return "", nil, err
}

func (r *configReader) readOne(path string, names []string) (string, []byte, error) {
	data, err := r.readFile(path)
	if err == nil || len(names) == 0 {
		return path, data, err
	}
	for _, name := range names {
		if data, err := r.readFile(filepath.Join(path, name)); !errors.Is(err, fs.ErrNotExist) {
			return filepath.Join(path, name), data, err
		}
	}
	return path, nil, err
}

// inModule is where a file of a module of the build list stands.
func (r *configReader) inModule(name string) (string, error) {
	ws, err := r.workspace()
	if err != nil {
		return "", err
	}
	return ws.File(name)
}

func (r *configReader) workspace() (*source.Workspace, error) {
	build, err := source.NewBuild("")
	if err != nil {
		return nil, err
	}
	ws, err := source.Open(r.cfg.root, build, nil)
	if err != nil {
		return nil, fmt.Errorf("the modules cannot be read: %w", err)
	}
	return ws, nil
}

// ofModule reports whether a file is one of a module of the build list, which
// whoever can build this one can read.
func (r *configReader) ofModule(file string) bool {
	ws, err := r.workspace()
	return err == nil && ws.Has(file)
}
