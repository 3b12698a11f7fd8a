package needs

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A request whose URL has no server goes where the client's transport sends it:
//
//	r.URL.Scheme, r.URL.Host = "https", "api.example.com"

// isRelative reports whether a request's URL begins with its path.
func isRelative(line text) bool {
	_, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
	return strings.HasPrefix(url.lead(), " /") && !strings.HasPrefix(url.lead(), " //")
}

// hostsSet lists the servers that the program puts into the URLs of requests after they
// are made.
func (t *tracer) hostsSet() []text {
	var all []text
	for field, stores := range t.e.stores.fields {
		if field.Name() != "Host" || field.Pkg() == nil || field.Pkg().Path() != "net/url" {
			continue
		}
		for _, store := range stores {
			if url := loadedField(store.Addr.(*ssa.FieldAddr).X); url != nil && isRequestURL(url) {
				all = append(all, t.e.settle(t.e.eval(store.Val), 0)...)
			}
		}
	}
	return all
}

func isRequestURL(f *types.Var) bool {
	return f.Name() == "URL" && f.Pkg() != nil && f.Pkg().Path() == "net/http"
}

// transported reports whether the program sends requests without a server to the
// catalog's, and to no other.
func (t *tracer) transported() bool {
	hosts := t.hostsSet()
	return len(hosts) > 0 && !slices.ContainsFunc(hosts, func(host text) bool {
		name, ok := host.constant()
		return !ok || !t.judge.servers["https://"+name] && !t.judge.servers["http://"+name]
	})
}
