package source

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/build"
	"go/types"
	"go/version"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// A Build is what decides which files of a directory belong to its package: the
// platform, the build tags and the Go installation.
type Build struct {
	Root     string // GOROOT
	ModCache string // GOMODCACHE
	Go       string // the version of the Go installation, "go1.26.8"

	context build.Context
	env     environment
	mod     string // the flag -mod of the go command, "" if it is not set
}

// NewBuild reads the environment as the go command does. Tags, separated by
// commas, replace those of GOFLAGS.
func NewBuild(tags string) (*Build, error) {
	env := environment{}
	env.read(os.Getenv("GOENV"), userEnvFile())
	root, err := goRoot(env)
	if err != nil {
		return nil, err
	}
	env.read("", filepath.Join(root, "go.env"))
	b := &Build{Root: root, env: env, context: build.Default, Go: installed(root)}
	c := &b.context
	c.GOROOT, c.GOPATH = root, env.get("GOPATH")
	c.GOOS = cmp.Or(env.get("GOOS"), runtime.GOOS)
	c.GOARCH = cmp.Or(env.get("GOARCH"), runtime.GOARCH)
	if err := checkPlatform(root, c.GOOS, c.GOARCH); err != nil {
		return nil, err
	}
	switch env.get("CGO_ENABLED") {
	case "0":
		c.CgoEnabled = false
	case "1":
		c.CgoEnabled = true
	default: // as the go command decides it
		native := c.GOOS == runtime.GOOS && c.GOARCH == runtime.GOARCH
		c.CgoEnabled = c.CgoEnabled && native && hasCompiler(env)
	}
	c.BuildTags = nil
	var modes []string // that the go command makes tags of
	flags, err := splitFlags(env.get("GOFLAGS"))
	if err != nil {
		return nil, err
	}
	for _, flag := range flags {
		name, value, _ := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		switch name {
		case "tags":
			c.BuildTags = splitTags(value)
		case "mod":
			b.mod = value
		case "race", "msan", "asan":
			modes = append(modes, name)
		case "modfile", "overlay":
			return nil, fmt.Errorf("GOFLAGS has -%s, which scopelint does not understand: run it without", name)
		}
	}
	if tags != "" {
		c.BuildTags = splitTags(tags)
	}
	c.BuildTags = append(c.BuildTags, modes...)
	b.raise(b.Go)
	if b.ModCache = env.get("GOMODCACHE"); b.ModCache == "" {
		gopath := c.GOPATH
		if gopath == "" {
			home, err := os.UserHomeDir()
			if err != nil {
				return nil, fmt.Errorf("where the module cache is cannot be known (%w): set GOMODCACHE or GOPATH", err)
			}
			gopath = filepath.Join(home, "go")
		}
		b.ModCache = filepath.Join(filepath.SplitList(gopath)[0], "pkg", "mod")
	}
	return b, nil
}

// checkPlatform reports a platform that the Go installation does not have: no
// file would be for it, and the sizes of its types are not known.
func checkPlatform(root, goos, goarch string) error {
	if goos == runtime.GOOS && goarch == runtime.GOARCH {
		return nil
	}
	list, err := os.ReadFile(filepath.Join(root, "src", "internal", "platform", "zosarch.go"))
	if listed := bytes.Contains(list, fmt.Appendf(nil, "{%q, %q}", goos, goarch)); (listed || err != nil) && types.SizesFor("gc", goarch) != nil {
		return nil
	}
	return fmt.Errorf("GOOS=%s GOARCH=%s: the Go installation has no such platform; \"go tool dist list\" lists those it has", goos, goarch)
}

// Mod is the flag -mod of the go command, "" if GOFLAGS has none.
func (b *Build) Mod() string { return b.mod }

// Key identifies the build, and where it takes packages of others from.
func (b *Build) Key() string {
	c := &b.context
	return strings.Join([]string{c.GOOS, c.GOARCH, strconv.FormatBool(c.CgoEnabled), strings.Join(c.BuildTags, ","), strings.Join(c.ToolTags, ","), b.Go, b.mod, b.env.get("GOWORK"), b.Root, b.ModCache}, " ")
}

// Language is the last version of the language whose files the build takes.
func (b *Build) Language() string { return b.context.ReleaseTags[len(b.context.ReleaseTags)-1] }

// raise admits files for the Go version, which a module may ask for beyond the
// installed one: the go command gets itself a newer toolchain then.
func (b *Build) raise(goVersion string) {
	lang := strings.TrimPrefix(version.Lang(goVersion), "go1.")
	minor, err := strconv.Atoi(lang)
	if err != nil {
		return // none that we know how to count
	}
	var tags []string
	for n := 1; n <= minor; n++ {
		tags = append(tags, "go1."+strconv.Itoa(n))
	}
	if len(tags) > len(b.context.ReleaseTags) || b.context.ReleaseTags == nil || goVersion == b.Go {
		b.context.ReleaseTags = tags
	}
}

// matches reports whether the build takes a Go file, as far as its name and its
// constraints say.
func (b *Build) matches(dir, name string, data []byte) bool {
	stem := strings.TrimSuffix(strings.TrimSuffix(name, ".go"), "_test")
	if !strings.Contains(stem, "_") && !bytes.Contains(data, []byte("//go:build")) && !bytes.Contains(data, []byte("+build")) {
		return true // nothing to decide, as for most files
	}
	c := b.context
	c.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	ok, err := c.MatchFile(dir, name)
	return ok || err != nil // of a broken file there is something to say
}

// hasCompiler reports whether there is a C compiler.
func hasCompiler(env environment) bool {
	cc := env.get("CC")
	if cc == "" {
		cc = "gcc"
		if slices.Contains([]string{"darwin", "ios", "freebsd", "openbsd"}, runtime.GOOS) {
			cc = "clang"
		}
	}
	fields := strings.Fields(cc)
	if len(fields) == 0 {
		return false
	}
	_, err := exec.LookPath(fields[0])
	return err == nil
}

// splitFlags splits GOFLAGS at blanks, but for those in quotes around a flag.
func splitFlags(text string) (flags []string, err error) {
	for {
		text = strings.TrimLeft(text, " \t\r\n")
		if text == "" {
			return flags, nil
		}
		end := " \t\r\n"
		if text[0] == '"' || text[0] == '\'' {
			end, text = text[:1], text[1:]
		}
		i := strings.IndexAny(text, end)
		if i < 0 && len(end) == 1 {
			return nil, fmt.Errorf("GOFLAGS ends within a flag that begins with %s", end)
		}
		if i < 0 {
			return append(flags, text), nil
		}
		flags, text = append(flags, text[:i]), text[i+1:]
	}
}

func splitTags(list string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }), func(s string) bool { return s == "" })
}

// An environment is the go command's: its variables may stand in files, too.
type environment map[string]string

func (env environment) get(name string) string { return cmp.Or(os.Getenv(name), env[name]) }

// read adds the variables of a file that are not there yet.
func (env environment) read(file, byDefault string) {
	if file == "off" {
		return
	}
	f, err := os.Open(cmp.Or(file, byDefault))
	if err != nil {
		return // it need not exist
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, value, ok := strings.Cut(strings.TrimSpace(lines.Text()), "=")
		if _, known := env[name]; ok && !known && !strings.HasPrefix(name, "#") {
			env[name] = value
		}
	}
}

func userEnvFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "go", "env")
}

// goRoot finds the Go installation: where GOROOT says, or around the go command.
func goRoot(env environment) (string, error) {
	if root := env.get("GOROOT"); root != "" {
		return root, nil
	}
	exe, err := exec.LookPath("go")
	if err != nil {
		return "", errors.New("there is no Go installation: put the go command on the PATH, or set GOROOT")
	}
	if target, err := filepath.EvalSymlinks(exe); err == nil {
		root := filepath.Dir(filepath.Dir(target))
		if _, err := os.Stat(filepath.Join(root, "src", "fmt")); err == nil {
			return root, nil
		}
	}
	out, err := exec.Command(exe, "env", "GOROOT").Output() // the go command is a script
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(string(out)), nil
}

// installed is the version of a Go installation.
func installed(root string) string {
	data, err := os.ReadFile(filepath.Join(root, "VERSION"))
	if err != nil {
		return runtime.Version() // the sources of Go itself
	}
	first, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSpace(first)
}
