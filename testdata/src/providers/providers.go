// Package providers asks providers for scopes, each in another form.
package providers

import (
	"github.com/markbates/goth/providers/digitalocean"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/endpoints"
	"golang.org/x/oauth2/github"
	"golang.org/x/oauth2/google"
)

// DigitalOcean's login has two names of its own.
var (
	docean = oauth2.Config{
		Endpoint: oauth2.Endpoint{AuthURL: "https://cloud.digitalocean.com/v1/oauth/authorize"},
		Scopes:   []string{"read", "write"}, // want `over-broad scope "read": at DigitalOcean's login, as "api:read" for a token, it grants every read scope` `over-broad scope "write": at DigitalOcean's login, as "api:write" for a token, with the login's other names it grants every scope`
	}
	granular = oauth2.Config{Endpoint: oceanEndpoint, Scopes: []string{"genai:read inference:query", "acount:read"}} // want `unknown scope "acount:read": did you mean "account:read"`
	goth     = digitalocean.New("key", "secret", "callback", "read")                                                 // want `over-broad scope "read"`
	table    = map[string]any{"AuthUrl": oceanAuth, "Scopes": []string{"write"}}                                     // want `over-broad scope "write"`
	inURL    = "https://cloud.digitalocean.com/v1/oauth/authorize?client_id=1&scope=write"                           // want `over-broad scope "write"`
	answer   = []string{"read", "write"}
)

const oceanAuth = "https://cloud.digitalocean.com/v1/oauth/authorize"

var oceanEndpoint = oauth2.Endpoint{AuthURL: oceanAuth, TokenURL: "https://cloud.digitalocean.com/v1/oauth/token"}

// A list that is complete tells what is none; a hint by name tells nothing.
var (
	hub = &oauth2.Config{
		Endpoint: github.Endpoint,
		Scopes: []string{
			"repo",        // want `over-broad scope "repo": less may do`
			"repo:status", // want `redundant scope "repo:status": "repo" of the same request covers it`
			"user:emial",  // want `unknown scope "user:emial": did you mean "user:email"`
			"user:read",   // want `unknown scope "user:read": did you mean "read:user"`
			"Read:Org",    // want `misspelt scope "Read:Org": it is written "read:org"`
			"wibble",      // want `unknown scope "wibble": it is not in the GitHub catalog of 2026`
			"openid",
			"workflow",
		},
	}
	lab    = oauth2.Config{Endpoint: endpoints.GitLab, Scopes: []string{"read_api", "read_user", "read_repository"}}
	linked = oauth2.Config{Endpoint: endpoints.LinkedIn, Scopes: []string{"r_liteprofile", "w_share"}} // want `deprecated scope "r_liteprofile" of LinkedIn; instead: openid and profile` `retired scope "w_share": LinkedIn has it no more, since 2019-05; instead: w_member_social`
	twitch = oauth2.Config{Endpoint: endpoints.Twitch, Scopes: []string{"user_read", "chat:read"}}     // want `retired scope "user_read": Twitch has it no more, since 2022; instead: user:read:email`
)

// One that is not tells only what is nearly right.
var goog = oauth2.Config{
	Endpoint: google.Endpoint,
	Scopes: []string{
		"openid",
		"offline_access",                        // want `unknown scope "offline_access": Google has none of this name; instead: the option AccessTypeOffline`
		"https://www.googleapis.com/auth/drive", // want `over-broad scope "https://www.googleapis.com/auth/drive": less may do`
		"https://www.googleapis.com/auth/drive.readonly", // contained by its name alone
		"https://www.googleapis.com/auth/userinfo.emial", // want `did you mean "https://www.googleapis.com/auth/userinfo.email"`
		"https://www.googleapis.com/auth/brand.new",
		"drive.readonly", // want `did you mean "https://www.googleapis.com/auth/drive.readonly"`
	},
}

// Microsoft's login is for other APIs, too, and takes any case.
var graph = oauth2.Config{
	Endpoint: endpoints.AzureAD("common"),
	Scopes: []string{
		"User.Read", "user.read", "https://graph.microsoft.com/Mail.Read", "offline_access", "user_impersonation", "api://acme/Things.Read",
		"Groups.Read.All", // want `unknown scope "Groups.Read.All": Microsoft Graph has none of this name; instead: Group.Read.All`
		"User.Raed.All",   // want `did you mean "User.Read.All"`
	},
}

func later(url string) []*oauth2.Config {
	config, _ := google.ConfigFromJSON(nil, "https://www.googleapis.com/auth/drive.fiel") // want `did you mean "https://www.googleapis.com/auth/drive.file"`
	set := &oauth2.Config{Endpoint: github.Endpoint}
	set.Scopes = []string{"repoo"} // want `did you mean "repo"`
	unknown := &oauth2.Config{Endpoint: oauth2.Endpoint{AuthURL: url}, Scopes: []string{"repoo", "wibble"}}
	twice := github.Endpoint
	twice = endpoints.GitLab
	either := &oauth2.Config{Endpoint: twice, Scopes: []string{"repoo"}}
	return []*oauth2.Config{config, set, unknown, either}
}
