package main

import (
	"fmt"
	"strings"
	"testing"
)

// Of a module whose dependencies were never downloaded nothing type-checks.
func TestTellProblems(t *testing.T) {
	var all []problem
	for i := range 3 {
		all = append(all, problem{Package: "a", Message: fmt.Sprintf("a.go:%d: undefined", i)})
	}
	var b strings.Builder
	tellProblems(&b, all, inJSON)
	if want := "a.go:0: undefined\na.go:1: undefined\na.go:2: undefined\n"; b.String() != want {
		t.Errorf("few:\n%s", &b)
	}
	for i := range 30 {
		all = append(all, problem{Package: "b", Message: fmt.Sprintf("b.go:%d: undefined", i)})
	}
	all = append(all, problem{Package: "b", Message: "b.go:99: could not import c"})
	b.Reset()
	tellProblems(&b, all, inJSON)
	if want := "a.go:0: undefined\nb.go:99: could not import c\nand 32 more problems, which -format json lists\n"; b.String() != want {
		t.Errorf("many in few packages:\n%s", &b)
	}
	for i := range 30 {
		all = append(all, problem{Package: fmt.Sprint("p", i), Message: fmt.Sprintf("p%d.go: undefined", i)})
	}
	b.Reset()
	tellProblems(&b, all, inJSON)
	if got := strings.Count(b.String(), "\n"); got != mostProblems+1 || !strings.HasSuffix(b.String(), "and 44 more problems, which -format json lists\n") {
		t.Errorf("many, %d lines:\n%s", got, &b)
	}
	for i := range all {
		if all[i].Package != "a" {
			all = append(all, problem{Package: all[i].Package, Message: "module m asks for go1.99", Cause: true})
		}
	}
	b.Reset()
	tellProblems(&b, all, inJSON)
	if got := b.String(); !strings.HasPrefix(got, "module m asks for go1.99\na.go:0: undefined\n") || strings.Count(got, "1.99") > 1 {
		t.Errorf("many with one cause:\n%s", got)
	}
}
