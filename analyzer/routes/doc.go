// Package routes finds HTTP routes, and what guards each of them.
//
// [Gather] reads one type-checked package, [GatherAll] several together. They
// run the registration code on what can be known of its values: routers,
// functions, texts, lists. So prefixes and middlewares are followed through
// groups, mounts, closures, loops over tables and calls of the packages' own
// functions. What the requests of a route run through, its middlewares and its
// handler, is then executed by package prove, which decides the route's state.
//
// # Router table
//
// What the methods of routers do is data: routers.toml, and entries of the
// same form for a team's own wrappers ([Table.With]). An entry names the
// package and, for each of its router types, one row a method:
//
//	[[router]]
//	package = "acme.example/web"
//	[router.calls]
//	"Router Group" = [                       # types that share the rows
//	  "GET    Get(path, middleware..., handler)",
//	  "method Handle(method, path, handler)",
//	  "group  Group(prefix, routes, middleware...)",
//	  "use    Use(middleware...)",
//	  "-      ServeHTTP Walk",               # has nothing to do with routes
//	]
//	"" = ["new NewRouter()"]                 # functions of the package
//
// A row begins with what the call does: an HTTP method or "*" (all methods)
// registers a route for it; "method" one whose method is an argument, or a
// field of one; "pattern" one whose pattern may begin with the method; "group"
// makes a router below a prefix, and runs the function that fills it; "with"
// the same without prefix; "use" adds middlewares for the routes that follow,
// "cover" for all routes; "mount" puts another router below a prefix; "prefix"
// sets the router's own; "fill" runs functions that get the router; "set" adds to a route in the making, which a row with
// " draft" behind it begins, and "add" registers; "edit" changes all routes
// below; "auto" calls the methods Register… of its argument; "new" makes a
// router; "option" is an argument of "new" or of a registration, and its
// middlewares are theirs; "strip" takes a prefix away and "wrap" adds nothing to
// a handler; "then" puts a chain in front of a handler, and "ending" makes a
// link of a chain of one; "serve" runs a server, and
// "handler" is the router itself, as a handler.
//
// The names in parentheses say what the arguments mean, in their order:
// method, methods, path, subtree (a path with all below it), pattern, prefix,
// handler, middleware, routes (a function that gets the new router, or goes on
// using the old one), router, operation (a struct with Method, Path and so
// on), ending (a handler that is a link of a chain), name (of the route), edit (a function that changes a route), server, mixed (prefixes,
// middlewares and routers in any order), draft, and _ for anything else. One
// of them may end in "..." and stands for any number.
//
// A mark may stand behind them: "draft" as above; "bare" for a route that the
// router's own middlewares do not cover; "early" for middlewares that run before
// the router looks for the route; "by M" if a struct among the
// middlewares acts by its method M, where a function that wraps what another
// method does is none.
//
// The other keys: params is how the router writes a path parameter, ":id" or
// "{id}"; join how a prefix and a path meet, with one "slash", "always" one,
// "concat" for none, or "clean" as path.Join does. again tells who answers what
// is registered twice: the "specific" method rather than all of them, and with
// "specific last" the later one among equals; always the "first", or the
// "last". serves lists fields whose handler is served, as "Server.Handler". A
// router whose mounts shorten the path that a router below them sees, and whose
// other routes do not, is relative; matched is the context key in which it keeps
// the rest. A chain only puts middlewares in a row, and
// registers nothing. What policies are looked up by: found tells which of its
// middlewares run once the router has found the route, "always" all of them,
// "inline" those of groups without a prefix; tells what it tells of the route
// then, its "path", its "trimmed path" or its "method path"; exact that a path
// without parameters is served by no other spelling, and bends what changes that. inherit tells which middlewares of its parent a group
// has: "live", those it has when a route is registered; "copy", those it had
// when the group was made; "path" and "text", all that were used before and
// whose prefix the route lies below, where "text" does not ask for a slash at
// the end of the prefix. default is the variable
// of the package that its functions work on; context names the types that carry
// a request; without lists packages whose middlewares ask for no scope, and rejects functions,
// constants and variables that turn requests away, whatever their package.
//
// # States
//
// A route is [Guarded] if no request without its scopes reaches what the handler
// does, and one with them can. It is [Unguarded] if a request that carries no
// credential reaches it for certain, or, with [Route.Login] set, one whose
// credential grants nothing. It is [Unproven] if neither is certain: a rule must
// not report it as unguarded.
package routes
