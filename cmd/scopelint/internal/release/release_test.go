package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"
	"time"
)

var (
	testFiles = []file{{"scopelint", []byte("program"), 0o755}, {"man/scopelint.1", []byte("page"), 0o644}}
	testTime  = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
)

// The same files make the same archive, and have their modes.
func TestTarred(t *testing.T) {
	first, err := tarred(testFiles, testTime)
	if err != nil {
		t.Fatal(err)
	}
	second, err := tarred(testFiles, testTime)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("two archives differ: %v", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	r := tar.NewReader(z)
	for _, want := range testFiles {
		h, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil || h.Name != want.name || !bytes.Equal(text, want.text) || h.Mode != int64(want.mode) || !h.ModTime.Equal(testTime) {
			t.Errorf("%v: %+v with %q", err, h, text)
		}
	}
}

func TestZipped(t *testing.T) {
	first, err := zipped(testFiles, testTime)
	if err != nil {
		t.Fatal(err)
	}
	second, err := zipped(testFiles, testTime)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("two archives differ: %v", err)
	}
	r, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil || len(r.File) != 2 || r.File[0].Name != "scopelint" || r.File[0].Mode() != 0o755 {
		t.Errorf("%v: %+v", err, r)
	}
}

// The man page has the help of each command, in which roff sees no command of its own.
func TestManPage(t *testing.T) {
	page, err := manPage(func(command ...string) ([]byte, error) {
		return []byte("help of " + strings.Join(command, " ") + "\n.scopelint.toml\n'quoted' -fix \\n …\n"), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{".SH SCOPELINT NEEDS\n.nf\nhelp of needs\n\\&.scopelint.toml\n\\&'quoted' \\-fix \\en ...\n.fi\n", ".SH DESCRIPTION\n"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("%q is not in:\n%s", want, page)
		}
	}
}

func TestMakeRefuses(t *testing.T) {
	for _, r := range []release{{version: "1.0"}, {version: "v1.0.0; true"}, {version: "v1.0.0", platforms: []string{"plan9/amd64"}}} {
		if err := r.make(false); err == nil {
			t.Errorf("%+v is made", r)
		}
	}
}
