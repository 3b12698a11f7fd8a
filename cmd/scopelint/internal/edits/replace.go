package edits

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrChanged says that a file does not hold what it held before.
var ErrChanged = errors.New("it has changed meanwhile: run scopelint again")

// Replace puts data in the place of what a file holds, in one step, so that
// nobody ever sees half of it. If that is not was any more, or if the file
// cannot stay what it is otherwise (its owner, its attributes, its links), the
// error says so and the file stays.
func Replace(name string, was, data []byte) error {
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is no regular file")
	}
	tmp, err := writeBeside(name, info, data)
	if err != nil {
		return err
	}
	old := beside(name, fmt.Sprintf("%s%x-%x", oldMark, sum(was), sum(data)))
	if err := os.Rename(tmp, old); err != nil {
		os.Remove(tmp)
		return err
	}
	if now, err := os.ReadFile(name); err != nil || !bytes.Equal(now, was) {
		os.Remove(old)
		return errors.Join(ErrChanged, err)
	}
	return swap(name, old, was, data)
}

// swap exchanges a file with the one that replaces it, and looks at what it got
// back: somebody may have written to the file in the last moment. Where files
// cannot be exchanged, that moment is not seen.
func swap(name, old string, was, data []byte) error {
	if err := exchange(name, old); errors.Is(err, errors.ErrUnsupported) {
		return os.Rename(old, name)
	} else if err != nil {
		os.Remove(old)
		return err
	}
	if holds(old, was) {
		return os.Remove(old)
	}
	if err := exchange(name, old); err != nil {
		return fmt.Errorf("%w; what it held is in %s (%w)", ErrChanged, old, err)
	}
	if handBack(name, old, data) {
		os.Remove(old)
		return ErrChanged
	}
	return fmt.Errorf("%w; what was written to it in between is in %s", ErrChanged, old)
}

// handBack appends to a file what was appended to its successor while that stood
// in its place. It fails if anything else was written there.
func handBack(name, successor string, data []byte) bool {
	if awaitWriters(successor) != nil {
		return false
	}
	now, err := os.ReadFile(successor)
	more, ok := bytes.CutPrefix(now, data)
	if err != nil || !ok || len(more) == 0 {
		return err == nil && ok
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return false
	}
	_, err = f.Write(more)
	return errors.Join(err, f.Close()) == nil
}

// holds reports whether a file holds a text, and will.
func holds(name string, text []byte) bool {
	if awaitWriters(name) != nil {
		return false
	}
	now, err := os.ReadFile(name)
	return err == nil && bytes.Equal(now, text)
}

// WriteFile writes a file that is made for its reader, whatever it held before.
// A regular one is replaced in one step where that keeps its owner, attributes
// and links; otherwise, and to a pipe or a device, it is written to.
func WriteFile(name string, data []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return os.WriteFile(name, data, 0o666)
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return os.WriteFile(name, data, 0)
	}
	_, _ = Sweep(filepath.Dir(name)) // what cannot be removed harms nobody
	tmp, err := writeBeside(name, info, data)
	if notKept := new(notKeptError); errors.As(err, &notKept) {
		return os.WriteFile(name, data, 0)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(tmp, name); err != nil {
		os.Remove(tmp)
		return err
	}
	return nil
}

// The names of files that are there for a moment, beside the one that is
// written. A killed run leaves them behind.
const (
	newMark = ".scopelint-new-" // what is to be in the file
	oldMark = ".scopelint-old-" // what was in it, with the sums of what may be lost
)

func beside(name, mark string) string {
	return filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+mark)
}

func sum(data []byte) []byte {
	s := sha256.Sum256(data)
	return s[:6]
}

// writeBeside makes a file that can take the place of another one.
func writeBeside(name string, info fs.FileInfo, data []byte) (tmp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(beside(name, newMark))+"*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = keep(name, info, f.Name())
	}
	if err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// A notKeptError says why a file that is replaced would not stay what it is.
type notKeptError struct{ reason string }

func (e *notKeptError) Error() string { return e.reason }

// Sweep removes what killed runs have left in a directory. Files that may hold
// what somebody wrote are listed instead.
func Sweep(dir string) (held []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") || !e.Type().IsRegular() {
			continue
		}
		file := filepath.Join(dir, e.Name())
		_, sums, isOld := strings.Cut(e.Name(), oldMark)
		if !isOld && !strings.Contains(e.Name(), newMark) {
			continue
		}
		if data, err := os.ReadFile(file); isOld && (err != nil || !strings.Contains(sums, fmt.Sprintf("%x", sum(data)))) {
			held = append(held, file)
			continue
		}
		if err := os.Remove(file); err != nil {
			return held, err
		}
	}
	return held, nil
}
