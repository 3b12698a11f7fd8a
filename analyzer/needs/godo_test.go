package needs

import (
	"context"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/catalog"
)

// TestGodo holds the requests of every godo method, computed from godo's source
// alone, against a table that another program made. The module in
// testdata/godo pins godo's version; the go command fetches it from the module
// proxy when it is not in the module cache.
func TestGodo(t *testing.T) {
	got := godoMethods(t)
	want := make(map[string]string)
	data, err := os.ReadFile("testdata/godo/methods.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 && !strings.HasPrefix(line, "#") {
			want[f[0]+"."+f[1]] = f[2]
		}
	}
	if len(want) != 896 {
		t.Fatalf("%d methods in the table, want 896", len(want))
	}
	resolved := 0
	for method, requests := range want {
		if got[method] != requests {
			t.Errorf("%s:\n got %s\nwant %s", method, got[method], requests)
		}
		if !strings.Contains(got[method], "?") && got[method] != "" {
			resolved++
		}
		delete(got, method)
	}
	for method, requests := range got {
		t.Errorf("%s: got %s, and it is not in the table", method, requests)
	}
	if resolved < 878 {
		t.Errorf("%d methods are resolved, want 878", resolved)
	}
}

// godoMethods lists the requests of each exported method of godo's exported
// types.
func godoMethods(t *testing.T) map[string]string {
	cfg := Config{Catalog: catalog.DigitalOcean(), Dir: "testdata/godo", Patterns: []string{"github.com/digitalocean/godo"}}
	src, err := load(context.Background(), &cfg)
	if err != nil {
		t.Fatal(err)
	}
	starts := exported(src.roots[0])
	g := newGraph(src.prog, starts)
	table := make(map[string]string)
	for _, fn := range starts {
		recv := fn.Signature.Recv()
		if recv == nil || fn.Name() == "NewRequest" { // which requests what it is told
			continue
		}
		sub := g.within(src.roots[0].Func("init"), src.roots[0].Func("NewClient"), fn)
		tr := newTracer(sub, cfg.Catalog, nil)
		tr.run()
		var all []string
		for _, f := range tr.found {
			all = append(all, f.op.Method+" "+catalog.NormalPath(f.op.Path))
		}
		for _, m := range tr.missed {
			if _, path, _ := strings.Cut(m.verdict.request, " "); strings.HasPrefix(path, "/{}") {
				all = append(all, "?")
			} else {
				all = append(all, m.verdict.request)
			}
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) > 0 {
			table[deref(recv.Type()).(*types.Named).Obj().Name()+"."+fn.Name()] = strings.Join(all, ", ")
		}
	}
	return table
}

// within is the part of a graph that some functions reach.
func (g *graph) within(roots ...*ssa.Function) *graph {
	sub := &graph{roots: roots, out: g.out, in: make(map[*ssa.Function][]call), sites: g.sites, parent: make(map[*ssa.Function]call)}
	queue := slices.Clone(roots)
	for _, fn := range roots {
		sub.parent[fn] = call{callee: fn}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, c := range g.out[queue[0]] {
			sub.in[c.callee] = append(sub.in[c.callee], c)
			if _, seen := sub.parent[c.callee]; !seen {
				sub.parent[c.callee] = c
				queue = append(queue, c.callee)
			}
		}
	}
	return sub
}
