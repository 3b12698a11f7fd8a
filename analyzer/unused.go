package analyzer

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// unusedGrant finds granted scopes that no call of a program needs. One package
// proves that only where it is the whole program as far as the catalog's API goes;
// elsewhere the needs command tells.
func unusedGrant(j *judge) {
	grant, ok := j.grant()
	if !ok || j.pass.Pkg.Name() != "main" || slices.ContainsFunc(grant.Packages, func(p string) bool { return strings.HasSuffix(p, "...") }) || len(grant.Packages) > 1 {
		return
	}
	calls := j.clientCalls()
	main := mainFunc(j.pass.Files)
	if main == nil || len(calls.all) == 0 || !j.callsAll() {
		return
	}
	var may []string
	for _, c := range calls.all {
		may = append(may, possible(c.requests)...)
	}
	for _, have := range grant.Scopes {
		if !slices.ContainsFunc(may, func(s string) bool { return j.mayNeed(have, s) }) {
			j.add(Finding{
				Rule: "unused-grant", Severity: Warning, Pos: main.Name.Pos(), End: main.Name.End(), Scope: have,
				Message: fmt.Sprintf("unused grant: %s is granted %s, and none of its calls needs it", grant, have),
			})
		}
	}
}

// mayNeed compares a granted scope with one that a call may need, which is
// "<resource>:read" where the request names the resource.
func (j *judge) mayNeed(have, scope string) bool {
	if _, action, ok := strings.Cut(scope, ">"); ok {
		return strings.HasSuffix(have, action) || j.cfg.Catalog().IsAlias(have)
	}
	return j.cfg.Catalog().Covers(have, scope)
}

// callsAll reports whether all that a main package's program asks of the
// catalog's API is known from its own calls of clients: they are resolved, it makes
// no request by itself, and no other package that it imports can make one.
func (j *judge) callsAll() bool {
	calls := j.clientCalls()
	if calls.err != nil || slices.ContainsFunc(calls.all, func(c clientCall) bool { return len(c.requests.Unresolved) > 0 || c.sendsGiven() }) {
		return false
	}
	if makesRequests(j.pass.TypesInfo) {
		return false
	}
	isClient := clientPackages(j.cfg)
	shared := func(pkg *types.Package) bool { // is imported by a client
		return slices.ContainsFunc(j.pass.Pkg.Imports(), func(c *types.Package) bool {
			return isClient(c) && slices.Contains(c.Imports(), pkg)
		})
	}
	for _, pkg := range j.pass.Pkg.Imports() {
		switch {
		case pkg.Path() == "net/http/httputil":
			return false // a proxy
		case !isClient(pkg) && !inStandardLibrary(pkg.Path()) && !shared(pkg):
			return false
		}
	}
	return true
}

// sendsGiven reports whether the function may send a request that it is given.
func (c *clientCall) sendsGiven() bool {
	for v := range c.fn.Signature().Params().Variables() {
		if named, ok := types.Unalias(pointee(v.Type())).(*types.Named); ok && named.Obj().Name() == "Request" && named.Obj().Pkg().Path() == "net/http" {
			return true
		}
	}
	return false
}

// makesRequests reports whether code uses what sends requests in net/http, as
// servers do not.
func makesRequests(info *types.Info) bool {
	for _, obj := range info.Uses {
		if obj.Pkg() == nil || obj.Pkg().Path() != "net/http" {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			if recv := obj.Signature().Recv(); recv == nil {
				if requesters[obj.Name()] {
					return true
				}
			} else if named, ok := types.Unalias(pointee(recv.Type())).(*types.Named); ok && requesters[named.Obj().Name()] {
				return true
			}
		case *types.Var:
			if requesters[obj.Name()] {
				return true
			}
		}
	}
	return false
}

// requesters are what of net/http sends requests, or makes some to be sent.
var requesters = map[string]bool{
	"Get": true, "Head": true, "Post": true, "PostForm": true, "NewRequest": true, "NewRequestWithContext": true,
	"Client": true, "Transport": true, "RoundTripper": true, "DefaultClient": true, "DefaultTransport": true,
}

// inStandardLibrary goes by the form of an import path: only a module's has a
// dot in its first element.
func inStandardLibrary(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func mainFunc(files []*ast.File) *ast.FuncDecl {
	for _, f := range files {
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "main" {
				return fn
			}
		}
	}
	return nil
}
