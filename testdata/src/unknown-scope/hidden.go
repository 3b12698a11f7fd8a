package unknown

import "strings"

// Characters that do not show, and letters that look like others, make another scope
// of what looks like a known one.
var hiddenScopes = []string{
	"droplet:read", "droplet:create",
	"tag:read\n",         // want `misspelt scope "tag:read\\n": it is written "tag:read"`
	"tag:create\u00a0",   // want `misspelt scope "tag:create\\u00a0": it is written "tag:create"`
	" tag:delete",        // want `misspelt scope "\\u00a0tag:delete": it is written "tag:delete"`
	"vpc:​read",          // want `misspelt scope "vpc:\\u200bread": it is written "vpc:read"`
	"vpc:reаd",           // want `misspelt scope "vpc:re\\u0430d": it is written "vpc:read"`
	"imαge:read",         // want `misspelt scope "im\\u03b1ge:read": it is written "image:read"`
	"image::create",      // want `misspelt scope "image::create": it is written "image:create"`
	"\x69mage:update\t",  // want `misspelt scope "image:update\\t": it is written "image:update"`
	"reg" + "istry:reаd", // want `misspelt scope "registry:re\\u0430d": it is written "registry:read"`
	"größe:read",         // no scope
}

// One string, which is one scope to whoever reads it.
const hiddenScope = "droplet:read droplet:update" // want `misspelt scope "droplet:read\\u00a0": it is written "droplet:read"`

const tokenJSON = `{"scopes": ["droplet:delete\u00a0", "ssh_key:read\n"]}` // want `misspelt scope "droplet:delete\\u00a0"` `misspelt scope "ssh_key:read\\n"`

// Line breaks that are cut off, or are those of the source, are no mistake.
var (
	cutScopes  = strings.Fields("ssh_key:create\n")
	trimScope  = strings.TrimSpace(" ssh_key:delete\n")
	linesScope = `
		ssh_key:update
`
)
