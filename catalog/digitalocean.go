package catalog

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed digitalocean.toml
var digitalOcean []byte

// The tables are strings, so that a process that asks for no operation does
// not even copy them.
var (
	//go:embed digitalocean_operations.tsv
	digitalOceanOperations string
	//go:embed digitalocean_conditions.tsv
	digitalOceanConditions string
	//go:embed digitalocean_prerequisites.tsv
	digitalOceanPrerequisites string
)

// DigitalOcean returns the built-in catalog.
var DigitalOcean = sync.OnceValue(func() *Catalog {
	c, err := Parse("digitalocean.toml", digitalOcean)
	if err != nil {
		panic(err) // a test parses it
	}
	c.operations = sync.OnceValue(func() *operations {
		ops, err := c.readOperations(digitalOceanOperations, digitalOceanConditions, digitalOceanPrerequisites)
		if err != nil {
			panic(err) // a test reads them
		}
		return ops
	})
	return c
})

// readOperations reads the three tables; their heads describe them.
func (c *Catalog) readOperations(list, conditions, prerequisites string) (*operations, error) {
	ops := &operations{index: make(map[string]int), prerequisites: make(map[string]Prerequisite)}
	byID := make(map[string]int)
	err := eachRow(list, 4, func(f []string) error {
		op := Operation{Method: f[0], ID: f[2], Scopes: c.withoutAliases(alternatives(f[3]))}
		op.Server, op.Path = CutServer(f[1])
		byID[op.ID] = len(ops.list)
		ops.add(op)
		return c.known(op.Scopes...)
	})
	if err != nil {
		return nil, err
	}
	err = eachRow(conditions, 4, func(f []string) error {
		i, ok := byID[f[1]]
		if !ok {
			return fmt.Errorf("no operation %s", f[1])
		}
		scopes, doubtful := strings.CutPrefix(f[3], "? ")
		cond := Condition{Kind: ConditionKind(f[0]), Where: f[2], Scopes: words(scopes), Doubtful: doubtful}
		ops.list[i].Conditions = append(ops.list[i].Conditions, cond)
		return c.known(cond.Scopes)
	})
	if err != nil {
		return nil, err
	}
	return ops, eachRow(prerequisites, 4, func(f []string) error {
		ops.prerequisites[f[0]] = Prerequisite{Scope: f[0], Required: words(f[1]), Offered: words(f[2]), Date: f[3]}
		return nil // the form knows scopes that are newer than the catalog
	})
}

// known reports a scope that the catalog lacks.
func (c *Catalog) known(requirements ...[]string) error {
	for _, all := range requirements {
		for _, scope := range all {
			if _, ok := c.Lookup(scope); !ok && !strings.HasPrefix(scope, "<") {
				return fmt.Errorf("%s is no scope of the catalog", scope)
			}
		}
	}
	return nil
}

// eachRow calls do with the fields of every line of a table.
func eachRow(table string, columns int, do func(fields []string) error) error {
	n := 0
	for line := range strings.Lines(table) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != columns {
			return fmt.Errorf("line %d has %d columns, not %d: %q", n, len(fields), columns, line)
		}
		if err := do(fields); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

// alternatives reads "a:read b:read | c:read".
func alternatives(s string) [][]string {
	if s == "-" {
		return nil
	}
	var alts [][]string
	for alt := range strings.SplitSeq(s, " | ") {
		alts = append(alts, words(alt))
	}
	return alts
}

func words(s string) []string {
	if s == "-" {
		return nil
	}
	return strings.Fields(s)
}
