// Package paths makes paths, and no requests.
package paths

import "strings"

func Account() string { return "/v2" + strings.ToLower("/account") }
