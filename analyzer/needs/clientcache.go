package needs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"strings"

	"github.com/scopelint/scopelint/analyzer/kept"
	"github.com/scopelint/scopelint/catalog/regular"
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
	c := new(Client)
	if readKept(file, c) && len(c.Functions) > 0 {
		return c, nil
	}
	c, err = Requests(ctx, cfg)
	if err != nil {
		return c, err
	}
	if again, err := clientFile(&cfg, dirs); err == nil && again == file { // nobody has changed a file meanwhile
		writeKept(file, c)
	}
	return c, nil
}

// clientFile names the file that the answer is kept in, by all that decides it.
func clientFile(cfg *Config, dirs []string) (string, error) {
	h := sha256.New()
	if err := kept.Program(h); err != nil {
		return "", err
	}
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
	return kept.Path(hex.EncodeToString(h.Sum(nil)))
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
		data, err := regular.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%q\n%s", e.Name(), data)
	}
	return nil
}
