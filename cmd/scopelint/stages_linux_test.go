package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"
	"unsafe"
)

// TestStages: a terminal shows one stage at a time, in one line, and nothing is left of
// the last one; what is no terminal gets nothing.
func TestStages(t *testing.T) {
	t.Setenv("GOFLAGS", "")
	t.Setenv("TERM", "xterm")
	t.Chdir(t.TempDir())
	for name, text := range needsModule {
		writeFile(t, name, text)
	}
	const columns = 40
	shown, answer := onTerminal(t, columns, "needs", "-no-cache", "./...")
	lines := strings.Split(shown, "\r\x1b[K")
	if first, last := lines[0], lines[len(lines)-1]; first != "" || last != "" {
		t.Errorf("before the first stage stands %q, and %q is left of the last", first, last)
	}
	for _, line := range lines[1 : len(lines)-1] {
		if !strings.HasPrefix(line, "scopelint: ") || !strings.HasSuffix(line, " …") || utf8.RuneCountInString(line) >= columns {
			t.Errorf("a stage is shown as %q", line)
		}
	}
	if want := "scopelint: following example.com/stat …"; !strings.Contains(shown, want) {
		t.Errorf("%q lacks %q", shown, want)
	}

	piped := exec.Command("scopelint", "needs", "-no-cache", "./...")
	var stdout, stderr bytes.Buffer
	piped.Stdout, piped.Stderr = &stdout, &stderr
	if err := piped.Run(); err != nil || stderr.Len() > 0 {
		t.Errorf("a pipe gets %q (%v)", &stderr, err)
	}
	if stdout.String() != answer {
		t.Errorf("with a terminal the answer is\n%s\nand without one\n%s", answer, &stdout)
	}
}

// onTerminal runs scopelint with a terminal for its standard error, and returns what it
// writes there and to its standard output, which is none.
func onTerminal(t *testing.T, columns uint16, args ...string) (shown, stdout string) {
	t.Helper()
	control, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("this machine has no terminals: %v", err)
	}
	defer control.Close()
	var number, unlocked int32
	size := [4]uint16{24, columns}
	for request, arg := range map[uintptr]unsafe.Pointer{
		syscall.TIOCSPTLCK: unsafe.Pointer(&unlocked), syscall.TIOCGPTN: unsafe.Pointer(&number), syscall.TIOCSWINSZ: unsafe.Pointer(&size),
	} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, control.Fd(), request, uintptr(arg)); errno != 0 {
			t.Fatal(errno)
		}
	}
	terminal, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("scopelint", args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, terminal
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	terminal.Close()
	all, _ := io.ReadAll(control) // ends in an error when nobody has the terminal open any more
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v: %s", err, all)
	}
	return string(all), out.String()
}
