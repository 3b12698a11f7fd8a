package catalog

import (
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// operations reads the table [operations] and the servers.
func (r *reader) operations() {
	for _, s := range r.doc.Servers {
		if !strings.Contains(s, "://") {
			r.mistake("servers", "", "%q is no URL: write it as \"https://api.example.com\"", s)
		}
		r.c.servers = append(r.c.servers, strings.TrimSuffix(s, "/"))
	}
	for _, s := range r.doc.Schemes {
		if s == "" || strings.ContainsAny(s, " \t:") {
			r.mistake("schemes", "", "%q is no scheme of an Authorization header: write it as \"Bearer\"", s)
		}
		r.c.schemes = append(r.c.schemes, s)
	}
	r.c.specification = r.doc.Specification
	r.paths()
	ops := &operations{index: make(map[string]int), paths: r.c.paths}
	for _, key := range r.file.Under("operations") {
		op, err := r.operation(key)
		if err != nil {
			r.note(err)
			continue
		}
		if i, ok := ops.index[operationKey(op.Method, op.Path)]; ok {
			first := ops.list[i].String()
			r.mistake("operations", key, "%q is listed already, in line %d: remove one of the two",
				first, r.file.Line(toml.Key{"operations", first}))
			continue
		}
		ops.add(op)
	}
	r.c.operations = func() *operations { return ops }
}

// paths reads the table [paths].
func (r *reader) paths() {
	r.c.paths = make(map[string]string)
	for _, alias := range r.file.Under("paths") {
		for _, prefix := range []string{alias, r.doc.Paths[alias]} {
			if !strings.HasPrefix(prefix, "/") || strings.HasSuffix(prefix, "/") || strings.ContainsAny(prefix, "{? ") {
				r.mistake("paths", alias, "%q is no prefix of paths: write it as \"/v2/widgets\"", prefix)
			}
		}
		r.c.paths[alias] = r.doc.Paths[alias]
	}
}

// operation reads `"GET /v2/widgets/{id}" = ["widget:read"]`, with a server in
// front of the path if it is another one than the catalog's.
func (r *reader) operation(key string) (Operation, *tomlfile.Error) {
	method, url, ok := strings.Cut(key, " ")
	server, path := CutServer(url)
	placed := server == "" || strings.Contains(server, "://") || strings.HasPrefix(server, "{")
	if !ok || !placed || method == "" || method != strings.ToUpper(method) || !strings.HasPrefix(path, "/") || strings.ContainsAny(url, " ?#") {
		return Operation{}, r.errorf("operations", key, "%q is no method and path: write it as \"GET /v2/widgets/{id}\"", key)
	}
	if !slices.Contains(strings.Fields(methods), method) {
		return Operation{}, r.errorf("operations", key, "%q is no HTTP method: write GET, POST, PUT, PATCH, DELETE or another one that is registered", method)
	}
	alternatives, ok := stringLists(r.doc.Operations[key])
	if !ok {
		return Operation{}, r.errorf("operations", key,
			"wrong type: wanted is a list of scopes that are all needed, [\"widget:read\"], or a list of such lists, one for each alternative")
	}
	for _, scope := range slices.Concat(alternatives...) {
		if _, ok := r.c.Lookup(scope); !ok && !r.broken[scope] {
			return Operation{}, r.errorf("operations", key, "%q is no scope of this catalog%s", scope, r.meant(scope))
		}
	}
	return Operation{Method: method, Server: server, Path: path, Scopes: r.c.withoutAliases(alternatives)}, nil
}

// methods are those of IANA's HTTP Method Registry, QUERY, which OpenAPI has,
// and PURGE, which caches have.
const methods = `
	ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY DELETE GET HEAD LABEL LINK LOCK MERGE MKACTIVITY MKCALENDAR
	MKCOL MKREDIRECTREF MKWORKSPACE MOVE OPTIONS ORDERPATCH PATCH POST PRI PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT
	SEARCH TRACE UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE UPDATEREDIRECTREF VERSION-CONTROL`

// CutServer divides a URL, whole or relative, into the server and the path:
// "https://api.example" and "/v2/widgets". The server is "" if there is none.
func CutServer(url string) (server, path string) {
	from := 0
	if i := strings.Index(url, "://"); i >= 0 {
		from = i + len("://")
	}
	slash := strings.IndexByte(url[from:], '/')
	if slash < 0 {
		return url, ""
	}
	return url[:from+slash], url[from+slash:]
}

// stringLists takes ["a", "b"] for [["a", "b"]].
func stringLists(v any) (lists [][]string, ok bool) {
	values, ok := v.([]any)
	if !ok {
		return nil, false
	}
	var flat []string
	for _, v := range values {
		switch v := v.(type) {
		case string:
			flat = append(flat, v)
		case []any:
			inner, ok := stringLists(v)
			if !ok || len(inner) != 1 {
				return nil, false
			}
			lists = append(lists, inner[0])
		default:
			return nil, false
		}
	}
	if len(flat) > 0 {
		lists = append(lists, flat)
	}
	return lists, len(flat) == 0 || len(lists) == 1 // not both forms in one list
}
