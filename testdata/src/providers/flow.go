package providers

import (
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"slices"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/endpoints"
	"golang.org/x/oauth2/github"
)

// Scopes are found wherever they come from: variables, constants, results,
// parameters, fields, flags.
var (
	wanted   = []string{"gist", "read:usr"} // want `did you mean "read:user"`
	variable = &oauth2.Config{Endpoint: github.Endpoint, Scopes: wanted}
	joined   = &oauth2.Config{Endpoint: github.Endpoint, Scopes: []string{strings.Join([]string{"gist", "read:ogr"}, " ")}} // want `did you mean "read:org"`
	apart    = &oauth2.Config{Endpoint: github.Endpoint, Scopes: strings.Split("gist,read:ogr", ",")}                       // want `did you mean "read:org"`
	concat   = &oauth2.Config{Endpoint: github.Endpoint, Scopes: slices.Concat(wanted, []string{"wrokflow"})}               // want `did you mean "workflow"`
	result   = &oauth2.Config{Endpoint: endpoint(), Scopes: scopes()}
	indexed  = &oauth2.Config{Endpoint: byName["github"], Scopes: []string{"gists"}}                  // want `did you mean "gist"`
	byKeys   = map[string]*oauth2.Config{"a": {Endpoint: github.Endpoint, Scopes: []string{"gists"}}} // want `did you mean "gist"`
	byFlag   = &oauth2.Config{Endpoint: github.Endpoint, Scopes: strings.Fields(*flagged)}
	flagged  = flag.String("scopes", "gist gists", "what to ask for") // want `did you mean "gist"`
	byField  = &oauth2.Config{Endpoint: github.Endpoint, Scopes: defaults.list}
	defaults = settings{list: []string{"gists"}}                                // want `did you mean "gist"`
	optional = build(withEndpoint(github.Endpoint), withScopes("gists"))        // want `did you mean "gist"`
	chained  = (&builder{}).Endpoint(github.Endpoint).Scopes("gists").Build()   // want `did you mean "gist"`
	helped   = newConfig(github.Endpoint, "gists")                              // want `did you mean "gist"`
	own      = hub("id", "gists")                                               // want `did you mean "gist"`
	command  = exec.Command("gh", "auth", "refresh", "--scopes", "gist,gists")  // want `did you mean "gist"`
	doctl    = exec.Command("doctl", "auth", "login", "--scopes", "read write") // want `over-broad scope "read"` `over-broad scope "write"`
	shared   = []string{"openid", "wibble"}                                     // asked for at two places
	one      = &oauth2.Config{Endpoint: github.Endpoint, Scopes: shared}
	another  = &oauth2.Config{Endpoint: endpoints.GitLab, Scopes: shared}
	byName   = map[string]oauth2.Endpoint{"github": github.Endpoint, "gitlab": endpoints.GitLab}
)

type settings struct{ list []string }

// One list of several, by its key; a field that a method asks for.
var (
	lists = map[string][]string{
		"github": {"gist", "gists"},      // want `did you mean "gist"`
		"gitlab": {"openid", "raed_api"}, // want `did you mean "read_api"`
	}
	first  = &oauth2.Config{Endpoint: github.Endpoint, Scopes: lists["github"]}
	second = &oauth2.Config{Endpoint: endpoints.GitLab, Scopes: lists["gitlab"]}
)

type login struct{ wanted []string }

func newLogin() *login { return &login{wanted: []string{"gists"}} } // want `did you mean "gist"`

func (l *login) config() *oauth2.Config {
	return &oauth2.Config{Endpoint: github.Endpoint, Scopes: l.wanted}
}

type deviceRequest struct{ ClientID, Scope string }

func post(url string, body any) {}

func device() {
	post("https://github.com/login/device/code", deviceRequest{Scope: "gists"}) // want `did you mean "gist"`
}

func endpoint() oauth2.Endpoint { return github.Endpoint }

func scopes() []string { return []string{"gist", "gists"} } // want `did you mean "gist"`

func hub(id string, scopes ...string) *oauth2.Config {
	return &oauth2.Config{ClientID: id, Endpoint: github.Endpoint, Scopes: scopes}
}

func newConfig(e oauth2.Endpoint, scopes ...string) *oauth2.Config {
	return &oauth2.Config{Endpoint: e, Scopes: scopes}
}

type option func(*oauth2.Config)

func withScopes(s ...string) option          { return func(c *oauth2.Config) { c.Scopes = s } }
func withEndpoint(e oauth2.Endpoint) option  { return func(c *oauth2.Config) { c.Endpoint = e } }
func build(options ...option) *oauth2.Config { return nil }

type builder struct{ oauth2.Config }

func (b *builder) Endpoint(e oauth2.Endpoint) *builder { b.Config.Endpoint = e; return b }
func (b *builder) Scopes(s ...string) *builder         { b.Config.Scopes = s; return b }
func (b *builder) Build() *oauth2.Config               { return &b.Config }

// A struct may be filled in by and by, and by another provider elsewhere.
func filled(provider string, admin bool) *oauth2.Config {
	c := &oauth2.Config{ClientID: "id"}
	switch provider {
	case "github":
		c.Endpoint = github.Endpoint
		c.Scopes = []string{"gists"} // want `did you mean "gist"`
	case "gitlab":
		c.Endpoint = endpoints.GitLab
		c.Scopes = []string{"api", "raed_user"} // want `over-broad scope "api"` `did you mean "read_user"`
	}
	list := []string{"gist"}
	if admin {
		list = append(list, "read:ogr") // want `did you mean "read:org"`
	}
	late := &oauth2.Config{Scopes: list}
	late.Endpoint = github.Endpoint
	for _, s := range []string{"gists"} { // want `did you mean "gist"`
		late.Scopes = append(late.Scopes, s)
	}
	return late
}

// A list that is chosen with the provider is nobody's.
func chosen(provider string) *oauth2.Config {
	var list []string
	switch provider {
	case "github":
		list = []string{"gist"}
	default:
		list = []string{"wibble"}
	}
	return &oauth2.Config{Endpoint: github.Endpoint, Scopes: list}
}

// Queries and forms have them, too.
func query(id string) []string {
	q := url.Values{"scope": {"gists"}} // want `did you mean "gist"`
	q.Set("scope", "gist read:ogr")     // want `did you mean "read:org"`
	return []string{
		"https://github.com/login/oauth/authorize?" + q.Encode(),
		fmt.Sprintf("https://github.com/login/oauth/authorize?client_id=%s&scope=%s", id, "gists"), // want `did you mean "gist"`
		"https://github.com/login/oauth/authorize?client_id=" + id + "&scope=gists",                // want `did you mean "gist"`
		"https://github.com/login/oauth/authorize?scope=" + url.QueryEscape("gist gists"),          // want `did you mean "gist"`
		variable.AuthCodeURL("state", oauth2.SetAuthURLParam("scope", "gists")),                    // want `did you mean "gist"` `this option replaces the Scopes`
	}
}

func form() {
	http.Post("https://github.com/login/device/code", "application/x-www-form-urlencoded", strings.NewReader("client_id=1&scope=gists")) // want `did you mean "gist"`
	http.PostForm("https://slack.com/oauth/v2/authorize", url.Values{
		"scope":      {"channels:write"},  // want `"channels:write" is for user tokens, and this list is for bot tokens`
		"user_scope": {"channels:manage"}, // want `"channels:manage" is for bot tokens, and this list is for user tokens`
	})
}

// Documents name them by key; what else they say is none.
const (
	asJSON = `{"auth_url": "https://github.com/login/oauth/authorize", "scopes": ["gist", "gists"]}` // want `did you mean "gist"`
	asYAML = `
auth_url: https://github.com/login/oauth/authorize # no scope
scopes: [gist, read:user] # two
`
	prose = "To log in, allow the scope wibble at https://github.com/login/oauth/authorize, and no other."
)
