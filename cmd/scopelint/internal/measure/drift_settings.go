package main

import "strings"

func configure(w *world) string {
	dir := w.one("", "", "lib/")
	if w.real {
		dir = ""
	}
	p := pick(w, w.pkgs)
	for p.module != map[string]string{"": "example.com/m", "lib/": "example.com/m/lib"}[dir] && !w.real {
		p = pick(w, w.pkgs)
	}
	below := strings.TrimPrefix(strings.TrimPrefix(p.path, p.module), "/")
	below = map[bool]string{true: "", false: below + "/"}[below == ""]
	file := dir + ".scopelint.toml"
	if w.without[file] = w.chance(40); w.without[file] {
		return "no " + file
	}
	text := ""
	switch {
	case w.chance(25):
		text += "catalogs = [\"digitalocean\"]\n"
	case w.chance(25):
		text += "catalogs = [\"digitalocean\", \"orders.toml\"]\n"
	case w.chance(10):
		text += "catalogs = [\"orders.toml\"]\n"
	}
	if w.chance(10) {
		text += "exclude = [\"" + below + "*.go\"]\n"
	}
	if w.chance(8) {
		text += "[scopes]\nallow = [\"" + w.one("orders:*", "image:*", "ORDERS:*", "orders:read") + "\"]\n"
	}
	if w.chance(20) {
		text += "[rules]\n" + w.one("unknown-scope", "duplicate-scope", "unguarded-route") + " = \"" + w.one("off", "warning", "error") + "\"\n"
	}
	if guards := w.visibleGuards(); len(guards) > 0 && w.chance(25) {
		text += "[routes]\nguards = [\"" + pick(w, guards) + "\"]\n"
	} else if w.chance(10) {
		text += "[routes]\nrequire = true\n"
	}
	if w.chance(15) {
		text += "[[override]]\npaths = [\"" + below + "**\"]\n[override.rules]\nunknown-scope = \"off\"\n"
	}
	if w.chance(15) {
		text += "[[waiver]]\nrule = \"unknown-scope\"\npath = \"" + below + w.one("*", "**/*.go") + "\"\nreason = \"a reason\"\nfindings = " + w.one("1", "2", "3") + "\n"
	}
	if dir == "" && w.chance(25) {
		text += "[[grant]]\npackages = [\"" + "./" + below + w.one("", "...") + "\"]\nscopes = [\"droplet:read\", \"tag:create\"]\n"
	}
	w.other[file] = text
	return "another " + file
}

// visibleGuards lists functions as a configuration calls them.
func (w *world) visibleGuards() (list []string) {
	for _, s := range w.symbols {
		if !s.gone && (s.kind == guardKind || s.kind == funcKind) {
			list = append(list, s.pkg.path+"."+s.name)
		}
	}
	return list
}

func changeCatalog(w *world) string {
	if w.real {
		return ""
	}
	file := w.one("", "lib/") + "orders.toml"
	w.other[file] = ordersCatalog + w.one("", "\"orders:cancle\" = \"\"\n", "\"image:raed\" = \"\"\n", "\"droplet:raed\" = \"\"\n")
	return "another " + file
}

// changeModules takes lines of go.mod files away, or restores all.
func changeModules(w *world) string {
	if w.real {
		return ""
	}
	if w.chance(50) {
		w.tie()
		return "go.mod as it was"
	}
	file := w.one("go.mod", "lib/go.mod", "dep/go.mod")
	var lines []string
	for line := range strings.Lines(w.other[file]) {
		if !strings.HasPrefix(line, w.one("replace ", "require ")) || w.chance(60) {
			lines = append(lines, line)
		}
	}
	text := strings.Join(lines, "")
	if w.chance(30) {
		text = strings.Replace(text, "go 1.24", "go 1."+w.one("17", "22", "25"), 1)
	}
	if text == w.other[file] {
		return ""
	}
	w.other[file] = text
	return file + " changes"
}

func changeWork(w *world) string {
	if w.real {
		return ""
	}
	if w.without["go.work"] = w.chance(40); w.without["go.work"] {
		return "no go.work"
	}
	uses := "\t.\n"
	for _, dir := range []string{"lib", "dep"} {
		if w.chance(60) {
			uses += "\t./" + dir + "\n"
		}
	}
	w.other["go.work"] = "go 1.24\n\nuse (\n" + uses + ")\n"
	return "another go.work"
}

// changeStrangers edits packages that are the same in all worlds.
func changeStrangers(w *world) string {
	if w.real {
		return ""
	}
	p := w.pkgs[w.rnd.IntN(2)]
	f := p.files[0]
	if f.text == "" {
		return ""
	}
	for _, swap := range [][2]string{{"/v2/droplets/", "/v2/tags/"}, {"Get(pattern", "Get(path"}} {
		a, b := swap[0], swap[1]
		if w.chance(50) {
			a, b = b, a
		}
		f.text = strings.ReplaceAll(f.text, a, b)
	}
	return p.path + " changes"
}
