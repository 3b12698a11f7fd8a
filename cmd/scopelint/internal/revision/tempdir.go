package revision

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
)

// A tempDir is a directory that stays no longer than the program. A signal that
// ends the program removes it first; what a killed program leaves is removed by
// the next one that makes such a directory.
type tempDir struct {
	path string
	lock *os.File // nil where there is none, which may be closed, too

	work   sync.Mutex // held while something writes into the directory
	cancel context.CancelFunc
	ctx    context.Context
	end    func()        // of waiting for signals
	dying  chan struct{} // closed once a signal ends the program
}

const tempPattern = "scopelint-base-"

func newTempDir() (*tempDir, error) {
	sweep(os.TempDir())
	path, lock, err := makeLocked()
	if err != nil {
		return nil, err
	}
	d := &tempDir{path: path, lock: lock, dying: make(chan struct{})}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	signals, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	d.end = sync.OnceFunc(func() { signal.Stop(signals); close(done) })
	go func() {
		select {
		case s := <-signals:
			close(d.dying)
			d.delete()
			dieOf(s)
		case <-done:
		}
	}()
	return d, nil
}

// errHeld says that another program has locked a directory.
var errHeld = errors.New("the directory is in use")

// makeLocked makes a directory and locks it, before the sweep of another
// program does. Where nothing can be locked nothing is swept either.
func makeLocked() (string, *os.File, error) {
	for {
		path, err := os.MkdirTemp("", tempPattern)
		if err != nil {
			return "", nil, err
		}
		lock, err := tryLock(path)
		if errors.Is(err, errHeld) {
			continue
		}
		if _, err := os.Stat(path); err == nil {
			return path, lock, nil
		}
		lock.Close()
	}
}

// use runs what writes into the directory. Its context ends if the directory
// has to go.
func (d *tempDir) use(write func(context.Context) error) error {
	d.work.Lock()
	defer d.work.Unlock()
	return write(d.ctx)
}

// remove is for when the directory is no longer needed.
func (d *tempDir) remove() {
	d.end()
	d.delete()
	select {
	case <-d.dying:
		select {} // of the signal, and not of what it has interrupted
	default:
	}
}

func (d *tempDir) delete() {
	d.cancel()
	d.work.Lock()
	defer d.work.Unlock()
	os.RemoveAll(d.path) // what cannot be removed now is swept later
	d.lock.Close()
}

// sweep removes the directories whose programs are gone.
func sweep(parent string) {
	left, err := filepath.Glob(filepath.Join(parent, tempPattern+"*"))
	if err != nil {
		return
	}
	for _, path := range left {
		if lock, err := tryLock(path); err == nil {
			os.RemoveAll(path)
			lock.Close()
		}
	}
}

// dieOf ends the program as the signal would have.
func dieOf(s os.Signal) {
	signal.Reset(s)
	if self, err := os.FindProcess(os.Getpid()); err != nil || self.Signal(s) != nil {
		os.Exit(2)
	}
	select {} // until it arrives
}
