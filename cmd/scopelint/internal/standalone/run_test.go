package standalone_test

import (
	"bytes"
	"fmt"
	"go/constant"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/prefilter"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/standalone"
)

// A fakeJudge finds what mark says relevant, and records the types of its
// variables; it remembers what it was asked. It is its own filter.
type fakeJudge struct {
	mu      sync.Mutex
	judged  []string // "path" where it was settled with near types, "path exactly" otherwise
	read    int      // packages whose bytes it was asked about
	expires time.Time
	bodies  bool
	looked  func()
}

const mark = "MARK"

func (j *fakeJudge) Package(files [][]byte) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.read++
	if j.looked != nil && bytes.HasPrefix(files[0], []byte("package leaf\n")) {
		j.looked()
	}
	return slices.ContainsFunc(files, func(data []byte) bool { return bytes.Contains(data, []byte(mark)) })
}

func (j *fakeJudge) Constants(pkg *types.Package) []string {
	var names []string
	for _, name := range pkg.Scope().Names() {
		if c, ok := pkg.Scope().Lookup(name).(*types.Const); ok && strings.Contains(constant.StringVal(c.Val()), mark) {
			names = append(names, name)
		}
	}
	return names
}

func (j *fakeJudge) Written([][]byte) []string { return nil }

func (j *fakeJudge) Repeats(files [][]byte) bool {
	return slices.ContainsFunc(files, func(data []byte) bool { return bytes.Contains(data, []byte("const Again = ")) })
}

func (j *fakeJudge) Adds([][]byte, []string) bool { return true }

func (j *fakeJudge) Names(files [][]byte, path string, constants []string, _ bool) bool {
	return slices.ContainsFunc(files, func(data []byte) bool {
		return bytes.Contains(data, []byte(`"`+path+`"`)) && slices.ContainsFunc(constants, func(c string) bool { return bytes.Contains(data, []byte("."+c)) })
	})
}

func (j *fakeJudge) Rules() string { return "" }

func (j *fakeJudge) Guards(files [][]byte) bool {
	return slices.ContainsFunc(files, func(data []byte) bool { return bytes.Contains(data, []byte("guard")) })
}

func (j *fakeJudge) Judges(string, []byte) bool { return true }

// judge records the type of the package's variable V; if that is not known, it
// makes a difference.
func (j *fakeJudge) judge(c *source.Checked) (standalone.Judgement, error) {
	v := c.Types.Scope().Lookup("V")
	settled := v == nil || v.Type() != types.Typ[types.Invalid]
	record := "no V"
	if v != nil {
		record = types.TypeString(v.Type(), types.RelativeTo(c.Types))
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if settled {
		j.judged = append(j.judged, c.Unit.Path)
	} else {
		j.judged = append(j.judged, c.Unit.Path+" in doubt")
	}
	return standalone.Judgement{Record: []byte(record), Settled: settled, Until: j.expires, Bodies: j.bodies}, nil
}

// A bench is a module on disk, and what a run over it says.
type bench struct {
	*testing.T
	dir, index string
	key        string
	expires    time.Time
	bodies     bool
	looked     func() // is called when the files of leaf were looked at

	missing []string // of the last run
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, dir: t.TempDir(), key: "key"}
	b.index = filepath.Join(t.TempDir(), "cache", "index")
	archive, err := txtar.ParseFile("testdata/module.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		b.write(f.Name, string(f.Data))
	}
	return b
}

// write writes a file, long ago unless the test says otherwise.
func (b *bench) write(name, text string) {
	b.Helper()
	b.writeAt(name, text, time.Now().Add(-time.Hour))
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) writeAt(name, text string, at time.Time) {
	b.Helper()
	name = filepath.Join(b.dir, name)
	write(b, name, text)
	if err := os.Chtimes(name, at, at); err != nil {
		b.Fatal(err)
	}
}

// replace edits a file.
func (b *bench) replace(name, old, new string) {
	b.Helper()
	data, err := os.ReadFile(filepath.Join(b.dir, name))
	if err != nil || !strings.Contains(string(data), old) {
		b.Fatalf("%s does not hold %q: %v", name, old, err)
	}
	b.writeAt(name, strings.Replace(string(data), old, new, 1), time.Now().Add(-time.Minute))
}

// run runs over the patterns, and tells what was judged and what is recorded.
func (b *bench) run(patterns ...string) (judged []string, records map[string]string, read int) {
	b.Helper()
	build, err := source.NewBuild("")
	if err != nil {
		b.Fatal(err)
	}
	ws, err := source.Open(b.dir, build, nil)
	if err != nil {
		b.Fatal(err)
	}
	if patterns == nil {
		patterns = []string{"./..."}
	}
	dirs, err := ws.Directories(b.dir, patterns)
	if err != nil {
		b.Fatal(err)
	}
	j := &fakeJudge{expires: b.expires, bodies: b.bodies, looked: b.looked}
	out, err := standalone.Run(standalone.Options{
		Workspace: ws, Directories: dirs, Whole: patterns[0] == "./...", Tests: true, Index: b.index, Key: b.key,
	}, func(string) prefilter.Filter { return j }, j.judge)
	if err != nil {
		b.Fatal(err)
	}
	b.missing = out.Missing
	records = make(map[string]string)
	for _, u := range out.Units {
		if u.Record != nil {
			records[strings.TrimPrefix(u.Path, "example.com/m/")] = string(u.Record)
		}
	}
	for _, path := range j.judged {
		judged = append(judged, strings.TrimPrefix(path, "example.com/m/"))
	}
	slices.Sort(judged)
	return judged, records, j.read
}

func (b *bench) expect(what string, got, want any) {
	b.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// all is the packages of testdata/module.txtar that are judged at first: deep
// twice, for what it imports directly does not tell the type of its variable.
var all = []string{"byname", "chain", "deep", "deep in doubt", "leaf", "leaf_test", "names"}

func TestFirstRun(t *testing.T) {
	b := newBench(t)
	judged, records, _ := b.run()
	b.expect("judged", judged, all)
	b.expect("records", records, map[string]string{
		"names": "no V", "byname": "string", "chain": "string", "leaf": "int", "leaf_test": "int", "deep": "*example.com/m/far.T",
	})
}

func TestNothingChanged(t *testing.T) {
	b := newBench(t)
	_, first, _ := b.run()
	judged, again, read := b.run()
	b.expect("judged", judged, []string(nil))
	b.expect("read", read, 0)
	b.expect("records", again, first)
}

func TestChanges(t *testing.T) {
	tests := []struct {
		name   string
		change func(b *bench)
		judged []string
		read   int
	}{
		{"a leaf", func(b *bench) { b.replace("leaf/leaf.go", "V = 1", "V = 2") }, []string{"leaf", "leaf_test"}, 2},
		{"a test", func(b *bench) { b.replace("leaf/x_test.go", "V = ", "V, W = 1, ") }, []string{"leaf", "leaf_test"}, 2},
		{"what nobody depends on", func(b *bench) { b.replace("quiet/quiet.go", "1", "2") }, nil, 1},
		{"what is depended on, far away", func(b *bench) { b.replace("far/far.go", "struct{}", "struct{ x int }") }, []string{"deep"}, 1},
		{"how it does what it does", func(b *bench) { b.replace("far/far.go", "return 1", "x := 2\n\n\treturn x") }, nil, 1},
		{"a constant's value", func(b *bench) { b.replace("names/names.go", mark+"ED", mark) }, []string{"byname", "chain", "names"}, 1},
		{"a constant that is one no more", func(b *bench) { b.replace("names/names.go", mark, "nothing") }, []string{"chain"}, 1},
		{"a package that becomes relevant", func(b *bench) { b.replace("quiet/quiet.go", "1", "1 // "+mark) }, []string{"quiet"}, 1},
		{"a package that names a constant", func(b *bench) {
			b.replace("quiet/quiet.go", "var x = 1", "import \"example.com/m/names\"\nvar V = names.Marked")
		}, []string{"quiet"}, 1},
		{"a new file", func(b *bench) { b.write("leaf/more.go", "package leaf\n") }, []string{"leaf", "leaf_test"}, 2},
		{"a file less", func(b *bench) { _ = os.Remove(filepath.Join(b.dir, "leaf/x_test.go")) }, []string{"leaf"}, 1},
		{"times alone", func(b *bench) {
			at := time.Now().Add(-time.Second * 30)
			for _, name := range []string{"leaf/leaf.go", "far/far.go"} {
				_ = os.Chtimes(filepath.Join(b.dir, name), at, at)
			}
		}, nil, 0},
		{"another key", func(b *bench) { b.key = "another" }, all, 10},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.run()
			test.change(b)
			judged, records, read := b.run()
			judged = slices.DeleteFunc(judged, func(s string) bool { return strings.HasSuffix(s, " in doubt") && test.read != 10 })
			b.expect("judged", judged, test.judged)
			b.expect("read", read, test.read)
			b.index = "" // what a first run says is the truth
			_, fresh, _ := b.run()
			b.expect("records", records, fresh)
		})
	}
}

// TestSameTick: a file that was changed in the moment in which the index was
// written may have been changed once more since.
func TestSameTick(t *testing.T) {
	b := newBench(t)
	at := time.Now().Truncate(time.Second)
	b.writeAt("leaf/leaf.go", "package leaf\n\nvar V = 1 // "+mark+"\n", at)
	b.run()
	b.writeAt("leaf/leaf.go", "package leaf\n\nvar V = \"\"// "+mark+"\n", at)
	_, records, _ := b.run()
	b.expect("record", records["leaf"], "string")
}

// TestPartSameTick: a later run over another part does not vouch for a file that
// was changed just before it was read.
func TestPartSameTick(t *testing.T) {
	t.Parallel() // it waits until the tick is over
	b := newBench(t)
	at := time.Now()
	b.writeAt("leaf/leaf.go", "package leaf\n\nvar V = 1 // "+mark+"\n", at)
	b.run()
	b.writeAt("leaf/leaf.go", "package leaf\n\nvar V = \"\"// "+mark+"\n", at)
	time.Sleep(2100 * time.Millisecond)
	b.replace("quiet/quiet.go", "var x", "var y") // so that the index is written
	b.run("./quiet")
	_, records, _ := b.run()
	b.expect("record", records["leaf"], "string")
}

// TestTimeRestored: a change of the same size is seen when the file's time is what
// it was, as after a tool that restores it or in a tree whose files all have one.
func TestTimeRestored(t *testing.T) {
	t.Parallel() // it waits until the tick is over
	b := newBench(t)
	at := time.Now().Add(-time.Hour)
	b.writeAt("leaf/leaf.go", "package leaf\n\nvar V = 1 // "+mark+"\n", at)
	time.Sleep(2100 * time.Millisecond)
	b.run()
	b.writeAt("leaf/leaf.go", "package leaf\n\nvar V = \"\"// "+mark+"\n", at)
	_, records, _ := b.run()
	b.expect("record", records["leaf"], "string")
}

// TestChangedMeanwhile: what is said of a file that changes while the run lasts is
// not remembered for it.
func TestChangedMeanwhile(t *testing.T) {
	b := newBench(t)
	const text = "package leaf\n\nvar V = 1 // " + mark + "\n"
	b.write("leaf/leaf.go", strings.Replace(text, "1", `""`, 1))
	b.looked = func() { b.write("leaf/leaf.go", text) }
	_, records, _ := b.run()
	b.expect("meanwhile", records["leaf"], "int")
	b.looked = nil
	b.write("leaf/leaf.go", strings.Replace(text, "1", `""`, 1))
	_, records, _ = b.run()
	b.expect("again", records["leaf"], "string")
}

func TestDamagedIndex(t *testing.T) {
	b := newBench(t)
	_, want, _ := b.run()
	good, err := os.ReadFile(b.index)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, data := range map[string][]byte{"empty": nil, "cut": good[:len(good)/2], "flipped": flipped, "text": []byte(strings.Repeat("x", 100))} {
		if err := os.WriteFile(b.index, data, 0o666); err != nil {
			t.Fatal(err)
		}
		judged, records, _ := b.run()
		b.expect(name+": judged", judged, all)
		b.expect(name+": records", records, want)
		judged, _, _ = b.run()
		b.expect(name+": healed", judged, []string(nil))
	}
}

func TestExpiry(t *testing.T) {
	b := newBench(t)
	b.expires = time.Now().Add(time.Hour)
	b.run()
	judged, _, _ := b.run()
	b.expect("before", judged, []string(nil))
	b.replace("leaf/leaf.go", "V = 1", "V = 2")
	b.expires = time.Now().Add(-time.Hour)
	b.run()
	judged, _, _ = b.run()
	b.expect("after", judged, []string{"leaf", "leaf_test"})
}

// TestBodies: what rests on function bodies is judged again when one changes.
func TestBodies(t *testing.T) {
	b := newBench(t)
	b.bodies = true
	b.run()
	b.replace("far/far.go", "return 1", "return 2")
	judged, _, _ := b.run()
	b.expect("judged", judged, []string{"deep", "deep in doubt"})
}

// TestPart: a run over some packages leaves the records of the others alone,
// and notices changes in what they depend on.
func TestPart(t *testing.T) {
	b := newBench(t)
	b.run()
	b.replace("leaf/leaf.go", "V = 1", "V = 2")
	judged, _, _ := b.run("./deep")
	b.expect("part", judged, []string(nil))
	b.replace("far/far.go", "struct{}", "struct{ x int }")
	judged, _, _ = b.run("./deep")
	b.expect("dependency", judged, []string{"deep", "deep in doubt"})
	judged, _, _ = b.run()
	b.expect("whole", judged, []string{"leaf", "leaf_test"})
	_ = os.RemoveAll(filepath.Join(b.dir, "leaf"))
	b.run()
	data, _ := os.ReadFile(b.index)
	if bytes.Contains(data, []byte(filepath.Join(b.dir, "leaf"))) {
		t.Error("a directory that is gone is still in the index")
	}
}

// TestPartAlone: constants carry what matters into a package whatever else was
// asked for, at first and after an edit.
func TestPartAlone(t *testing.T) {
	b := newBench(t)
	_, records, _ := b.run("./byname")
	b.expect("first", records, map[string]string{"byname": "string"})
	b.replace("byname/byname.go", "V = Again", "V = len(Again)")
	_, records, _ = b.run("./byname")
	b.expect("edited", records, map[string]string{"byname": "int"})
}

func TestConcurrent(t *testing.T) {
	b := newBench(t)
	_, want, _ := b.run()
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			c := *b
			for range 3 {
				c.write("quiet/quiet.go", fmt.Sprintf("package quiet\n\nvar x = %d\n", i))
				_, records, _ := c.run()
				c.expect("records", records, want)
			}
		})
	}
	wg.Wait()
}
