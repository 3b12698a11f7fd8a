package routes

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Result is what one package says about routes.
type Result struct {
	Routes   []*Route // in the order of their registrations
	Coverage Coverage
}

// A Route is one registration, under one prefix and for one method.
type Route struct {
	Method   string // "GET", or "*" for all
	Host     string // where the pattern names one
	Path     string // as the router reads it, all prefixes in front
	Template string // Path with "{name}" for parameters, whatever the router's own form

	Router   string    // import path of the router, or "" for an entry of a route table
	RouterID int       // the same for the routes of one router value of the package; 0 for an entry of a table
	Pos, End token.Pos // of the call or the table's entry that has its path
	Call     ast.Node  // that registers it
	root     *node     // the router that gets its requests

	Handler    string      // the handler as a reader would call it, "(*api).list" or "func literal"
	HandlerFn  *types.Func // the handler, if it is a declared function or method
	HandlerPos token.Pos

	Outside token.Pos // if set, the router came from there and its prefix and guards are not known here
	Below   bool      // what stands in front of Path is not known here
	Dynamic bool      // method or path is not a constant: unknown parts are written "{?}"

	State    State
	Login    bool // unguarded, but for a check that there is a valid credential
	Guards   []Guard
	Evidence []Evidence // what else bears on the state
}

// State tells whether a route states the authority that it asks for.
type State string

const (
	Guarded   State = "guarded"
	Unguarded State = "unguarded"
	Unproven  State = "unproven" // something on the way cannot be seen through
)

// A Guard is one demand for scopes that every request of the route meets.
type Guard struct {
	Kind   Kind
	Name   string    // of the function that demands, or of the field
	Scopes []string  // may be empty for a guard named by configuration
	Mode   Mode      // how several scopes are meant
	Pos    token.Pos // of the call or of the field's value
	Via    []token.Pos
}

// Kind tells where a guard stands.
type Kind string

const (
	GroupGuard    Kind = "group"    // middleware of the router or of a group
	RouteGuard    Kind = "route"    // middleware of the registration
	WrapperGuard  Kind = "wrapper"  // around the handler
	BodyGuard     Kind = "handler"  // a check in the handler that everything else follows
	MetadataGuard Kind = "metadata" // security metadata of a description or of generated code
)

// Mode tells how several scopes of one guard are meant.
type Mode string

const (
	ModeUnknown Mode = ""
	AnyOf       Mode = "any"
	AllOf       Mode = "all"
)

// Evidence is a reason for a route's state that is no guard.
type Evidence struct {
	Reason Reason
	Text   string
	Pos    token.Pos
}

// Reason classes evidence.
type Reason string

const (
	OutsideRouter     Reason = "outside"     // the router comes from elsewhere
	UnknownBase       Reason = "base"        // what stands in front of the path is not known; that alone is no doubt
	OpaqueMiddleware  Reason = "middleware"  // a middleware whose code is not read here
	OpaqueHandler     Reason = "handler"     // a handler whose code is not read here
	ComputedScope     Reason = "computed"    // a guard whose scopes are not constants
	Conditional       Reason = "conditional" // a guard that only some requests or some builds meet
	ScopelessRejects  Reason = "rejects"     // a check that may reject, but names no scope
	Uncalled          Reason = "uncalled"    // nothing calls the function that registers the route
	UncheckedMetadata Reason = "metadata"    // a security requirement that names no scope
)

// Coverage counts registrations by place in the source.
type Coverage struct {
	Registered int      // calls that register routes, and calls of Unknown; see Uncalled
	Understood int      // of these, calls with a constant method and path
	Dynamic    []Missed // calls whose method or path is computed
	Missed     []Missed // calls that were not understood for another reason
	Uncalled   []Missed // calls that nothing leads to; they are not among Registered
	Unknown    []Missed // methods of a router, or of one that the table does not know
	Unread     []Missed // packages of routers whose routes cannot be read, where they are imported or used
}

// A Missed is a call that was not understood.
type Missed struct {
	Pos  token.Pos
	Name string // of the function
	Why  string
}
