// Package waiver excuses findings, well and badly.
package waiver

import "github.com/digitalocean/godo"

var token = godo.TokenCreateRequest{Scopes: []string{
	"tag:read", "tag:create", "vpc:read",
	"droplet:write", //scopelint:ignore unknown-scope the beta API has it
	//scopelint:ignore unknown-scope until=2999-01-31 the beta API has it
	"droplet:reboot",
	"droplet:paint", //scopelint:ignore broad-scope that is another rule // want `unknown scope "droplet:paint"` `bad waiver: it excuses nothing: there is no broad-scope here`
	//scopelint:ignore unknown-scope one line only
	"droplet:wash",
	"droplet:dry",   // want `unknown scope "droplet:dry"`
	"droplet:wring", //scopelint:ignore unknown-scope until=2020-01-31 it was so once // want `unknown scope "droplet:wring"` `bad waiver: its time was over on 2020-01-31`
}}

/* want `bad waiver: there is no rule "unknown-scopes": did you mean "unknown-scope"\?` */ //scopelint:ignore unknown-scopes reason

/* want `bad waiver: it has no reason: write //scopelint:ignore broad-scope reason` */ //scopelint:ignore broad-scope

/* want `bad waiver: it names no rule` */ //scopelint:ignore

/* want `bad waiver: "2027-13-01" is no date: write until=2027-01-31` */ //scopelint:ignore broad-scope until=2027-13-01 reason

// A comment that only talks about //scopelint:ignore is none.
