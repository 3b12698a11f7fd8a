package kept

import (
	"io/fs"
	"syscall"
)

func inodeOf(info fs.FileInfo) (inode, bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return inode{}, false
	}
	return inode{uint64(st.Dev), st.Ino, st.Ctimespec.Nano()}, true
}

// keepsChangeTimes reports whether a file is on APFS. Other file systems count
// whole seconds, or are those of other machines and other systems.
func keepsChangeTimes(path string) bool {
	var fs syscall.Statfs_t
	return syscall.Statfs(path, &fs) == nil &&
		fs.Fstypename[0] == 'a' && fs.Fstypename[1] == 'p' && fs.Fstypename[2] == 'f' && fs.Fstypename[3] == 's' && fs.Fstypename[4] == 0
}
