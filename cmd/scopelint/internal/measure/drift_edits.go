package main

import (
	"fmt"
	"slices"
	"strings"
)

// An edit changes a world. It says what it did, or "" if there was nothing to do.
type edit struct {
	often int
	do    func(w *world) string
}

var edits = []edit{
	{12, addSome},
	{8, dropDecl},
	{14, changeDecl},
	{8, retouch},
	{6, splitConstant},
	{6, moveDecl},
	{3, renameSymbol},
	{2, renamePackage},
	{3, renameFile},
	{3, newFile},
	{4, hideFile},
	{2, hidePackage},
	{3, constrain},
	{3, makeTest},
	{4, breakFile},
	{6, mendAll},
	{2, aliasImports},
	{8, configure},
	{2, changeCatalog},
	{3, changeModules},
	{2, changeWork},
	{1, changeStrangers},
	{2, vendorAll},
	{6, changeVendored},
	{4, upgrade},
	{3, func(*world) string { return "nothing" }},
}

// edit applies one edit, some of the time two.
func (w *world) edit() string {
	total := 0
	for _, e := range edits {
		total += e.often
	}
	for {
		n := w.rnd.IntN(total)
		for _, e := range edits {
			if n -= e.often; n < 0 {
				if what := e.do(w); what != "" {
					return what
				}
				break
			}
		}
	}
}

func addSome(w *world) string {
	for range 1 + w.rnd.IntN(3) {
		w.addDecl()
	}
	return "declarations more"
}

// decls lists the declarations with the files that they are in.
func (w *world) decls() (list []declPlace) {
	for _, at := range w.ours() {
		for _, d := range at.decls {
			list = append(list, declPlace{at, d})
		}
	}
	return list
}

type declPlace struct {
	place
	*decl
}

func (w *world) someDecl(of func(d declPlace) bool) (declPlace, bool) {
	list := slices.DeleteFunc(w.decls(), func(d declPlace) bool { return of != nil && !of(d) })
	if len(list) == 0 {
		return declPlace{}, false
	}
	return pick(w, list), true
}

// drop removes a declaration. Those that name what it declares go, too, unless
// they are to be left without it.
func (w *world) drop(d declPlace, dependents bool) {
	d.goFile.decls = slices.DeleteFunc(d.goFile.decls, func(e *decl) bool { return e == d.decl })
	for _, s := range d.declares {
		s.gone = true
	}
	for _, e := range w.decls() {
		if dependents && slices.Contains(e.goFile.decls, e.decl) && slices.ContainsFunc(w.symbolsIn(e.decl), func(s *symbol) bool { return slices.Contains(d.declares, s) }) {
			w.drop(e, true)
		}
	}
}

func dropDecl(w *world) string {
	d, ok := w.someDecl(nil)
	if !ok {
		return ""
	}
	w.drop(d, w.chance(75))
	return "a declaration less"
}

// isConstant reports whether a declaration is of one constant and a value.
func isConstant(d declPlace) bool {
	return len(d.declares) == 1 && (d.declares[0].kind == constKind || d.declares[0].kind == typedKind)
}

func changeDecl(w *world) string {
	d, ok := w.someDecl(nil)
	if !ok {
		return ""
	}
	if isConstant(d) {
		head, value, _ := strings.Cut(d.text, " = ")
		limit := d.declares[0].id
		if d.declares[0].leaf {
			limit = 0
		}
		if typ, _, ok := strings.Cut(value, "}("); ok && d.declares[0].kind == typedKind {
			d.decl.text = head + " = " + typ + "}(" + w.expr(d.place, limit) + ")"
		} else {
			d.decl.text = head + " = " + w.expr(d.place, limit)
		}
		return "another value of " + d.declares[0].name
	}
	old := pick(w, literals)
	new := pick(w, literals)
	if text := strings.ReplaceAll(d.text, `"`+old+`"`, `"`+new+`"`); text != d.text {
		d.decl.text = text
		return "another literal"
	}
	return ""
}

// retouch changes a literal and leaves the size of the file.
func retouch(w *world) string {
	d, ok := w.someDecl(nil)
	if !ok {
		return ""
	}
	text := w.otherLiteral(d.text)
	if text == d.text {
		return ""
	}
	d.decl.text = text
	return "another literal of the same size"
}

// otherLiteral replaces one of the literals in a text with another one of the same
// size, if there is one.
func (w *world) otherLiteral(text string) string {
	old := pick(w, slices.DeleteFunc(slices.Clone(literals), func(s string) bool { return len(s) < 2 }))
	same := slices.DeleteFunc(slices.Clone(literals), func(s string) bool { return len(s) != len(old) || s == old })
	if len(same) == 0 {
		return text
	}
	return strings.Replace(text, `"`+old+`"`, `"`+pick(w, same)+`"`, 1)
}

func splitConstant(w *world) string {
	d, ok := w.someDecl(func(d declPlace) bool { return isConstant(d) && strings.Contains(d.text, ":r") })
	if !ok {
		return ""
	}
	head, value, _ := strings.Cut(d.text, " = ")
	i := strings.Index(value, ":r")
	if value[0] != '"' || i < 2 {
		return ""
	}
	s := w.symbol(constKind, d.goFile, d.pkg)
	s.leaf = true
	part := &decl{text: fmt.Sprintf("const {%d} = %s\"", s.id, value[:i]), declares: []*symbol{s}}
	d.goFile.decls = append(d.goFile.decls, part)
	d.decl.text = head + fmt.Sprintf(" = {%d} + \"%s", s.id, value[i:])
	return "a scope made of two constants"
}

func moveDecl(w *world) string {
	d, ok := w.someDecl(func(d declPlace) bool { return len(d.declares) > 0 })
	if !ok {
		return ""
	}
	needs := w.symbolsIn(d.decl)
	anywhere := w.chance(10)
	var targets []place
	for _, at := range w.ours() {
		if at.goFile == d.goFile || at.external {
			continue
		}
		if anywhere || !slices.ContainsFunc(needs, func(s *symbol) bool { return !slices.Contains(d.declares, s) && !w.sees(at, s) }) && w.usersSee(d, at) {
			targets = append(targets, at)
		}
	}
	if len(targets) == 0 {
		return ""
	}
	at := pick(w, targets)
	d.goFile.decls = slices.DeleteFunc(d.goFile.decls, func(e *decl) bool { return e == d.decl })
	at.goFile.decls = append(at.goFile.decls, d.decl)
	for _, s := range d.declares {
		s.in, s.pkg = at.goFile, at.pkg
	}
	return d.declares[0].name + " moves"
}

// usersSee reports whether those that name what a declaration declares could do
// so if it stood in another place.
func (w *world) usersSee(d declPlace, at place) bool {
	for _, e := range w.decls() {
		for _, s := range w.symbolsIn(e.decl) {
			if e.decl != d.decl && slices.Contains(d.declares, s) {
				there := *s
				there.in, there.pkg = at.goFile, at.pkg
				if !w.sees(e.place, &there) {
					return false
				}
			}
		}
	}
	return true
}

func renameSymbol(w *world) string {
	d, ok := w.someDecl(func(d declPlace) bool { return len(d.declares) > 0 })
	if !ok {
		return ""
	}
	s := pick(w, d.declares)
	old, exported := s.name, s.name[0] < 'a'
	for s.name == old || exported != (s.name[0] < 'a') {
		s.name = w.nameFor(s)
	}
	return old + " is called " + s.name
}

func renamePackage(w *world) string {
	var list []*pkg
	for _, p := range w.pkgs {
		if p.files[0].text == "" && p.name != "main" && p.path != p.module {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		return ""
	}
	p := pick(w, list)
	p.name = fmt.Sprint("p", w.number())
	if w.chance(70) { // else it is called otherwise than its directory
		p.dir = p.dir[:strings.LastIndex(p.dir, "/")+1] + p.name
		p.setPath()
	}
	return "a package becomes " + p.path
}

func renameFile(w *world) string {
	if len(w.ours()) == 0 {
		return ""
	}
	at := pick(w, w.ours())
	old := at.base()
	at.stem = fmt.Sprint(w.one("a", "m", "z"), w.number())
	return old + " becomes " + at.base()
}

func newFile(w *world) string {
	p := pick(w, w.pkgs)
	if p.files[0].text != "" && !w.real {
		return ""
	}
	w.addFile(p)
	for range 3 {
		w.addDecl()
	}
	return "a file more"
}

// hideFile takes a file away, or brings it back.
func hideFile(w *world) string {
	p := pick(w, w.pkgs)
	f := pick(w, p.files)
	f.absent = !f.absent
	if f.absent {
		return f.base() + " is deleted"
	}
	return f.base() + " is there again"
}

// hidePackage takes a directory away, or brings it back.
func hidePackage(w *world) string {
	p := pick(w, w.pkgs)
	p.absent = !p.absent
	if p.absent {
		return p.path + " is deleted"
	}
	return p.path + " is there again"
}

func constrain(w *world) string {
	if len(w.ours()) == 0 {
		return ""
	}
	at := pick(w, w.ours())
	if !at.test() && w.chance(50) {
		at.suffix = w.one("", "", "_windows", "_linux", "_plan9")
	} else {
		at.constraint = w.one("", "", "extra", "!extra", "linux", "ignore")
	}
	return "constraints of " + at.base()
}

func makeTest(w *world) string {
	if len(w.ours()) == 0 {
		return ""
	}
	at := pick(w, w.ours())
	switch {
	case at.test():
		at.suffix, at.external = "", false
	default:
		at.suffix = "_test"
		at.external = at.pkg.name != "main" && w.chance(20)
	}
	return "a test or no more: " + at.base()
}

func breakFile(w *world) string {
	p := pick(w, w.pkgs)
	f := pick(w, p.files)
	if f.broken > 0 {
		f.broken = 0
		return f.base() + " is mended"
	}
	f.broken = 1 + w.rnd.IntN(ways)
	return fmt.Sprint(f.base(), " is broken in way ", f.broken)
}

// mendAll makes everything compile again.
func mendAll(w *world) string {
	for _, p := range w.pkgs {
		p.absent = false
		for _, f := range p.files {
			f.broken = 0
			if f.absent && w.chance(50) || f.text != "" {
				f.absent = false
			}
			if w.chance(95) {
				f.constraint = ""
				f.suffix = map[bool]string{true: "_test"}[f.test()]
			}
		}
	}
	w.tie()
	if !w.real {
		w.without["go.work"] = w.chance(60) || w.vendor != nil
	}
	for again := true; again; {
		again = false
		for _, d := range w.decls() {
			if slices.ContainsFunc(w.symbolsIn(d.decl), func(s *symbol) bool { return !slices.Contains(d.declares, s) && !w.sees(d.place, s) }) {
				w.drop(d, true)
				again = true
				break
			}
		}
	}
	for range 4 {
		w.addDecl()
	}
	if w.vendor != nil {
		vendorAll(w)
		if w.chance(50) {
			changeVendored(w)
		}
	}
	return "all is mended"
}

func aliasImports(w *world) string {
	if len(w.ours()) == 0 {
		return ""
	}
	at := pick(w, w.ours())
	at.alias = w.one("", "x", "y", ".")
	return at.base() + " calls its imports otherwise"
}
