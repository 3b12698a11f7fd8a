package catalog

import (
	_ "embed"
	"fmt"
	"strconv"
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
	//go:embed digitalocean_changes.tsv
	digitalOceanChanges string
	//go:embed digitalocean_answers.tsv
	digitalOceanAnswers string
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
		ops, err := c.readOperations(digitalOceanTables)
		if err != nil {
			panic(err) // a test reads them
		}
		return ops
	})
	return c
})

// tables are what is known of an API's operations; the head of each describes
// it.
type tables struct{ operations, changes, answers, conditions, prerequisites string }

var digitalOceanTables = tables{
	digitalOceanOperations, digitalOceanChanges, digitalOceanAnswers, digitalOceanConditions, digitalOceanPrerequisites,
}

// readOperations reads the tables. A change is applied before the scopes are
// looked up: what an operation asked for once may be no scope any more.
func (c *Catalog) readOperations(t tables) (*operations, error) {
	ops := &operations{index: make(map[string]int), prerequisites: make(map[string]Prerequisite), paths: c.paths}
	byID := make(map[string]int)
	err := eachRow(t.operations, 4, func(f []string) error {
		op := Operation{Method: f[0], ID: f[2], Scopes: c.withoutAliases(alternatives(f[3])), Source: c.specification.Source, Since: c.specification.Date, Grade: Specified}
		op.Server, op.Path = CutServer(f[1])
		byID[op.ID] = len(ops.list)
		ops.add(op)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := eachRow(t.changes, 6, func(f []string) error {
		op := Operation{Method: f[0], Scopes: alternatives(f[2]), Since: f[3], Grade: Grade(f[4]), Source: f[5]}
		op.Server, op.Path = CutServer(f[1])
		ops.change(op)
		return nil
	}); err != nil {
		return nil, err
	}
	for _, op := range ops.list {
		if err := c.known(op.Scopes...); err != nil {
			return nil, fmt.Errorf("%s: %w", op, err)
		}
	}
	if err := eachRow(t.answers, 6, func(f []string) error {
		i, ok := ops.index[operationKey(f[0], f[1])]
		if !ok {
			return fmt.Errorf("no operation %s %s", f[0], f[1])
		}
		n, err := strconv.Atoi(f[3])
		ops.list[i].Answers = append(ops.list[i].Answers, Answer{Scope: noDash(f[2]), Reports: n, Date: noDash(f[4]), What: f[5]})
		return err
	}); err != nil {
		return nil, err
	}
	err = eachRow(t.conditions, 4, func(f []string) error {
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
	return ops, eachRow(t.prerequisites, 4, func(f []string) error {
		ops.prerequisites[f[0]] = Prerequisite{Scope: f[0], Required: words(f[1]), Offered: words(f[2]), Date: f[3]}
		return nil // the form knows scopes that are newer than the catalog
	})
}

// noDash reads a field in which "-" is nothing.
func noDash(s string) string { return strings.TrimPrefix(s, "-") }

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
