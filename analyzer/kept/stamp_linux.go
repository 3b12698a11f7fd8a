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
	return inode{uint64(st.Dev), st.Ino, st.Ctim.Nano()}, true
}

// reliableTypes are the file systems that keep change times themselves, by their
// numbers in statfs(2) and linux/magic.h. Others have what a server says, which
// may be late (NFS, SMB, 9p, FUSE), or the modification time once more (FAT).
var reliableTypes = map[uint32]bool{
	0xef53:     true, // ext2, ext3, ext4
	0x58465342: true, // XFS
	0x9123683e: true, // Btrfs
	0xca451a4e: true, // bcachefs
	0xf2f52010: true, // F2FS
	0x2fc12fc1: true, // ZFS
	0x01021994: true, // tmpfs
	0x794c7630: true, // overlayfs
}

func keepsChangeTimes(path string) bool {
	var fs syscall.Statfs_t
	return syscall.Statfs(path, &fs) == nil && reliableTypes[uint32(fs.Type)]
}
