/*
Package analyzer finds mistakes in the API-token scopes of Go code.

A scope, such as "droplet:read", decides what a token may do, and in code it is
a plain string. The analyzer compares each string that the code uses as a scope
with a catalog: DigitalOcean's, which is built in, or a team's own.

A string counts as a scope when it has the catalog's grammar, the code around
it says so (the word scope in the name of what holds, takes or is compared with
it, in a JSON key or a command-line flag), and there is proof that the catalog
is the right one: the package's other scopes are the catalog's, the file uses
its client or says its name, or the configuration names the catalog. What only
looks like a scope (image:latest, tag:prod) is left alone.

What a provider is asked for needs no form: where the endpoint, address or client
of one of the ready-made catalogs stands in the same expression (an
oauth2.Config, say), every text of its list is compared with that catalog,
wherever in the package it comes from: a variable, a field, a parameter, a flag's
default, the result of a function. A catalog that is not complete calls no scope
unknown; it tells which ones are misspelt, for they are one letter away from one
that it has, or have the same words in another order.

# unknown-scope

The scope is in no catalog: it is misspelt, retired, or never existed. An API
answers such a token or guard with an error at best, and with a check that
nobody can ever pass at worst.

	Scopes: []string{"droplet:write"}  // droplet has read, create, update, delete, admin
	Scopes: []string{"account:read "}  // the blank is part of the name
	Scopes: []string{"volume:read"}    // the resource is called block_storage

Write the name of the catalog. Only a wrong case and stray blanks are mended by
-fix; a guess needs -unsafe-fixes. A scope that is right and missing from the
catalog goes into scopes.allow or into the team's own catalog.

# duplicate-scope

The scope stands for one that has another name. The catalog itself has such
twins: spaces_keys:create beside spaces_key:create, functions:admin beside
function:admin. Two spellings of one scope, in tokens here and in guards there,
are a lock and a key that do not fit. The same scope twice in one list is
reported too, for one of the two was meant to be another.

	Scopes: []string{"functions:admin"}             // write function:admin
	Scopes: []string{"tag:read", "tag:read"}        // one of them suffices

Write the spelling that the resource's other scopes have.

# broad-scope

The scope is an alias for many others: api:write grants every scope there is,
api:read every read scope, and both grow as the API grows. A leaked token with
one of them opens everything.

	Scopes: []string{"api:write"}

Name the scopes that the program needs. Where a main package asks for the token
and makes all calls of the client itself, the message says which these are; for any
other program the command does:

	scopelint needs ./cmd/worker

# redundant-scope

Another scope of the same request covers the scope, so leaving it out changes
nothing. As a rule the broad one is the one to drop.

	Scopes: []string{"api:read", "droplet:read"}

Lists in guards are not judged: there a list may mean any-of.

# scope-request

Each scope exists, and the provider will not take the request, or give less than
the list says. The provider is known by its address, its endpoint or its client
in the same expression; what separates scopes there, which kinds of tokens have
them and what they need is in its catalog.

	Scopes: []string{"read", "activity:read"}, Endpoint: endpoints.Strava  // joined with blanks, and Strava takes commas
	clientcredentials.Config{Scopes: []string{"User.Read.All"}, …}         // Microsoft Graph takes ".default" alone there
	slack.OAuthScopes{Bot: []string{"channels:write"}}                     // for user tokens; bots have channels:manage
	Scopes: []string{"users:read.email"}, Endpoint: endpoints.Slack        // does nothing without users:read
	cli.GetToken(ctx, policy.TokenRequestOptions{Scopes: two})             // azidentity's AzureCLICredential takes one

Write the request as the provider's documentation has it.

# mismatched-route

The guard of an HTTP route contradicts the route. Where the catalog knows the
operation, its method and path, the guard must ask for the scopes that the
operation asks for. Elsewhere only what fits no API is reported: PUT, PATCH or
DELETE with nothing but read scopes, DELETE with nothing but create, GET with
nothing but create, update or delete.

	mux.Handle("DELETE /v2/droplets/{id}", requireScope("droplet:read", remove))

Let the guard ask for what the route does.

# unguarded-route

No request to the route needs a scope, though its neighbours, the routes of the
same router or below the same first path segment, are guarded. Middlewares of
groups, wrappers, and checks that the rest of a handler depends on all count as
guards; a route whose guard cannot be proved is not reported.

	mux.Handle("GET /v2/droplets", requireScope("droplet:read", list))
	mux.Handle("GET /v2/droplets/{id}/logs", logs)  // anybody's

Guard it, or list it as public in the configuration, with the reason.

A route whose every request is authenticated, and none of them for a scope, is a
warning, and only beside guarded routes below the same first path segment: a token
of least scope gets through, but the area may be meant for every user.

	mux.Handle("DELETE /v2/droplets/{id}", signedIn(remove))  // any token's

A middleware that cannot be read is named in routes.guards if it asks for a scope,
and in routes.logins if it only logs in.

# ungranted-call

A call of the API's client needs a scope that the program's token lacks, as the
[[grant]] in the configuration declares it: the call will be answered with 403.

	[[grant]]
	packages = ["./cmd/worker"]
	scopes = ["droplet:read"]

	client.Droplets.Delete(ctx, id)  // needs droplet:delete

What a method of the client requests is computed from the client's source, for
which the rule runs go list once; the answer is kept in the user's cache directory.
Judged are the calls that the grant's packages make themselves, in live code and
in dead, test files left out, and scopes that a call needs in any case, or for a
field that is set in the literal handed to it. What a granted program calls through
other packages, interfaces of its own or raw net/http only the whole program tells:
scopelint needs -check follows it, and knows build tags that are given as flags.

# unused-grant

No call of the program needs a scope that its [[grant]] declares. Whoever steals
the token can use it all the same.

	[[grant]]
	packages = ["./cmd/worker"]
	scopes = ["droplet:read", "droplet:delete"]  // but main.go only lists Droplets

The rule speaks only where one package proves it: a main package with a grant of
its own that imports the standard library, the client, and what the client imports, sends
no request through net/http itself, and calls nothing of the client whose request is
known only at run time. The finding stands at func main. Of any other program, one that has packages
of its own say, scopelint needs -check tells.

# bad-waiver

A waiver excuses what one rule finds, with a reason, on its line or on the line
below:

	//scopelint:ignore broad-scope the nightly backup reads every product
	Scopes: []string{"api:read"},

With until=2027-01-31 before the reason it ends on that day. In the
configuration a waiver needs no line, and says how many findings it is for:

	[[waiver]]
	rule = "broad-scope"
	path = "internal/backup/**"
	reason = "the nightly backup reads every product"
	findings = 2

A waiver that has no reason, names no rule, is past its date, excuses nothing or
more than it is for is reported, so that waivers do not outlive what they were
for, and wildcards swallow nothing new. So is a comment beside a finding that is
nearly a waiver, as with a blank behind the slashes. What a waiver of the
configuration excuses is counted by a standalone run over ./... of the module.
Waived findings stay in JSON and SARIF, as suppressed.
*/
package analyzer
