package needs

// A Result is the answer for every program of the packages asked for. Its
// JSON form is the one that the command prints.
type Result struct {
	Version  int       `json:"version"` // 1
	Programs []Program `json:"programs"`
}

// A Program is what one main package, test binary or library needs.
type Program struct {
	Package string `json:"package"` // import path

	// Complete means exactly these scopes. It is false, and Scopes are at
	// least what is needed, if something stayed unresolved.
	Complete bool `json:"complete"`

	Scopes     []string     `json:"scopes"` // the smallest set, sorted
	Paths      []Path       `json:"paths"`  // at least one for each scope, in their order
	Maybe      []Maybe      `json:"maybe"`
	Unresolved []Unresolved `json:"unresolved"`

	By []Entry `json:"by,omitempty"` // what its parts need, with [Config.By]
}

// A Path proves that a scope is needed.
type Path struct {
	Scope     string `json:"scope"`
	Operation string `json:"operation"`       // "POST /v2/droplets"
	Reason    string `json:"reason"`          // what asks for the scope if not the operation itself, or which alternative it is
	Where     *Place `json:"where,omitempty"` // what decided the reason's condition
	Steps     []Step `json:"steps"`           // a shortest call path, from the program's start to the request
}

// A Step is a function of a call path and the place where it makes the next
// call, the last one's being the request.
type Step struct {
	Function string `json:"function"`
	Place
}

// A Place is a position in the source.
type Place struct {
	File   string `json:"file"` // relative to the directory asked about, where it is below it
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// A Maybe is a scope that is needed under a condition the code does not decide.
type Maybe struct {
	Scopes    []string `json:"scopes"` // "<resource>:read" where the request names the resource
	Operation string   `json:"operation"`
	Reason    string   `json:"reason"`
	Where     *Place   `json:"where,omitempty"`
	Steps     []Step   `json:"steps"`
}

// An Unresolved is something that may need scopes nobody can tell: a request
// whose method or URL is known only at run time, one that the catalog has no
// operation for, a package that did not load, or something else that may ask the
// catalog's server in a way that is not read.
type Unresolved struct {
	Kind    UnresolvedKind `json:"kind"`
	Request string         `json:"request"` // as far as it is known, "GET /v2/{}"; what stands for it, for the other kinds
	Reason  string         `json:"reason"`
	Place
	Steps []Step `json:"steps"`
	Count int    `json:"count,omitempty"` // of the places with the same, if it is more than this one
}

// UnresolvedKind tells why something is unresolved.
type UnresolvedKind string

const (
	UnknownRequest   UnresolvedKind = "unknown-request"   // the method or the URL is known only at run time
	UnknownOperation UnresolvedKind = "unknown-operation" // the catalog has no such operation
	LoadError        UnresolvedKind = "load-error"
	UnusedServer     UnresolvedKind = "unused-server" // a server's name that no request uses which could be read
	Subprocess       UnresolvedKind = "subprocess"    // another program, which may ask the server
	UnknownCall      UnresolvedKind = "unknown-call"  // a method that is called by a name known only at run time
)
