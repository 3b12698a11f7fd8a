package main

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// literals are what constants are made of.
var literals = []string{
	"droplet:read", "droplet:raed", "droplet:create", "droplet:write", "image:read", "image:raed", "tag:crate", "tag:create", "api:write", "Droplet:Read",
	"floating_ip:read", "functions:admin", "orders:read", "orders:cancle", "ORDERS:READ", "image:latest", "localhost:8080", "droplet: read",
	"droplet", "image", "tag", "orders", ":read", ":raed", ":", "read", "raed", ":latest", "droplet:", "droplet:read image:raed",
}

func (w *world) literal() string {
	text := pick(w, literals)
	if w.chance(10) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

// expr makes a constant expression out of literals and constants.
func (w *world) expr(at place, limit int) string {
	list := w.visible(at, limit, constKind, typedKind)
	operand := func() string {
		if len(list) == 0 || w.chance(40) {
			return w.literal()
		}
		s := pick(w, list)
		if s.kind == typedKind {
			return fmt.Sprintf("string({%d})", s.id)
		}
		return fmt.Sprintf("{%d}", s.id)
	}
	switch {
	case w.chance(35):
		return operand() + w.one(" + ", "+") + operand()
	case w.chance(10):
		return operand() + " + " + w.one(`":"`, `":read"`, `":raed"`)
	case w.chance(5):
		return "(" + operand() + " +\n\t" + operand() + ")"
	}
	return operand()
}

// addDecl adds a declaration somewhere.
func (w *world) addDecl() bool {
	places := w.ours()
	if len(places) == 0 {
		return false
	}
	at := pick(w, places)
	d := new(decl)
	w.declare(at, d)
	at.decls = append(at.decls, d)
	return true
}

// declare fills in a declaration.
func (w *world) declare(at place, d *decl) {
	limit := len(w.symbols)
	e := func() string { return w.expr(at, limit) }
	some := func(k kind) string { // one of a kind, or "" if there is none
		list := w.visible(at, limit, k)
		if len(list) == 0 {
			return ""
		}
		return fmt.Sprintf("{%d}", pick(w, list).id)
	}
	self := func(k kind) string {
		s := w.symbol(k, at.goFile, at.pkg)
		d.declares = append(d.declares, s)
		return fmt.Sprintf("{%d}", s.id)
	}
	n := w.number()
	list, typ, object, guard, router, client, check := some(listKind), some(typeKind), some(structKind), some(guardKind), some(routerKind), some(clientKind), some(funcKind)
	switch k := w.rnd.IntN(30); {
	case k < 8:
		d.text = "const " + self(constKind) + " = " + e()
	case k < 9:
		d.text = "const (\n\t" + self(constKind) + " = " + e() + "\n\t" + self(constKind) + "  = " + e() + " // behind it\n)"
	case k < 10:
		d.text = "const (\n\t" + self(constKind) + " = " + e() + "\n\t" + self(constKind) + "\n)"
	case k < 11:
		d.text = "const " + self(constKind) + ", " + self(constKind) + " = " + e() + ", " + e()
	case k < 13 && typ != "":
		d.text = "const " + self(typedKind) + " " + typ + " = " + typ + "(" + e() + ")"
	case k < 14:
		d.text = "type " + self(typeKind) + " string"
	case k < 15 && list != "":
		d.text = "type " + self(listKind) + " = " + list
	case k < 15:
		d.text = "type " + self(listKind) + " []string"
	case k < 16:
		d.text = "type " + self(structKind) + " struct {\n\t" + w.one("Scopes", "Names") + " []string\n}"
		if list != "" {
			d.text = strings.Replace(d.text, "[]string", list, 1)
		}
	case k < 17:
		d.text = "func " + self(funcKind) + "(" + w.one("scopes", "names") + " ...string) int {\n\treturn 1\n}"
	case k < 18 && router != "":
		chi := strings.TrimSuffix(router, "}") + ".Handler}"
		d.text = "func " + self(guardKind) + "(scope string) func(" + chi + ") " + chi + " {\n\treturn func(h " + chi + ") " + chi + " { return h }\n}"
	case k < 20 && guard != "":
		d.text = fmt.Sprintf("func routes%d(r %s) {\n\tr.With(%s(%s)).Get(\"/v2/droplets\", nil)\n\tr.Delete(\"/v2/%s/{id}\", func() {})\n}", n, router, guard, e(), w.one("droplets", "images"))
	case k < 21 && client != "":
		d.text = fmt.Sprintf("func call%d(c *%s) error {\n\treturn c.Delete(nil, %s)\n}", n, client, e())
	case k < 23 && list != "":
		d.text = "var _ = " + list + "{" + e() + ", " + e() + "}"
	case k < 24 && object != "":
		d.text = "var _ = " + object + "{[]string{" + e() + ", " + e() + "}}"
	case k < 26 && check != "":
		d.text = "var _ = " + check + "(" + e() + ", " + e() + ")"
	case k < 27:
		d.text = fmt.Sprintf("func uses%d(scope string) bool {\n\tconst local = %s\n\treturn scope == local || scope == %s\n}", n, e(), e())
	default:
		d.text = fmt.Sprintf("var %s%d = []string{%s, %s}", w.one("scopes", "Scopes", "names"), n, e(), e())
	}
	if w.chance(5) {
		d.text = "//scopelint:ignore " + w.one("unknown-scope", "duplicate-scope", "broad-scope") + " a reason\n" + d.text
	}
}

var named = regexp.MustCompile(`\{(\d+)(\.\w+)?\}`)

// symbolsIn lists the symbols that a declaration names.
func (w *world) symbolsIn(d *decl) (list []*symbol) {
	for _, m := range named.FindAllStringSubmatch(d.text, -1) {
		id, _ := strconv.Atoi(m[1])
		list = append(list, w.symbols[id])
	}
	return list
}

// render is the text of a file.
func (w *world) render(at place) string {
	if at.text != "" {
		return breakText(at.text, at.broken)
	}
	imports := make(map[*pkg]bool)
	var decls []string
	for _, d := range at.decls {
		decls = append(decls, named.ReplaceAllStringFunc(d.text, func(ref string) string {
			m := named.FindStringSubmatch(ref)
			id, _ := strconv.Atoi(m[1])
			s := w.symbols[id]
			name := s.name
			if m[2] != "" { // another name of its package
				name = m[2][1:]
			}
			if s.pkg == at.pkg && s.in.external == at.external {
				return name
			}
			imports[s.pkg] = true
			switch at.alias {
			case "":
				return s.pkg.name + "." + name
			case ".":
				return name
			}
			return at.alias + s.pkg.name + "." + name
		}))
	}
	text := ""
	if at.constraint != "" {
		text = "//go:build " + at.constraint + "\n\n"
	}
	text += "package " + at.pkg.name
	if at.external {
		text += "_test"
	}
	text += "\n"
	for _, p := range w.pkgs {
		if !imports[p] {
			continue
		}
		alias := ""
		switch at.alias {
		case "":
		case ".":
			alias = ". "
		default:
			alias = at.alias + p.name + " "
		}
		text += fmt.Sprintf("\nimport %s%q\n", alias, p.path)
	}
	if at.pkg.name == "main" && at.goFile == at.files[0] {
		text += "\nfunc main() {}\n"
	}
	for _, d := range decls {
		text += "\n" + d + "\n"
	}
	return breakText(text, at.broken)
}

// breakText breaks a file in one of some ways.
func breakText(text string, how int) string {
	switch how {
	case 1:
		return text + "\nfunc (\n"
	case 2:
		return strings.Replace(text, "\"", "", 1)
	case 3:
		return strings.Replace(text, "package ", "packag ", 1)
	case 4:
		return text + "\nvar _ int = \"of another type\"\n"
	case 5:
		return text + "\nfunc broken() { undefined() }\n"
	case 6:
		return text + "\nvar Undefined = undefined.Name\n"
	}
	return text
}

// ways is in how many ways breakText breaks a file.
const ways = 6

// tree is all files as they should stand.
func (w *world) tree() map[string]string {
	all := make(map[string]string)
	for name, text := range w.other {
		if !w.without[name] {
			all[name] = text
		}
	}
	maps.Copy(all, w.vendor)
	for _, p := range w.pkgs {
		for _, f := range p.files {
			if !p.absent && !f.absent && !p.elsewhere {
				all[path.Join(p.dir, f.base())] = w.render(place{p, f})
			}
		}
	}
	return all
}
