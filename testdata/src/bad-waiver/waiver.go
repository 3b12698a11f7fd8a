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

// A comment that is nearly a waiver is told where it would excuse something.
var near = godo.TokenCreateRequest{Scopes: []string{
	"droplet:iron", // scopelint:ignore unknown-scope the beta API has it // want `unknown scope "droplet:iron"` `bad waiver: it is not understood: write just so, //scopelint:ignore RULE reason`
	"droplet:fold", //scopelint:ignor unknown-scope the beta API has it // want `unknown scope "droplet:fold"` `bad waiver: it is not understood`
	"droplet:hang", //Scopelint:ignore unknown-scope the beta API has it // want `unknown scope "droplet:hang"` `bad waiver: it is not understood`
	"droplet:fall", // scopelint: that it finds something here is right // want `unknown scope "droplet:fall"`
	"tag:read",     // scopelint:ignore unknown-scope would excuse nothing here
	/* scopelint: ignore unknown-scope the beta API has it */ // want `bad waiver: it is not understood`
	"droplet:lift",                                           // want `unknown scope "droplet:lift"`
	// scopelint:ignore is how waivers begin, says a sentence above a waiver:
	"droplet:drop", //scopelint:ignore unknown-scope the beta API has it
}}
