package kept

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
)

// Path returns the path of a file in the user's cache directory; it is an error
// if there is no such directory.
func Path(name string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "scopelint", name), nil
}

// Program writes what tells this program from other builds of it: the sum of its
// release, or else the stamp of its file. That file's contents, which take longer to
// read than most answers, are for where a stamp does not identify them.
func Program(w io.Writer) error {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Sum != "" {
		fmt.Fprintln(w, info.Main.Version, info.Main.Sum, info.GoVersion)
		return nil
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	info, err := os.Stat(exe)
	if err != nil {
		return err
	}
	stamp := new(Stamper).Stamp(exe, info)
	fmt.Fprintln(w, exe, stamp)
	if stamp.Changed != 0 {
		return nil
	}
	f, err := os.Open(exe)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	fmt.Fprintf(w, "%x\n", h.Sum(nil))
	return nil
}
