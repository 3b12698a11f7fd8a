package request

import (
	"github.com/slack-go/slack"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
	"golang.org/x/oauth2/endpoints"
)

// What separates scopes is the provider's own.
var (
	strava = oauth2.Config{Endpoint: endpoints.Strava, Scopes: []string{"read", "activity:read"}} // want `scope request to Strava: the elements are joined with blanks, and it takes commas: write one element, "read,activity:read"`
	one    = oauth2.Config{Endpoint: endpoints.Strava, Scopes: []string{"read,activity:read"}}
	blank  = oauth2.Config{Endpoint: endpoints.Strava, Scopes: []string{"read activity:read"}}          // want `scope request to Strava: it takes commas between scopes, no blanks`
	gitlab = oauth2.Config{Endpoint: endpoints.GitLab, Scopes: []string{"openid,read_user"}}            // want `scope request to GitLab: it takes blanks between scopes, no commas`
	github = oauth2.Config{Endpoint: endpoints.GitHub, Scopes: []string{"gist,user:email", "read:org"}} // GitHub takes both
	link   = "https://www.strava.com/oauth/authorize?client_id=1&scope=read,activity:read"
	wrong  = "https://gitlab.com/oauth/authorize?client_id=1&scope=read_user,openid" // want `scope request to GitLab: it takes blanks between scopes, no commas`
)

// Some scopes are for one kind of token alone.
var (
	graph   = clientcredentials.Config{TokenURL: "https://login.microsoftonline.com/t/oauth2/v2.0/token", Scopes: []string{"User.Read.All"}} // want `"User.Read.All" cannot be asked for with client credentials, which take "https://graph.microsoft.com/.default" alone`
	right   = clientcredentials.Config{TokenURL: "https://login.microsoftonline.com/t/oauth2/v2.0/token", Scopes: []string{"https://graph.microsoft.com/.default"}}
	other   = clientcredentials.Config{TokenURL: "https://login.microsoftonline.com/t/oauth2/v2.0/token", Scopes: []string{"api://acme/.default"}}
	spotify = clientcredentials.Config{TokenURL: "https://accounts.spotify.com/api/token", Scopes: []string{"user-read-email"}} // want `"user-read-email" cannot be asked for with client credentials, which give no scopes`
	bots    = slack.OAuthScopes{
		Bot:  []string{"channels:write", "chat:write"},      // want `"channels:write" is for user tokens, and this list is for bot tokens`
		User: []string{"channels:write", "channels:manage"}, // want `"channels:manage" is for bot tokens, and this list is for user tokens`
	}
)

// Some do nothing by themselves.
var (
	email = oauth2.Config{Endpoint: endpoints.Slack, Scopes: []string{"users:read.email"}} // want `scope request to Slack: "users:read.email" does nothing without "users:read"`
	both  = oauth2.Config{Endpoint: endpoints.Slack, Scopes: []string{"users:read.email", "users:read"}}
	more  = oauth2.Config{Endpoint: endpoints.Slack, Scopes: append([]string{"users:read"}, "users:read.email")}
)

func login(state string) []string {
	conf := &oauth2.Config{Endpoint: endpoints.GitHub, Scopes: []string{"read:user"}}
	bare := &oauth2.Config{Endpoint: endpoints.GitHub}
	return []string{
		conf.AuthCodeURL(state, oauth2.SetAuthURLParam("scope", "gist")), // want `this option replaces the Scopes of the configuration`
		conf.AuthCodeURL(state, oauth2.SetAuthURLParam("prompt", "consent")),
		bare.AuthCodeURL(state, oauth2.SetAuthURLParam("scope", "gist")),
	}
}
