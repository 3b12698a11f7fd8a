package shape

import (
	"bytes"

	"github.com/scopelint/scopelint/catalog/stem"
)

// BuiltIn finds what may be a scope of the built-in catalog without reading it.
var BuiltIn = Finder{Separators: []string{":"}, Resource: isResource, Action: isAction}

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

// Silent reports whether a file of a module without a configuration shows
// nothing that could matter to a rule, whatever the package's other files show.
// Its constants may be parts of scopes elsewhere.
func Silent(data []byte) bool {
	return BuiltIn.find(data) == 0 && !bytes.Contains(data, []byte(Waiver))
}
