package needs

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// What is computed is kept in the user's cache directory, as one JSON file each.

func keptFile(name string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "scopelint", name+".json"), nil
}

// identify writes what tells this program from other builds of it. Its content would
// take longer to read than most answers.
func identify(w io.Writer) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	info, err := os.Stat(exe)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, exe, info.Size(), info.ModTime().UnixNano())
	return nil
}

// readKept reports whether there is such a file, and it has what it should.
func readKept(file string, into any) bool {
	data, err := os.ReadFile(file)
	return err == nil && json.Unmarshal(data, into) == nil
}

// writeKept writes beside the file and renames, so that nobody reads half of it.
func writeKept(file string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), "new-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}
