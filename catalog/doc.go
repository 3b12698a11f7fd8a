// Package catalog knows API-token scopes: which exist, what an alias stands
// for, which scope covers another, which names look alike, and what a misspelt
// one most likely meant. It knows no Go syntax.
//
// [DigitalOcean] is the built-in catalog. A team's own catalog is a TOML file
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
// Each form of the grammar is a template. The word action stands for the
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
// A scope of one word, such as "repo" or "openid", cannot be in a catalog:
// nothing in code tells it from any other text. It is never reported either.
package catalog
