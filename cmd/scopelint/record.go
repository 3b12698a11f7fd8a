package main

import (
	"bytes"
	"encoding/gob"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// A record is what the index keeps of a package. The files of its locations
// are absolute.
type record struct {
	Findings []finding
	Problems []problem      // what could not be judged
	Scopes   map[string]int // of each catalog that the code refers to
	Allowed  []string       // texts that the configuration allows
	Routes   bool           // the module's routes are to be judged
}

func newRecord(wrong []problem, c *source.Checked, result *analyzer.Result) *record {
	rec := &record{Problems: wrong, Scopes: result.Scopes, Allowed: result.Allowed, Routes: result.Routes}
	for _, f := range result.Findings {
		rec.Findings = append(rec.Findings, found.New(c.PkgPath, c.Fset, f))
	}
	return rec
}

// judgedProblems leaves out what is wrong in tests that the configuration
// excludes: nothing depends on them.
func (o *common) judgedProblems(c *source.Checked) []problem {
	list := problems(c)
	cfg, err := o.findConfig(c.Unit.Module.Dir)
	if err != nil {
		return list
	}
	return slices.DeleteFunc(list, func(p problem) bool {
		file, _, ok := strings.Cut(p.Message, "_test.go:")
		return ok && cfg.Excludes(file+"_test.go")
	})
}

// encode is nil for a record that says nothing.
func (rec *record) encode() ([]byte, error) {
	if len(rec.Findings)+len(rec.Problems)+len(rec.Scopes)+len(rec.Allowed) == 0 && !rec.Routes {
		return nil, nil
	}
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(rec)
	return buf.Bytes(), err
}

func decodeRecord(data []byte) (*record, error) {
	rec := new(record)
	return rec, gob.NewDecoder(bytes.NewReader(data)).Decode(rec)
}
