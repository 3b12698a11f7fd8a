package openapi

import (
	"errors"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// files are the files of a specification, each read once.
type files struct {
	roots map[string]node
	depth int // of references within references
}

func (fs *files) load(file string) (node, error) {
	if root, ok := fs.roots[file]; ok {
		return root, nil
	}
	root, err := load(file)
	if err == nil {
		fs.roots[file] = root
	}
	return root, err
}

// maxRefs is how many references may lead from one to the next.
const maxRefs = 50

// resolve follows the reference that stands in place of a value, if one does.
func (fs *files) resolve(n node) (node, error) {
	fs.depth++
	defer func() { fs.depth-- }()
	for range maxRefs {
		ref := node{}
		for key, value := range n.fields() {
			if key == "$ref" {
				ref = value
			}
		}
		if !ref.exists() {
			return n, nil
		}
		if fs.depth > maxRefs {
			break
		}
		target, err := fs.follow(ref)
		if err != nil {
			return node{}, err
		}
		n = target
	}
	return node{}, n.errorf("this $ref leads in a circle: let it name what is meant")
}

// follow finds what a reference names: "file.yml", "file.yml#/some/key", or
// "#/some/key".
func (fs *files) follow(ref node) (node, error) {
	text := ref.text()
	if strings.Contains(text, "://") {
		return node{}, ref.errorf("$ref %q is on a server, and only files are read: bundle the specification into files first", text)
	}
	name, pointer, _ := strings.Cut(text, "#")
	if name == "" {
		name = filepath.Base(ref.file)
	} else if unescaped, err := url.PathUnescape(name); err == nil {
		name = unescaped
	}
	file := filepath.Join(filepath.Dir(ref.file), filepath.FromSlash(name))
	n, err := fs.load(file)
	var broken *Error
	if errors.As(err, &broken) {
		return node{}, err
	}
	if err != nil {
		return node{}, ref.errorf("$ref %q: %v: correct it, or check out the specification whole", text, err)
	}
	for _, key := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if key == "" {
			continue
		}
		if unescaped, err := url.PathUnescape(key); err == nil {
			key = unescaped
		}
		key = strings.NewReplacer("~1", "/", "~0", "~").Replace(key)
		next, err := fs.get(n, key)
		if err != nil {
			return node{}, err
		}
		if !next.exists() {
			return node{}, ref.errorf("$ref %q: %s has no %q there: correct one of them", text, file, key)
		}
		n = next
	}
	if !n.exists() {
		return node{}, ref.errorf("$ref %q: %s is empty", text, file)
	}
	return n, nil
}

// get is a field of a mapping, or an item of a list, with its references
// followed; the zero node if there is none.
func (fs *files) get(n node, key string) (node, error) {
	for k, value := range n.fields() {
		if k == key {
			return fs.resolve(value)
		}
	}
	if i, err := strconv.Atoi(key); err == nil {
		if items := n.items(); i >= 0 && i < len(items) {
			return fs.resolve(items[i])
		}
	}
	return node{}, nil
}
