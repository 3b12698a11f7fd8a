//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is what the largest process of a run used, in bytes.
func peakMemory(state *os.ProcessState) int64 {
	usage := state.SysUsage().(*syscall.Rusage)
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}
