package catalog

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// The ready-made catalogs are tables, one a provider. In the head of each,
// behind "#", are its name, its date, whether it lists every scope, what
// separates scopes in a request, a prefix that may stand in front of each name,
// whether any case is taken, a mark that all names have, unlike those of other
// APIs that are asked for at the same place, the only scope that a token of the
// application itself can have ("none" if it can have no scope), and its sources;
// the columns are
//
//	scope, status, kinds of tokens, what it grants by the provider's word, what
//	it seems to grant by its name, what it needs beside it, what is narrower,
//	what to ask for instead, until when it was one, the source's number
//
// A status is current, deprecated, retired, or wrong: a name that never was a
// scope and that code or documents have.
//
//go:embed ready/*.tsv
var readyTables embed.FS

// readyDir is the directory of the tables.
const readyDir = "ready"

var readyCatalogs sync.Map // from a name to its func() *Catalog

// builtIn is the name of the built-in catalog among the ready-made ones.
const builtIn = "digitalocean"

// ReadyNames lists the catalogs that [Ready] has, sorted.
func ReadyNames() []string {
	files, err := readyTables.ReadDir(readyDir)
	if err != nil {
		panic(err) // they are embedded
	}
	names := []string{builtIn}
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".tsv"))
	}
	slices.Sort(names)
	return names
}

// Ready returns the ready-made catalog of a provider, such as "github". It is
// read when it is first asked for.
func Ready(name string) (*Catalog, bool) {
	if name == builtIn {
		return DigitalOcean(), true
	}
	file := readyDir + "/" + name + ".tsv"
	data, err := readyTables.ReadFile(file)
	if err != nil {
		return nil, false
	}
	read, _ := readyCatalogs.LoadOrStore(name, sync.OnceValue(func() *Catalog {
		c, err := readList(string(data))
		if err != nil {
			panic(fmt.Sprintf("%s: %v", file, err)) // a test reads all of them
		}
		return c
	}))
	return read.(func() *Catalog)(), true
}

// readList reads a table.
func readList(table string) (*Catalog, error) {
	head, sources, err := readHead(table)
	if err != nil {
		return nil, err
	}
	c := newList(head["name"])
	c.date, c.incomplete = head["date"], head["complete"] != "yes"
	c.commas = strings.Contains(head["separator"], "comma")
	c.blanks = strings.Contains(head["separator"], "blank")
	c.prefix, c.anyCase = head["prefix"], head["case"] == "any"
	c.mark = head["mark"]
	c.application = head["application"]
	if len(sources) > 0 {
		c.source = sources[0]
	}
	if err := eachRow(table, 10, func(f []string) error {
		source := slices.Index(sourceNumbers(len(sources)), f[9])
		if source < 0 {
			return fmt.Errorf("there is no source %q", f[9])
		}
		s := Scope{
			Name: f[0], Status: Status(f[1]), Kinds: splitOn(f[2], "/"), Needs: strings.Fields(f[5]), Narrower: f[6],
			Instead: f[7], Until: f[8], Source: sources[source], Since: c.date, Grade: Documented, Catalogs: []string{c.name},
		}
		c.addToList(s, strings.Fields(f[3]), strings.Fields(f[4]))
		return nil
	}); err != nil {
		return nil, err
	}
	c.finishList()
	return c, nil
}

// readHead reads the lines in front of the rows.
func readHead(table string) (head map[string]string, sources []string, err error) {
	head = make(map[string]string)
	for line := range strings.Lines(table) {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "# ")
		if !ok {
			break
		}
		key, value, ok := strings.Cut(text, ": ")
		if !ok {
			return nil, nil, fmt.Errorf("%q is no \"key: value\"", text)
		}
		if strings.HasPrefix(key, "source ") {
			sources = append(sources, value)
			continue
		}
		head[key] = value
	}
	return head, sources, nil
}

// sourceNumbers are "1", "2" and so on.
func sourceNumbers(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint(i + 1)
	}
	return list
}

func splitOn(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}

// IsOpenID reports whether a name is a scope of OpenID Connect, which any
// provider may take.
func IsOpenID(name string) bool {
	oidc, ok := Ready("oidc")
	if !ok {
		return false
	}
	_, ok = oidc.Lookup(name)
	return ok
}
