package needs

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
)

// A judge joins requests with a catalog's operations.
type judge struct {
	catalog  *catalog.Catalog
	servers  map[string]bool     // the catalog's, those of single operations included
	patterns map[string][]string // cache of couldBe
	normal   []string            // method and normal path of every operation
	versions map[string]bool     // of the paths on its own servers, "v2"
}

func newJudge(c *catalog.Catalog) *judge {
	j := &judge{catalog: c, servers: serversOf(c), patterns: make(map[string][]string), versions: make(map[string]bool)}
	for _, op := range c.Operations() {
		if op.Server == "" {
			j.versions[version(op.Path)] = true
		}
		j.normal = append(j.normal, op.Method+" "+catalog.NormalPath(op.Path))
		for alias, prefix := range c.PathAliases() {
			if rest, ok := strings.CutPrefix(op.Path, prefix+"/"); ok {
				j.normal = append(j.normal, op.Method+" "+catalog.NormalPath(alias+"/"+rest))
			}
		}
	}
	return j
}

// serversOf are a catalog's servers, those of single operations included.
func serversOf(c *catalog.Catalog) map[string]bool {
	servers := make(map[string]bool)
	for _, s := range c.Servers() {
		servers[s] = true
	}
	for _, op := range c.Operations() {
		servers[op.Server] = true
	}
	delete(servers, "")
	return servers
}

// A verdict is what a request line turns out to be.
type verdict struct {
	kind    verdictKind
	op      catalog.Operation
	server  string
	couldBe []string // the operations between which an undecided request may be decided
	query   string   // the URL's, as far as it is known
	request string   // "GET /v2/droplets/{}"; with the server if it is not the catalog's
}

func (v verdict) path() string {
	_, path, _ := strings.Cut(v.request, " ")
	return path
}

type verdictKind int

const (
	matched    verdictKind = iota // op is requested
	atSomeHost                    // op is requested if the server, known at run time, is the catalog's
	elsewhere                     // the request goes to another server
	noSuch                        // to the catalog's server or one that may be it, but no operation
	undecided                     // it depends on what is not known
)

// judge says what "METHOD URL" is.
func (j *judge) judge(line text) verdict {
	method, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
	if url.parts == nil { // nothing is known
		url = holeText(unknown)
	}
	m := cmp.Or(method.String(), "GET") // as net/http has it
	pattern := strings.TrimPrefix(url.String(), " ")
	long := strings.Contains(pattern, "{*}")
	server, path, query := j.address(strings.ReplaceAll(pattern, "{*}", "{}"))
	v := verdict{kind: undecided, server: server, query: query, request: m + " " + path}
	sure := server != "" && !strings.Contains(server, "{}")
	if sure && !j.servers[server] {
		v.kind = elsewhere
		return v
	}
	op, ok := j.catalog.Concrete(m, path)
	ok = ok && !long
	switch {
	case ok && sure && j.serves(op, server):
		v.kind, v.op = matched, op
	case ok && !sure:
		v.kind, v.op = atSomeHost, op
	case ok: // another server's operation
		v.kind = noSuch
	default:
		if v.couldBe = j.couldBe(m, path); v.couldBe == nil {
			v.kind = noSuch
		}
	}
	return v
}

// address is [address], with a server of the catalog for one that has something unknown
// right behind its name: a path that begins with a slash. A server that is asked by another
// protocol is the same.
func (j *judge) address(url string) (server, path, query string) {
	server, path, query = address(url)
	if _, host, ok := strings.Cut(server, "://"); ok && !j.servers[server] && j.servers["https://"+host] {
		server = "https://" + host // by http or wss
	}
	if ours, ok := strings.CutSuffix(server, "{}"); ok && j.servers[ours] {
		server = ours
		if path != "/{}" {
			path = "/{}" + path
		}
	}
	return server, path, query
}

// versioned reports whether a path begins like those of the catalog's own
// servers, with a version.
func (j *judge) versioned(path string) bool {
	v := version(path)
	return v != "" && j.versions[v]
}

// version is the first element of a path if it is a version: "v2".
func version(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if len(first) > 1 && first[0] == 'v' && strings.Trim(first[1:], "0123456789") == "" {
		return first
	}
	return ""
}

// serves reports whether an operation is one of the server's.
func (j *judge) serves(op catalog.Operation, server string) bool {
	if op.Server == "" {
		return slices.Contains(j.catalog.Servers(), server)
	}
	return op.Server == server || strings.Contains(op.Server, "{")
}

// couldBe lists the operations that a request is if its holes are filled so.
func (j *judge) couldBe(method, path string) []string {
	key := method + " " + path
	possible, ok := j.patterns[key]
	if !ok {
		elements := strings.Split(path, "/")
		for i, e := range elements {
			quoted := regexp.QuoteMeta(e)
			if !strings.Contains(e, "{}") && catalog.MayIdentify(e) {
				quoted = "(?:" + quoted + `|\{\})` // the value of a parameter
			}
			elements[i] = strings.ReplaceAll(quoted, `\{\}`, ".*")
		}
		pattern := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(method), `\{\}`, ".*") + " " + strings.Join(elements, "/") + "$")
		for _, op := range j.normal {
			if pattern.MatchString(op) {
				possible = append(possible, op)
			}
		}
		j.patterns[key] = possible
	}
	return possible
}

// address divides a URL, with {} for what is unknown, into the server, the
// path and the query.
func address(url string) (server, path, query string) {
	url, _, _ = strings.Cut(url, "#")
	url, query, _ = strings.Cut(url, "?")
	if i := strings.LastIndex(url, "://"); i >= 0 { // behind a base URL that it replaces
		start := strings.LastIndexAny(url[:i], "/} ") + 1
		end := strings.IndexByte(url[i+3:], '/')
		if end < 0 {
			return url[start:], "/" + rest(url), query
		}
		server, path = url[start:i+3+end], url[i+3+end:]
	} else if tail, ok := strings.CutPrefix(url, "{}"); ok && tail != "" {
		server, path = "{}", tail
	} else {
		path = url
	}
	path = "/" + path
	for strings.Contains(path, "{}{}") { // one unknown behind another
		path = strings.ReplaceAll(path, "{}{}", "{}")
	}
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	return server, path, query
}

// rest is what may follow a URL that ends in the server's name.
func rest(url string) string {
	if strings.HasSuffix(url, "{}") {
		return "{}"
	}
	return ""
}
