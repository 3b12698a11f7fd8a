//go:build linux || darwin

package edits

import (
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

func TestReplaceKeepsAttributes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.go")
	write(t, file, "before")
	if err := unix.Setxattr(file, "user.origin", []byte("generated"), 0); err != nil {
		t.Skip("no extended attributes here:", err)
	}
	if err := Replace(file, []byte("before"), []byte("after")); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 100)
	n, err := unix.Getxattr(file, "user.origin", buf)
	if err != nil || string(buf[:n]) != "generated" {
		t.Errorf("the attribute is %q, %v", buf[:max(n, 0)], err)
	}
}
