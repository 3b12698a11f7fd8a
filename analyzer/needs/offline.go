package needs

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/source"
)

// ErrAbsent says that a module or a toolchain is not here. Nothing is downloaded.
var ErrAbsent = errors.New("is not in the module cache")

// offline is an environment in which the go command downloads nothing: what
// GOPRIVATE names it would get although GOPROXY is off.
func offline(env []string) []string {
	if env == nil {
		env = os.Environ()
	}
	return append(slices.Clip(env), "GOPROXY=off", "GONOPROXY=none")
}

// readOnly are flags with which the go command writes to no go.mod, as GOFLAGS
// may have it do.
func readOnly(flags []string) []string {
	if b, err := source.NewBuild(""); err == nil && b.Mod() == "mod" {
		return append(slices.Clip(flags), "-mod=readonly")
	}
	return flags
}

// What the go command says of what it would have to download.
const (
	moduleAbsent    = "module lookup disabled by GOPROXY=off"
	toolchainAbsent = "toolchain not available"
)

// absence explains an error of the go command that is about something absent;
// it is nil for others.
func absence(text string) error {
	lines := slices.DeleteFunc(strings.Split(strings.TrimSpace(text), "\n"), func(line string) bool { return strings.HasPrefix(line, "go: downloading ") })
	text = strings.Join(lines, "\n")
	switch {
	case strings.Contains(text, moduleAbsent):
		text = strings.TrimSuffix(strings.TrimSuffix(text, moduleAbsent), ": ")
		return fmt.Errorf("%s %w: \"go mod download\" gets it", text, ErrAbsent)
	case strings.Contains(text, toolchainAbsent):
		return fmt.Errorf("the Go version that go.mod asks for %w (%s): \"go version\", in the module, gets it", ErrAbsent, text)
	}
	return nil
}

// absent returns the first package of a listing that is not here, as an error.
func (l *listing) absent() error {
	for _, p := range l.all {
		for _, e := range p.Errors {
			if strings.Contains(e.Msg, moduleAbsent) {
				e.Msg = "package " + p.PkgPath + ": " + e.Msg
				return absence(message(e))
			}
		}
	}
	return nil
}
