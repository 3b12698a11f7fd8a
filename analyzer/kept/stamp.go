package kept

import (
	"bytes"
	"io/fs"
	"sync"
	"time"
)

// A Stamp is what the file system says about one version of a file. Size and
// modification time do not identify a version: anybody may set the time, and
// checkouts that give every file the same one do. The change time cannot be
// set, so where it is reliable equal stamps mean equal contents; elsewhere
// only the contents tell.
type Stamp struct {
	Size     int64
	Modified int64  // in nanoseconds
	Changed  int64  // when the inode changed last, in nanoseconds; 0 if that is not known reliably
	Device   uint64 // with Inode, which file it is
	Inode    uint64
}

// Vouches reports whether a file that has this stamp now still has the contents
// that were read at a time, in nanoseconds, when it had the same stamp. A file
// that was changed just before may have changed once more within one tick of
// the file system's clock.
func (s Stamp) Vouches(read int64) bool {
	return s.Changed != 0 && read-s.Changed > int64(2*time.Second)
}

// A File is one version of a file.
type File struct {
	Name string
	Stamp
	Hash []byte // SHA-256 of the contents; empty if they could not be read
}

// SameContents reports whether two versions are known to have the same contents.
func (f File) SameContents(g File) bool {
	return f.Name == g.Name && len(f.Hash) > 0 && bytes.Equal(f.Hash, g.Hash)
}

// Remembered reports whether the contents of a file, as it is now, need not be
// read: they are those of an earlier version, read at a time in nanoseconds.
func (f File) Remembered(earlier File, read int64) bool {
	return f.Name == earlier.Name && f.Stamp == earlier.Stamp && f.Vouches(read) && len(earlier.Hash) > 0
}

// A Stamper makes stamps. It asks each file system once whether its change times
// are reliable.
type Stamper struct {
	reliable sync.Map // from a device to a bool
}

// Stamp returns the stamp of the file at a path.
func (s *Stamper) Stamp(path string, info fs.FileInfo) Stamp {
	stamp := Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	id, ok := inodeOf(info)
	// A time in whole seconds is that of a coarse clock, or of somebody who made
	// the image of a file system.
	if !ok || id.changed%int64(time.Second) == 0 || !s.isReliable(path, id.device) {
		return stamp
	}
	stamp.Changed, stamp.Device, stamp.Inode = id.changed, id.device, id.inode
	return stamp
}

// An inode identifies a file and its version.
type inode struct {
	device, inode uint64
	changed       int64 // in nanoseconds
}

func (s *Stamper) isReliable(path string, device uint64) bool {
	if known, ok := s.reliable.Load(device); ok {
		return known.(bool)
	}
	reliable := keepsChangeTimes(path)
	s.reliable.Store(device, reliable)
	return reliable
}
