//go:build linux || darwin

package edits

import (
	"bytes"
	"errors"
	"strings"

	"golang.org/x/sys/unix"
)

// keepAttributes makes the extended attributes of a file, access control lists
// among them, those of another one.
func keepAttributes(from, to string) error {
	want, err := attributes(from)
	if err != nil {
		return err
	}
	have, err := attributes(to)
	if err != nil {
		return err
	}
	for name, value := range want {
		if given, ok := have[name]; ok && bytes.Equal(given, value) {
			continue
		}
		if err := unix.Setxattr(to, name, value, 0); err != nil {
			return err
		}
	}
	for name := range have {
		if _, ok := want[name]; !ok {
			if err := unix.Removexattr(to, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func attributes(file string) (map[string][]byte, error) {
	list, err := grown(func(buf []byte) (int, error) { return unix.Listxattr(file, buf) })
	if errors.Is(err, unix.ENOTSUP) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all := make(map[string][]byte)
	for name := range strings.SplitSeq(string(list), "\x00") {
		if name == "" {
			continue
		}
		if all[name], err = grown(func(buf []byte) (int, error) { return unix.Getxattr(file, name, buf) }); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// grown calls with larger and larger buffers until the answer fits.
func grown(get func(buf []byte) (int, error)) ([]byte, error) {
	for size := 1 << 10; ; size *= 4 {
		buf := make([]byte, size)
		n, err := get(buf)
		if errors.Is(err, unix.ERANGE) && size < 1<<20 {
			continue
		}
		if err != nil {
			return nil, err
		}
		return buf[:n], nil
	}
}
