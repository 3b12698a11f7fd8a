package shape

import (
	"bytes"
	"slices"

	"github.com/scopelint/scopelint/catalog/stem"
)

// BuiltIn finds what may be a scope of the built-in catalog without reading it.
var BuiltIn = Finder{
	Separators: []string{":"}, Resource: isResource, Action: isAction,
	Scope: func(text string) bool {
		resource, action, _ := bytes.Cut([]byte(text), colon)
		return isDistinct(string(resource)) || isAction(action)
	},
	Distinct: isDistinct,
	Speaks:   speaks,
}

var colon = []byte(":")

func isResource(word []byte) bool {
	var buf [MaxWord]byte
	return stem.BuiltInResource(stem.Append(buf[:0], word))
}

func isAction(word []byte) bool {
	if len(word) > MaxWord {
		return false
	}
	var buf [MaxWord]byte
	return stem.BuiltInAction(stem.Append(buf[:0], word))
}

// Waiver is what a waiver in a comment begins with.
const Waiver = "scopelint:ignore"

// isDistinct reports whether a resource may be one that no other code has.
func isDistinct(resource string) bool {
	var buf [MaxWord]byte
	return !stem.BuiltInCommon(stem.Append(buf[:0], []byte(resource)))
}

func speaks(data []byte) bool {
	return slices.ContainsFunc(stem.BuiltInWords, func(word string) bool { return containsFold(data, word) })
}

// containsFold reports whether a word that begins with a lower-case letter stands
// in a text, in any case. It copies nothing.
func containsFold(data []byte, word string) bool {
	for i := 0; i+len(word) <= len(data); i++ {
		if data[i]|0x20 == word[0] && bytes.EqualFold(data[i:i+len(word)], []byte(word)) {
			return true
		}
	}
	return false
}

// asking are texts one of which stands in every package that says whose scopes it
// asks for, and scopesWord stands where it lists them.
var (
	asking = []string{"oauth", "accounts.google.com", "accounts.spotify.com", "login.microsoftonline.com",
		"auth.atlassian.com", "github.com/login/device", "slack.com/openid", "google.golang.org/api/", "/spotify/", "slack-go/slack",
		"auth0.com/api/v2", "go-github/v", "gitlab-org/api/client-go", "linodego", "azure-sdk-for-go/sdk/az", "authentication-library-for-go", "msgraph-sdk-go",
		"okta-sdk-golang", "gh auth ", "doctl", `"gh"`}
	askingAll  = "goth/providers/" // whose functions take them as their last arguments
	scopesWord = "cope"
)

// Asks reports whether files, taken together, may ask some provider for scopes.
func Asks(files [][]byte) bool {
	contains := func(text string) bool {
		return slices.ContainsFunc(files, func(data []byte) bool { return bytes.Contains(data, []byte(text)) })
	}
	return contains(askingAll) || contains(scopesWord) && slices.ContainsFunc(asking, contains)
}

// mayAsk reports whether a file shows what [Asks] looks for beside the lists.
func mayAsk(data []byte) bool {
	return slices.ContainsFunc(asking, func(text string) bool { return bytes.Contains(data, []byte(text)) }) || bytes.Contains(data, []byte(askingAll))
}

// Silent reports whether a file of a module without a configuration shows
// nothing that could matter to a rule, whatever the package's other files show.
// Its constants may be parts of scopes elsewhere.
func Silent(data []byte) bool {
	return BuiltIn.find(data) == 0 && !bytes.Contains(data, []byte(Waiver)) && !mayAsk(data)
}

// SilentTogether reports whether the files of a package show nothing that could
// matter, be it that each of them shows something.
func SilentTogether(files [][]byte) bool {
	return !BuiltIn.ShownIn(files) && !Asks(files) && !slices.ContainsFunc(files, func(data []byte) bool { return bytes.Contains(data, []byte(Waiver)) })
}
