package standalone_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/prefilter"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/standalone"
)

// BenchmarkRun lints a module of 200 packages, of which one in ten is relevant.
func BenchmarkRun(b *testing.B) {
	dir := b.TempDir()
	write(b, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.24\n")
	for i := range 200 {
		text := fmt.Sprintf("package p%d\n\nvar V = %d\n", i, i)
		if i%10 == 0 {
			text += "// " + mark + "\n"
		}
		write(b, filepath.Join(dir, fmt.Sprintf("p%d/p.go", i)), text)
	}
	for name, index := range map[string]string{"first": "", "unchanged": filepath.Join(b.TempDir(), "index")} {
		b.Run(name, func(b *testing.B) {
			build, err := source.NewBuild("")
			if err != nil {
				b.Fatal(err)
			}
			j := new(fakeJudge)
			for b.Loop() {
				ws, err := source.Open(dir, build, nil)
				if err != nil {
					b.Fatal(err)
				}
				dirs, err := ws.Directories(dir, []string{"./..."})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := standalone.Run(standalone.Options{Workspace: ws, Directories: dirs, Whole: true, Index: index, Key: "key"}, func(string) prefilter.Filter { return j }, j.judge); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
