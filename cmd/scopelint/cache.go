package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/kept"
)

// indexOf names the file in which a run of some kind over a load is remembered,
// and what decides about its records beside the sources. Without a place for
// caches nothing is remembered.
func (o *common) indexOf(l load, what string) (file, key string, err error) {
	name := sha256.New()
	fmt.Fprintln(name, what, l.Root, l.Build.Key(), os.Getenv(analyzer.ConfigEnv))
	h := sha256.New()
	fmt.Fprintln(h, l.Root, l.Build.Key())
	if err := kept.Program(h); err != nil {
		return "", "", err
	}
	for _, file := range l.Governing() {
		fmt.Fprintln(h, file)
		if data, err := os.ReadFile(file); err == nil {
			h.Write(data)
		}
	}
	for _, m := range l.Main {
		cfg, err := o.findConfig(m.Dir)
		if err != nil {
			return "", "", err
		}
		fmt.Fprintf(h, "%s %x\n", cfg.File(), cfg.Digest())
	}
	file, err = kept.Path(hex.EncodeToString(name.Sum(nil)[:16]))
	if err != nil {
		return "", "", nil
	}
	return file, hex.EncodeToString(h.Sum(nil)), nil
}

// userCache is a store in the user's directory for caches.
type userCache struct{}

func (userCache) Read(name string) []byte {
	file, err := kept.Path(name)
	if err != nil {
		return nil
	}
	return kept.Read(file)
}

func (userCache) Write(name string, data []byte) {
	if file, err := kept.Path(name); err == nil {
		kept.Write(file, data)
	}
}

const noCacheUsage = "do not remember what was read, nor use what an earlier run remembered"

// answerAbout returns the memory for an answer of some kind about the modules
// of loads; it is nil without a place for caches.
func (o *common) answerAbout(loads []load, what string) (*kept.Answer, error) {
	var roots []string
	names, keys := sha256.New(), sha256.New()
	dir := ""
	for _, l := range loads {
		file, key, err := o.indexOf(l, what)
		if err != nil || file == "" {
			return nil, err
		}
		fmt.Fprintln(names, file)
		fmt.Fprintln(keys, key)
		dir = filepath.Dir(file)
		for _, m := range l.Local() {
			roots = append(roots, m.Dir)
		}
		if l.Vendor() != "" {
			roots = append(roots, l.Vendor())
		}
	}
	return kept.About(roots, filepath.Join(dir, hex.EncodeToString(names.Sum(nil)[:16])), hex.EncodeToString(keys.Sum(nil))), nil
}
