package openapi

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/scopelint/scopelint/catalog"
)

// A place is what paths belong to.
type place struct {
	server  string   // "https://api.example.com"
	servers []string // all of them, the first one included
	path    string   // in front of the operations' paths: "/v2", or ""
}

// serves reports whether other's operations are p's.
func (p place) serves(other place) bool {
	return other.server == "" || other.server == p.server || slices.Contains(p.servers, other.server)
}

// servers reads what the whole specification belongs to.
func (r *reader) servers() error {
	base, err := r.serversOf(r.root, place{})
	if err != nil {
		return err
	}
	r.base, r.spec.Servers = base, base.servers
	return nil
}

// serversOf reads the servers that a value names; without any they are those
// of what it is part of. A path in front is the first server's.
func (r *reader) serversOf(n node, outer place) (place, error) {
	list, err := r.fs.get(n, "servers")
	if err != nil {
		return place{}, err
	}
	if list.exists() && !list.is(yaml.SequenceNode) {
		return place{}, list.errorf("servers is no list: write it as - url: …")
	}
	var p place
	for i, item := range list.items() {
		if item, err = r.fs.resolve(item); err != nil {
			return place{}, err
		}
		url, err := r.serverURL(item)
		if err != nil {
			return place{}, err
		}
		server, path := catalog.CutServer(url)
		path = strings.TrimRight(path, "/")
		if i == 0 {
			p.server, p.path = server, path
		}
		if strings.Contains(server, "://") && !strings.ContainsAny(server, " \"\\{") && !slices.Contains(p.servers, server) {
			p.servers = append(p.servers, server)
		}
	}
	if len(list.items()) == 0 {
		return outer, nil
	}
	return p, nil
}

// serverURL is the URL of a server with the defaults of its variables.
func (r *reader) serverURL(item node) (string, error) {
	url, err := r.fs.get(item, "url")
	if err != nil {
		return "", err
	}
	text := url.text()
	variables, err := r.fs.get(item, "variables")
	if err != nil {
		return "", err
	}
	for name, v := range variables.fields() {
		if v, err = r.fs.resolve(v); err != nil {
			return "", err
		}
		value, err := r.fs.get(v, "default")
		if err != nil {
			return "", err
		}
		text = strings.ReplaceAll(text, "{"+name+"}", value.text())
	}
	return text, nil
}
