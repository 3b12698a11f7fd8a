package kept

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A module is a directory with Go files that have been there for a while.
type module struct {
	t   *testing.T
	dir string
}

func newModule(t *testing.T) module {
	m := module{t, t.TempDir()}
	m.write("a.go", "package a")
	m.write("b/b.go", "package b")
	m.write("README.md", "text")
	return m
}

func (m module) write(name, text string) {
	m.t.Helper()
	file := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		m.t.Fatal(err)
	}
	m.date(name, time.Hour)
}

// date makes a file one that was changed some time ago.
func (m module) date(name string, ago time.Duration) {
	m.t.Helper()
	at := time.Now().Add(-ago)
	if err := os.Chtimes(filepath.Join(m.dir, filepath.FromSlash(name)), at, at); err != nil {
		m.t.Fatal(err)
	}
}

func (m module) remove(name string) {
	m.t.Helper()
	if err := os.Remove(filepath.Join(m.dir, filepath.FromSlash(name))); err != nil {
		m.t.Fatal(err)
	}
}

func TestAnswer(t *testing.T) {
	tests := []struct {
		name   string
		change func(m module)
		want   bool
	}{
		{"nothing changed", func(module) {}, true},
		{"another kind of file", func(m module) { m.write("README.md", "more text") }, true},
		{"a file touched", func(m module) { m.date("a.go", time.Minute) }, true},
		{"a file of the same size", func(m module) { m.write("a.go", "package z"); m.date("a.go", time.Minute) }, false},
		{"a longer file", func(m module) { m.write("a.go", "package aa") }, false},
		{"a file more", func(m module) { m.write("c/c.go", "package c") }, false},
		{"a module within", func(m module) { m.write("b/go.mod", "module b") }, false},
		{"a file less", func(m module) { m.remove("b/b.go") }, false},
		{"a device", func(m module) {
			if err := os.Symlink(os.DevNull, filepath.Join(m.dir, "c.go")); err != nil {
				m.t.Skip(err)
			}
		}, false},
		{"a file renamed", func(m module) { m.remove("b/b.go"); m.write("b/c.go", "package b") }, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := newModule(t)
			file := filepath.Join(t.TempDir(), "kept")
			about := func() *Answer { return About([]string{m.dir}, file, "key") }
			if _, ok := about().Get(); ok {
				t.Fatal("an answer that nobody gave")
			}
			about().Put([]byte("answer"))
			test.change(m)
			for range 2 { // what was compared by contents is kept again
				got, ok := about().Get()
				if ok != test.want || ok && string(got) != "answer" {
					t.Fatalf("%q, %t", got, ok)
				}
			}
			if _, ok := About([]string{m.dir}, file, "other key").Get(); ok {
				t.Error("another key has the same answer")
			}
		})
	}
}

// TestTimes: what a file's times say is not taken for what it says. Later than
// its stamp could tell two changes apart it is not read.
func TestTimes(t *testing.T) {
	m := newModule(t)
	file := filepath.Join(t.TempDir(), "kept")
	a := About([]string{m.dir}, file, "key")
	a.now.Tree.Read += int64(time.Hour)
	a.Put([]byte("answer"))
	if _, ok := About([]string{m.dir}, file, "key").Get(); !ok {
		t.Fatal("nothing changed, and there is no answer")
	}
	before, err := os.Stat(filepath.Join(m.dir, "a.go"))
	if err != nil {
		t.Fatal(err)
	}
	m.write("a.go", "package z")
	if err := os.Chtimes(filepath.Join(m.dir, "a.go"), before.ModTime(), before.ModTime()); err != nil {
		t.Fatal(err)
	}
	if _, ok := About([]string{m.dir}, file, "key").Get(); ok {
		t.Error("the answer is about a file that has changed since, whose time was restored")
	}
}

// TestUnread: files are read once, where the file system tells what changed.
func TestUnread(t *testing.T) {
	m := newModule(t)
	tree := readTree([]string{m.dir}, tree{})
	if tree.Files[0].Changed == 0 {
		t.Skip("the file system here does not tell what changed")
	}
	hash := []byte("not read")
	tree.Files[0].Hash = hash
	if got := readTree([]string{m.dir}, tree).Files[0].Hash; bytes.Equal(got, hash) {
		t.Error("a file that was changed just before it was read is not read again")
	}
	tree.Read += int64(time.Hour)
	if got := readTree([]string{m.dir}, tree).Files[0].Hash; !bytes.Equal(got, hash) {
		t.Error("a file that did not change is read again")
	}
	m.write("new.go", "package a")
	if err := os.Rename(filepath.Join(m.dir, "new.go"), filepath.Join(m.dir, "a.go")); err != nil {
		t.Fatal(err)
	}
	if got := readTree([]string{m.dir}, tree).Files[0].Hash; bytes.Equal(got, hash) {
		t.Error("another file in its place is not read")
	}
}

// TestPut: what changes while the answer is looked for is not taken for what it
// is about.
func TestPut(t *testing.T) {
	tests := []struct {
		name           string
		before, during func(m module)
		kept           bool
	}{
		{"nothing", nil, nil, true},
		{"changed", nil, func(m module) { m.write("a.go", "package z") }, false},
		{"a new file", nil, func(m module) { m.write("c.go", "package a") }, false},
		{"removed", nil, func(m module) { m.remove("a.go") }, false},
		{"touched", nil, func(m module) { m.date("a.go", time.Minute) }, true},
		{"changed just before", func(m module) { m.date("a.go", 0) }, nil, true},
		{"dated in the future", func(m module) { m.date("a.go", -time.Hour) }, nil, true},
		{"not walked", func(m module) { m.link("b", "link") }, nil, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := newModule(t)
			file := filepath.Join(t.TempDir(), "kept")
			if test.before != nil {
				test.before(m)
			}
			a := About([]string{m.dir}, file, "key")
			if test.during != nil {
				test.during(m)
			}
			a.Put([]byte("answer"))
			if _, err := os.Stat(file); (err == nil) != test.kept {
				t.Error("is the answer kept:", err == nil)
			}
		})
	}
	file := filepath.Join(t.TempDir(), "kept")
	About([]string{filepath.Join(t.TempDir(), "missing")}, file, "key").Put([]byte("answer"))
	if _, err := os.Stat(file); err == nil {
		t.Error("an answer about a directory that is not there is kept")
	}
}

func (m module) link(from, to string) {
	m.t.Helper()
	if err := os.Symlink(filepath.Join(m.dir, from), filepath.Join(m.dir, filepath.FromSlash(to))); err != nil {
		m.t.Skip("no links here:", err)
	}
}

func TestDamaged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dir", "kept")
	Write(file, []byte("value"))
	if got := Read(file); string(got) != "value" {
		t.Fatalf("%q", got)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, damaged := range [][]byte{nil, data[:10], data[:len(data)-1], append(data[:len(data):len(data)], 0)} {
		if err := os.WriteFile(file, damaged, 0o666); err != nil {
			t.Fatal(err)
		}
		if got := Read(file); got != nil {
			t.Errorf("a damaged file says %q", got)
		}
	}
}

func TestPrune(t *testing.T) {
	m := module{t, t.TempDir()}
	m.write("old", "x")
	m.date("old", 2*maxAge)
	m.write("new", "x")
	prune(m.dir, time.Now())
	if _, err := os.Stat(filepath.Join(m.dir, "old")); err == nil {
		t.Error("what is too old is still there")
	}
	if _, err := os.Stat(filepath.Join(m.dir, "new")); err != nil {
		t.Error(err)
	}
	big := filepath.Join(m.dir, "big")
	if err := os.WriteFile(big, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, maxAll); err != nil {
		t.Fatal(err)
	}
	prune(m.dir, time.Now())
	if _, err := os.Stat(filepath.Join(m.dir, "new")); err == nil {
		t.Error("the oldest of too many bytes is still there")
	}
}
