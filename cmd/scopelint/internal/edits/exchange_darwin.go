package edits

import "golang.org/x/sys/unix"

// exchange swaps two files in one step. A file system that cannot says ENOTSUP.
func exchange(a, b string) error { return unix.RenamexNp(a, b, unix.RENAME_SWAP) }

// awaitWriters would wait for those who have a file open to write to it.
func awaitWriters(name string) error { return nil }
