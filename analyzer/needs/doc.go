// Package needs finds out which API-token scopes a program needs, and proves
// each by a call path.
//
// # How
//
// The packages of a program are loaded from source in the user's own build
// (load.go). The standard library and every package that cannot reach net/http
// are loaded without function bodies: no request starts there, and what they
// call back is read off the places where a function or a method is handed to
// them (callback.go). A call graph over the rest (graph.go, VTA behind a
// rapid type analysis) says what main can reach.
//
// Every reachable place where an HTTP request is made (sink.go) has a method and
// a URL. Both are evaluated symbolically (eval.go, calls.go, fields.go) to
// templates with holes. While a hole is a parameter of the function at hand, the
// evaluation goes on in the function's callers (trace.go): godo, other
// clients, wrappers and raw net/http need no table of methods.
//
// Templates are joined with the catalog's operations on method and path
// (join.go), conditions are decided by what is stored into the request body
// (condition.go), and the smallest set of scopes that serves every operation is
// the answer (answer.go).
//
// # What is not seen
//
// Methods that are called by reflection only, such as those of a template's
// data; functions linked by go:linkname or written in assembly; clients that do not
// use net/http. What is seen and cannot be evaluated is listed in
// [Program.Unresolved].
package needs
