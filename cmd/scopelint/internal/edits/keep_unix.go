//go:build unix

package edits

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// keep gives a file what another one has beside its content.
func keep(name string, info fs.FileInfo, tmp string) error {
	stat := info.Sys().(*syscall.Stat_t)
	if stat.Nlink > 1 {
		return &notKeptError{fmt.Sprintf("it has %d hard links, which would hold different texts", stat.Nlink)}
	}
	made, err := os.Stat(tmp)
	if err != nil {
		return err
	}
	if has := made.Sys().(*syscall.Stat_t); has.Uid != stat.Uid || has.Gid != stat.Gid {
		if err := os.Chown(tmp, int(stat.Uid), int(stat.Gid)); err != nil {
			return &notKeptError{fmt.Sprintf("it would get another owner: %v", err)}
		}
	}
	if err := os.Chmod(tmp, info.Mode()); err != nil {
		return err
	}
	if err := keepAttributes(name, tmp); err != nil {
		return &notKeptError{fmt.Sprintf("it would lose extended attributes: %v", err)}
	}
	return nil
}
