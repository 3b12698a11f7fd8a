//go:build !unix

package edits

import (
	"io/fs"
	"os"
)

// keep gives a file what another one has beside its content.
func keep(name string, info fs.FileInfo, tmp string) error { return os.Chmod(tmp, info.Mode()) }
