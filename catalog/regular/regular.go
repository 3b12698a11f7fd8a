// Package regular reads files that a repository names or holds. One that is no
// regular file is refused: a named pipe without a writer and a device such as
// /dev/zero have no end.
package regular

import (
	"errors"
	"io/fs"
	"os"
)

// ReadFile is [os.ReadFile] for a regular file, or a link to one.
func ReadFile(name string) ([]byte, error) {
	if err := Check(name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// Check returns an error, a [*fs.PathError], for a file that may have no end. That
// one is not there, or is a directory, is for its reader to tell.
func Check(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return nil
	}
	if kind, ok := kinds[info.Mode().Type()]; ok {
		return &fs.PathError{Op: "read", Path: name, Err: errors.New("it is " + kind + ": put what is meant into a regular file")}
	}
	return nil
}

// kinds are the files that are not read.
var kinds = map[fs.FileMode]string{
	fs.ModeNamedPipe:                  "a named pipe",
	fs.ModeSocket:                     "a socket",
	fs.ModeDevice:                     "a device",
	fs.ModeDevice | fs.ModeCharDevice: "a device",
	fs.ModeIrregular:                  "of an unknown kind",
}
