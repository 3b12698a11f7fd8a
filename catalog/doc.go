// Package catalog knows API-token scopes: which exist, what an alias stands
// for, which scope covers another, which names look alike, and what a misspelt
// one most likely meant. It knows no Go syntax.
//
// [DigitalOcean] is the built-in catalog, [Ready] has those of other providers. A team's own catalog is a TOML file
// of the same form ([Parse], [Load]), used alone or on top of another
// ([Merge]):
//
//	name    = "Acme"                        # how messages call the catalog
//	source  = "https://acme.example/scopes" # where the list comes from (optional)
//	date    = "2026-11-23"                  # and when it was read (optional)
//	grammar = ["resource:action"]
//	servers = ["https://api.acme.example"]  # what the operations' paths belong to (optional)
//	schemes = ["Bearer"]                    # of the Authorization header with a token (optional)
//
//	[scopes]
//	"widget:read"  = "View widgets"         # a name and its description
//	"widget:paint" = "Paint widgets"
//
//	[aliases]                               # scopes that stand for others
//	"all:read" = ["*:read"]
//
//	[implies]                               # a scope that grants others too
//	"widget:admin" = ["widget:read"]
//
//	[[added]]                               # scopes that another source knows
//	source = "release 4"
//	date   = "2026-11-30"
//	[added.scopes]
//	"widget:ship" = "Ship widgets"
//
//	[[renamed]]                             # names that are no more
//	source = "release 3"
//	date   = "2026-09-10"                   # if it was the API's maker who renamed them (optional)
//	[renamed.names]
//	gadget        = "widget"
//	"widget:list" = "widget:read"
//
//	[operations]                            # what the API asks for
//	"GET /v2/widgets/{id}"    = ["widget:read"]
//	"DELETE /v2/widgets/{id}" = [["widget:delete"], ["widget:admin"]] # one of them
//	"GET https://files.acme.example/{id}" = []                        # another server's; no scope
//
//	[paths]                                 # another prefix by which an API is known
//	"/v2/gadgets" = "/v2/widgets"
//
// The remaining keys are optional too. A list in [[added]] may have a grade,
// "documented", "specified" or "seen", and until, the date from which on its
// names are no scopes any more. [unlisted] has scopes that the API uses and
// the source does not list, and slips = ["…"] those of them that are most likely
// mistakes. wildcard = "*" allows that word in place
// of any part of a scope, in the catalog and in code. distinct =
// [["list", "lists"]] names resources that look alike by right. [synonyms]
// gives, for an action, the words people write instead of it. [evidence] tells what makes
// code this catalog's when no configuration says so: imports (import paths),
// words (in any identifier, string or comment) and resources (so distinctive
// that no other product uses them).
//
// # Grammar
//
// Each form of the grammar is a template, and the grammar may be left out. The word action stands for the
// action, every other word for a part of the resource, and what stands between
// two words is the separator. A word in lower case admits lower-case letters,
// one in UPPER CASE upper-case ones, one with both admits both. Digits and
// underscores are admitted behind the first letter; a hyphen or a dot is where
// a scope of the catalog has one. Examples:
//
//	resource:action           droplet:read
//	action:resource           read:repository
//	service:resource:action   patch:system:write
//	resource:Action           fs:ReadObject
//	RESOURCE-ACTION           ORDERS-READ
//
// A catalog is a list first: without a grammar, or with "*" as one of its
// forms, names of any form are scopes, such as
//
//	repo                                            one word
//	https://www.googleapis.com/auth/drive.readonly  a URL
//	User.Read.All                                   the action inside
//	channel:manage:polls                            likewise
//	users:read.email                                two separators
//	urn:acme:full                                   a URN
//
// A grammar only helps to see that another text is a misspelt scope: a name
// that no form takes apart is one where it stands in the list. What a scope
// grants beside itself stands in [implies], to any depth and without circles; it
// is never guessed from names. More can be said of single scopes:
//
//	complete   = false                      # there may be more scopes: none is called unknown
//	separators = [" ", ","]                 # that a request may have between scopes
//
//	[broad]                                 # what is narrower
//	"repo" = "a token for one repository"
//
//	[needs]                                 # what it does nothing without
//	"users:read.email" = ["users:read"]
//
//	[deprecated]                            # what to ask for instead
//	"read:discussion" = "GitHub Discussions"
//
//	[retired]                               # names that are no scopes any more
//	"user_follows_edit" = ""
//
//	[legacy]                                # names that only the OAuth login takes
//	"read" = "all:read"
//
// [Ready] has catalogs of well-known providers, made the same way.
package catalog
