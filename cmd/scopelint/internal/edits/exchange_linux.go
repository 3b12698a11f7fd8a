package edits

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// exchange swaps two files in one step.
func exchange(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) { // the file system or the kernel cannot
		return errors.ErrUnsupported
	}
	return err
}

// awaitWriters waits until nobody has a file open to write to it, but not for
// long: a lease is given for such a file alone. Where there are no leases it
// does not wait.
func awaitWriters(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() // and with it the lease
	for range 100 {
		_, err := unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_RDLCK)
		if !errors.Is(err, unix.EAGAIN) {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
	return errors.New("somebody has it open to write to it")
}
