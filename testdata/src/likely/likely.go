// Package likely has scopes of several providers, and of none, where nothing
// names them: what stands beside them does.
package likely

type flags struct{}

func (flags) String(name, value, usage string) *string { return &value }

var set flags

var (
	flagged    = set.String("scope", "read:user user:emial", "scopes to ask for")         // want `unknown scope "user:emial": did you mean "user:email"`
	graph      = set.String("scopes", "User.Read Mail.Raed", "scopes to ask for")         // want `unknown scope "Mail.Raed": did you mean "Mail.Read"`
	scopes     = []string{"gist", "read:ogr"}                                             // want `unknown scope "read:ogr": did you mean "read:org"`
	jiraScopes = []string{"read:jira-work", "read:jira-wrok"}                             // want `unknown scope "read:jira-wrok": did you mean "read:jira-work"`
	oneScope   = "read:ogr"                                                               // want `unknown scope "read:ogr": did you mean "read:org"`
	byKey      = map[string][]string{"scope": {"users:read", "users:raed"}}               // want `misspelt scope "users:raed": did you mean "users:read"`
	drive      = map[string]string{"scope": "https://www.googleapis.com/auth/drive.fiel"} // want `misspelt scope "https://www.googleapis.com/auth/drive.fiel"`
)

type cliFlag struct{ Name, Value string }

var cli = []cliFlag{
	{Name: "scope", Value: "read:user read:ogr"}, // want `unknown scope "read:ogr": did you mean "read:org"`
	{Name: "color", Value: "read:user read:ogr"},
}

const (
	asJSON = `{"scopes": ["user-read-email", "user-raed-private"]}` // want `unknown scope "user-raed-private"`

	ScopeReadAPI  = "read_api"
	ScopeReadUser = "raed_user" // want `unknown scope "raed_user": did you mean "read_user"`
)

// Guards: a function that takes scopes of a catalog takes no others.
func requireScope(scope string, next func()) {}

func routes(next func()) {
	requireScope("chat:write", next)
	requireScope("channels:read", next)
	requireScope("channels:raed", next) // want `misspelt scope "channels:raed": did you mean "channels:read"`
	requireScope("search:read", next)   // broad, but a guard asks for nothing
}

// Who needs several scopes may have them by several guards; what a list asks for
// needs none twice.
var (
	neededScopes = []string{"repo", "public_repo", "read:user"}
	loginScopes  = []string{"repo", "public_repo", "read:user"} // want `over-broad scope "repo"` `over-broad scope "public_repo"` `redundant scope "public_repo"`
)

// Others have scopes, too.
var (
	ownScopes  = []string{"order:read", "order:write", "user:read"}
	traceScope = "github.com/acme/tracer"
	logScopes  = "access:debug upstream:info"
	words      = map[string]string{"scope": "namespace", "scopes": "one two"}
	ownScope   = "orders:raed"
	lines      = "scopes:\n  - order:read\n  - order:write\n"
)
