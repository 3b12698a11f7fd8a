package needs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// CachedRequests is [Requests] for the package whose source is in dirs[0],
// with the results kept in the user's cache directory. They are computed anew
// when this program, the catalog, the build's environment or a Go file of one of
// dirs is another: those of the client's packages that it imports belong there.
// Where there is no such directory nothing is kept.
func CachedRequests(ctx context.Context, cfg Config, dirs []string) (*Client, error) {
	file, err := clientFile(&cfg, dirs)
	if err != nil {
		return Requests(ctx, cfg)
	}
	if c := readClient(file); c != nil {
		return c, nil
	}
	c, err := Requests(ctx, cfg)
	if err == nil {
		_ = writeClient(file, c) // the next one computes it again
	}
	return c, err
}

// clientFile names the file that the answer is kept in, by all that decides it.
func clientFile(cfg *Config, dirs []string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	info, err := os.Stat(exe)
	if err != nil {
		return "", err
	}
	fmt.Fprintln(h, exe, info.Size(), info.ModTime().UnixNano()) // its content would take longer to read than the answer
	fmt.Fprintf(h, "%q %q\n", cfg.Patterns, cfg.BuildFlags)
	for _, name := range []string{"GOOS", "GOARCH", "GOFLAGS", "CGO_ENABLED", "GOEXPERIMENT"} {
		fmt.Fprintf(h, "%q\n", os.Getenv(name))
	}
	c := cfg.Catalog
	fmt.Fprintf(h, "%q %q %q\n", c.Servers(), c.Evidence(), c.Operations())
	for _, dir := range dirs {
		if err := hashSource(h, dir); err != nil {
			return "", err
		}
	}
	return filepath.Join(cache, "scopelint", hex.EncodeToString(h.Sum(nil))+".json"), nil
}

// hashSource adds the Go files of a directory, tests left out.
func hashSource(h hash.Hash, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := os.Open(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%q\n", e.Name())
		_, err = io.Copy(h, f)
		f.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// readClient is nil if there is no such file, or one that does not hold what
// it should.
func readClient(file string) *Client {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var c Client
	if json.Unmarshal(data, &c) != nil || len(c.Functions) == 0 {
		return nil
	}
	return &c
}

// writeClient writes beside the file and renames, so that nobody reads half of
// it.
func writeClient(file string, c *Client) error {
	data, err := json.Marshal(c)
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
