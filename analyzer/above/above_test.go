package above_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/scopelint/scopelint/analyzer/above"
)

func TestFind(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if got, ok := above.Find(dir, "no-such-file"); ok {
		t.Errorf("found %s", got)
	}
	for _, at := range []string{root, filepath.Dir(dir), dir} {
		if err := os.WriteFile(filepath.Join(at, "go.mod"), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if got, ok := above.Find(dir, "go.mod"); !ok || got != at {
			t.Errorf("found %q, want %q", got, at)
		}
	}
	if got, want := above.Config(dir), filepath.Join(dir, above.ConfigName); got != want {
		t.Errorf("configuration %q, want %q", got, want)
	}
	slash := string(filepath.Separator)
	if got, ok := above.Find(filepath.VolumeName(root)+slash, filepath.Base(firstBelowRoot(t))); !ok || got != filepath.VolumeName(root)+slash {
		t.Errorf("found %q in the root", got)
	}
	if got, ok := above.Find(dir, firstBelowRoot(t)); !ok || got != filepath.VolumeName(root)+slash {
		t.Errorf("found %q for what is in the root", got)
	}
}

// firstBelowRoot is a name in the root directory that the directories of tests
// do not have.
func firstBelowRoot(t *testing.T) string {
	t.Helper()
	list, err := os.ReadDir(filepath.VolumeName(t.TempDir()) + string(filepath.Separator))
	if err != nil || len(list) == 0 {
		t.Skip("the root directory cannot be listed:", err)
	}
	return list[0].Name()
}
