// Release makes what a release consists of, without publishing it or needing a
// network:
//
//	go run ./cmd/scopelint/internal/release -version v0.1.0 -o dist
//
// For each platform it builds the program from the working tree, and packs it with
// the licence, the completions and the man page. The sums of all archives stand in
// checksums.txt, the modules of each program in a file beside its archive. With
// -npm it packs npm packages, too. The same commit makes the same bytes, on any
// machine with the same Go release.
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// platforms are those that a release is for.
var platforms = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

func main() {
	log.SetFlags(0)
	log.SetPrefix("release: ")
	var r release
	flag.StringVar(&r.version, "version", "", "the `version`, such as v0.1.0")
	flag.StringVar(&r.out, "o", "dist", "write to `dir`, which must not be there yet")
	only := flag.String("platforms", strings.Join(platforms, ","), "build for these `platforms` only")
	npm := flag.Bool("npm", false, "pack npm packages, too; needs npm")
	flag.Parse()
	r.platforms = strings.Split(*only, ",")
	if err := r.make(*npm); err != nil {
		log.Fatal(err)
	}
}

// A release is what is made, and of what.
type release struct {
	version   string
	out       string
	platforms []string
	commit    string
	time      time.Time // of the commit
	pages     []file    // what all archives have beside the program
}

// versionForm is a version as the Go module system has it.
var versionForm = regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$`)

func (r *release) make(npm bool) error {
	if !versionForm.MatchString(r.version) || flag.NArg() > 0 {
		return fmt.Errorf("-version %q is none: write v0.1.0", r.version)
	}
	for _, p := range r.platforms {
		if !slices.Contains(platforms, p) {
			return fmt.Errorf("no platform %q: they are %s", p, strings.Join(platforms, ", "))
		}
	}
	if err := os.Mkdir(r.out, 0o755); err != nil {
		return err
	}
	out, err := exec.Command("git", "log", "-1", "--format=%H %ct").Output()
	if err != nil {
		return fmt.Errorf("what the commit is: %w", err)
	}
	var seconds int64
	if _, err := fmt.Sscan(string(out), &r.commit, &seconds); err != nil {
		return err
	}
	r.time = time.Unix(seconds, 0).UTC()
	if r.pages, err = readPages(); err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, p := range r.platforms {
		name, data, err := r.archive(p)
		if err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		if err := os.WriteFile(filepath.Join(r.out, name), data, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), name)
	}
	if err := os.WriteFile(filepath.Join(r.out, "checksums.txt"), sums.Bytes(), 0o644); err != nil {
		return err
	}
	if npm {
		return r.packNPM()
	}
	return nil
}

// build builds the program for a platform and returns its path.
func (r *release) build(platform string) (string, error) {
	goos, arch, _ := strings.Cut(platform, "/")
	program := filepath.Join(r.out, "programs", goos+"_"+arch, programName(goos))
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w -X main.released="+r.version+" -X main.releasedCommit="+r.commit, "-o", program, "./cmd/scopelint")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-buildvcs=false", "GOOS="+goos, "GOARCH="+arch, "GOAMD64=v1", "GOARM64=v8.0")
	return program, run(cmd)
}

func programName(goos string) string {
	if goos == "windows" {
		return "scopelint.exe"
	}
	return "scopelint"
}

// archive packs what a platform gets, and lists the modules in the program beside
// it.
func (r *release) archive(platform string) (name string, data []byte, err error) {
	program, err := r.build(platform)
	if err != nil {
		return "", nil, err
	}
	text, err := os.ReadFile(program)
	if err != nil {
		return "", nil, err
	}
	modules, err := exec.Command("go", "version", "-m", program).Output()
	if err != nil {
		return "", nil, err
	}
	_, modules, _ = bytes.Cut(modules, []byte("\n")) // the first line has the path
	name = fmt.Sprintf("scopelint_%s_%s", strings.TrimPrefix(r.version, "v"), strings.ReplaceAll(platform, "/", "_"))
	if err := os.WriteFile(filepath.Join(r.out, name+".modules.txt"), modules, 0o644); err != nil {
		return "", nil, err
	}
	files := append([]file{{filepath.Base(program), text, 0o755}}, r.pages...)
	if strings.HasPrefix(platform, "windows/") {
		data, err = zipped(files, r.time)
		return name + ".zip", data, err
	}
	data, err = tarred(files, r.time)
	return name + ".tar.gz", data, err
}

func run(cmd *exec.Cmd) error {
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}
