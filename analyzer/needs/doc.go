// Package needs finds out which API-token scopes a program needs, and proves
// each by a call path.
//
// # How
//
// The packages of a program are listed by the go command and checked from source in
// the user's own build (load.go, check.go); nothing is compiled. Function bodies are
// read only where they can lead to a request to the catalog's server (fate.go): of
// the user's own packages, of those that import a client of the catalog or name its
// server, and of what such a client is made of. Of the standard library, of packages
// that cannot reach net/http and of those that ask other servers the declarations
// are enough: what they call back is read off the places where a function or a
// method is handed to them (callback.go), and what they give back may be whatever
// has its type (given.go). Where more than that flows to them, the server's name or
// an operation's path, their bodies are read after all: at once where the name
// stands in a call to them (told.go), or in a second reading (spread.go). A call graph
// over the rest (graph.go, VTA behind a rapid type analysis) says what main can reach.
//
// Every reachable place where an HTTP request is made (sink.go) has a method and
// a URL. Both are evaluated symbolically (eval.go, calls.go, fields.go) to
// templates with holes. While a hole is a parameter of the function at hand, the
// evaluation goes on in the function's callers (trace.go): godo, other
// clients, wrappers and raw net/http need no table of methods.
//
// Strings that depend on the same thing, a branch, a row of a table or an object, are
// put together only as one run can have them (picks.go, objects.go).
//
// Templates are joined with the catalog's operations on method and path
// (join.go), conditions are decided by what is stored into the request body
// (condition.go), and the smallest set of scopes that serves every operation is
// the answer (answer.go).
//
// # Parts of a program
//
// With [Config.By] the same graph answers for commands or functions one by one (entries.go).
// Commands are found by what their fields are given and what they are added to (commands.go,
// commandmaps.go, switches.go), under the calls that declare them (trails.go). Below a command,
// functions that take functions are told apart by their callers (below.go). What is reached
// and is no command's runs whatever is asked for, and counts for each.
//
// # Whose server
//
// A request whose server is known is the catalog's or it is not (join.go). Of
// one whose server is known only at run time relation.go tells what it has to do with
// the catalog's:
//
//   - It is taken for one to the catalog's server if the catalog's client makes
//     it, a package that imports that client, or one that is named for the catalog.
//   - Otherwise, if its path is an operation's and starts with a version of the
//     catalog's paths, it is a "maybe" where a package on its way from main names the catalog's
//     server in a constant, and nothing where none does: many APIs have a /v2/apps. A path that
//     starts so and may be an operation's, or is none's, is unresolved there.
//   - If it provably carries no credentials (bare.go, clients.go), it needs no scope.
//   - If nothing of its URL is known, it is unresolved where the program's own
//     module makes it, or a library that is told of the catalog's server, and anything
//     else in the program has to do with the catalog.
//     What any other library asks of a server from its configuration, Kubernetes say, is that
//     library's.
//
// # When the answer is complete
//
// "Exactly" is a proof, so whatever else may ask the catalog's server is accounted for:
//
//   - A library that is handed a value as an interface may call any of its methods. Where
//     that matters, the library's bodies are read in a second reading (handed.go), and what
//     it finds by reflection is looked up by the names it looks for (reflected.go).
//   - Every reachable constant, struct tag and embedded file that names the server went into
//     the URL of a request that was judged, or is only read by people (mention.go).
//   - No other program is run that may make the requests (subprocess.go).
//
// What is not accounted for, or cannot be evaluated, is listed in [Program.Unresolved].
//
// # What is not seen
//
// Functions linked by go:linkname or written in assembly; a library that puts the
// server's name together from pieces.
package needs
