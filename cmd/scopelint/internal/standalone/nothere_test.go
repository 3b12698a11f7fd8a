package standalone_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestNotHere: what is not here is told as long as it is imported, and no longer.
func TestNotHere(t *testing.T) {
	b := newBench(t)
	b.replace("quiet/quiet.go", "var x", "import _ \"example.com/missing\"\n\nvar x")
	for range 2 {
		b.run()
		b.expect("missing", b.missing, []string{"example.com/missing"})
	}
	b.run("./leaf")
	b.expect("of others", b.missing, []string(nil))
	b.write("user/user.go", "package user\n\nimport _ \"example.com/m/quiet\"\n")
	b.run("./user")
	b.expect("of what a part depends on", b.missing, []string(nil))
	b.replace("quiet/quiet.go", "import _ \"example.com/missing\"", "")
	b.run()
	b.expect("corrected", b.missing, []string(nil))
}

// TestNotHereYet: a package of the module itself is not there, comes, changes and
// goes again, and nothing else does.
func TestNotHereYet(t *testing.T) {
	b := newBench(t)
	b.write("latecomer/user.go", "package latecomer\n\nimport \"example.com/m/later\"\n\nvar V = later.Marked\n")
	absent := func(when string) {
		b.Helper()
		for range 2 {
			b.run()
			b.expect(when, b.missing, []string{"example.com/m/later"})
		}
	}
	absent("at first")
	for _, value := range []string{"\"other\"", "\"MARKED\"", "\"plain\""} {
		b.write("later/later.go", "package later\n\nconst Marked = "+value+" // "+mark+"\n")
		_, records, _ := b.run()
		b.expect("missing", b.missing, []string(nil))
		_, named := records["latecomer"]
		b.expect(value+" is named", named, value == "\"MARKED\"")
	}
	if err := os.Remove(filepath.Join(b.dir, "later/later.go")); err != nil {
		t.Fatal(err)
	}
	absent("at last")
}

// TestNotHereToHandOn: a package of the module cache hands on constants of one
// that is not here, and then is.
func TestNotHereToHandOn(t *testing.T) {
	b := newBench(t)
	t.Setenv("GOMODCACHE", filepath.Join(b.dir, "../mod"))
	b.write("go.mod", "module example.com/m\n\ngo 1.24\n\nrequire (\n\texample.com/cached v1.0.0\n\texample.com/gone v1.0.0\n)\n")
	b.write("../mod/example.com/cached@v1.0.0/cached.go", "package cached\n\nimport \"example.com/gone\"\n\nconst Again = gone.Marked\n")
	b.write("user/user.go", "package user\n\nimport \"example.com/cached\"\n\nvar V = cached.Again\n")
	for range 2 {
		b.run()
		b.expect("missing", b.missing, []string{"example.com/gone"})
	}
	b.write("../mod/example.com/gone@v1.0.0/gone.go", "package gone\n\nconst Marked = \"MARK\"\n")
	_, records, _ := b.run()
	b.expect("missing", b.missing, []string(nil))
	b.expect("records", records["user"], "string")
}

// TestBehind: a package of the module cache hands on what stands in a directory
// that may change; as long as it does not, nothing is looked at again.
func TestBehind(t *testing.T) {
	b := newBench(t)
	t.Setenv("GOMODCACHE", filepath.Join(b.dir, "../mod"))
	b.write("go.mod", "module example.com/m\n\ngo 1.24\n\nrequire (\n\texample.com/beside v1.0.0\n\texample.com/cached v1.0.0\n)\n\nreplace example.com/beside => ../beside\n")
	b.write("../beside/go.mod", "module example.com/beside\n")
	b.write("../mod/example.com/cached@v1.0.0/cached.go", "package cached\n\nimport \"example.com/beside\"\n\nconst Again = beside.Marked\n")
	b.write("user/user.go", "package user\n\nimport \"example.com/cached/two\"\n\nvar V = two.Again\n")
	b.write("../mod/example.com/cached@v1.0.0/two/two.go", "package two\n\nimport \"example.com/cached\"\n\nconst Again = cached.Again\n")
	for _, value := range []string{"MARK", "MARK, too", "plain", "MARK"} {
		b.write("../beside/beside.go", "package beside\n\nconst Marked = \""+value+"\"\n")
		judged, records, _ := b.run()
		_, named := records["user"]
		b.expect(value+" is named", named, value != "plain")
		b.expect(value+" is judged", slices.Contains(judged, "user"), value != "plain")
		judged, again, read := b.run()
		b.expect("judged", judged, []string(nil))
		b.expect("read", read, 0)
		b.expect("records", again, records)
	}
}

// TestNotHereFarOff: of what a package that is checked exactly depends on,
// something is missing, and then it is there.
func TestNotHereFarOff(t *testing.T) {
	b := newBench(t)
	b.write("go.mod", "module example.com/m\n\ngo 1.24\n\nrequire example.com/other v1.0.0\n\nreplace example.com/other => ../other\n")
	b.write("near/near.go", "package near\n\nimport \"example.com/m/far\"\n\nvar Far = far.Off\n")
	b.write("far/far.go", "package far\n\nimport \"example.com/other\"\n\nvar Off *other.T\n")
	for range 2 {
		b.run("./deep", "./far")
		b.expect("missing", b.missing, []string{"example.com/other"})
	}
	b.write("user/user.go", "package user\n\nimport _ \"example.com/m/deep\"\n")
	b.run("./user")
	b.expect("of what a part depends on", b.missing, []string(nil))
	b.write("../other/go.mod", "module example.com/other\n")
	b.write("../other/other.go", "package other\n\ntype T struct{}\n")
	_, records, _ := b.run("./deep")
	b.expect("missing", b.missing, []string(nil))
	b.expect("records", records["deep"], "*example.com/other.T")
}
