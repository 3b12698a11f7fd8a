//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package revision

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// tryLock locks a directory of the user's for as long as the file is open, here
// or in a child process.
func tryLock(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || int(stat.Uid) != os.Geteuid() {
		return nil, errors.New("not a directory of the user's")
	}
	dir, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		dir.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errHeld
		}
		return nil, err
	}
	return dir, nil
}

// outlive keeps the directory locked until a command has ended, should this
// program be killed before.
func (d *tempDir) outlive(cmd *exec.Cmd) {
	if d.lock != nil {
		cmd.ExtraFiles = []*os.File{d.lock}
	}
}
