package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// A cacheState is what happens to the cache before a run, or what it is like
// during it.
type cacheState string

const (
	cacheReadOnly cacheState = "the cache is read-only"
	cacheFull     cacheState = "the disk of the cache is full"
	cacheSaved    cacheState = "the cache is saved"
	cacheRestored cacheState = "an older cache is restored"
	cachePast     cacheState = "the cache is of the past"
	cacheFuture   cacheState = "the cache is of the future"
)

// prepareCache does to the cache what a step asks for.
func (b *driftBench) prepareCache(s cacheState) error {
	saved := filepath.Join(b.temp, "saved")
	switch s {
	case cacheSaved:
		return replaceDir(saved, b.cache)
	case cacheRestored:
		return replaceDir(b.cache, saved)
	case cachePast:
		return b.dateCache(-40)
	case cacheFuture:
		return b.dateCache(40)
	}
	return nil
}

// replaceDir makes one directory a copy of another, which may not be there.
func replaceDir(to, from string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if _, err := os.Stat(from); err != nil {
		return nil
	}
	return os.CopyFS(to, os.DirFS(from))
}

func (b *driftBench) dateCache(years int) error {
	at := time.Now().AddDate(years, 0, 0)
	return filepath.WalkDir(b.cache, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return nil // nothing was kept yet
		}
		return os.Chtimes(path, at, at)
	})
}

// Both run a command behind the cache and a free place; the mounts go with the
// process.
const (
	readOnly = `mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 70; shift 2; exec "$@"`
	full     = `cp -a "$1" "$2" && mount -t tmpfs -o size=$(($(du -sk "$2" | cut -f1) + 64))k scopelint "$1" && cp -a "$2/." "$1" || exit 70
		dd if=/dev/zero of="$1/filler" bs=1k 2>/dev/null; shift 2; exec "$@"`
)

// canMount reports whether programs here may have mounts of their own, as on
// Linux where user namespaces are allowed.
func canMount() bool {
	return exec.Command("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "scopelint", os.TempDir()).Run() == nil
}

// command is one that finds the cache in a state.
func (b *driftBench) command(s cacheState, args ...string) (*exec.Cmd, error) {
	script := map[cacheState]string{cacheReadOnly: readOnly, cacheFull: full}[s]
	if script == "" || !b.mounts {
		return exec.Command(b.scopelint, args...), nil
	}
	b.tally.hindered++
	free := filepath.Join(b.temp, "free")
	if err := os.MkdirAll(b.cache, 0o777); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(free); err != nil {
		return nil, err
	}
	return exec.Command("unshare", append([]string{"--map-root-user", "--mount", "sh", "-c", script, "sh", b.cache, free, b.scopelint}, args...)...), nil
}
