package main

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// vendorAll copies the packages of other modules, as "go mod vendor" does.
func vendorAll(w *world) string {
	if w.real {
		return ""
	}
	w.vendor = make(map[string]string)
	list, replaced := "", ""
	listed := ""
	for _, p := range w.pkgs {
		if p.module == "example.com/m" {
			continue
		}
		if p.module != listed {
			listed = p.module
			line := p.module + " " + w.version(p.module)
			if to := w.replacement(p.module); to != "" {
				line += " => " + to
				replaced += "# " + p.module + " => " + to + "\n"
			}
			list += "# " + line + "\n## explicit; go 1.24\n"
		}
		list += p.path + "\n"
		for _, f := range p.files {
			if !p.absent && !f.absent && !f.test() {
				w.vendor[path.Join("vendor", p.path, f.base())] = w.render(place{p, f})
			}
		}
	}
	w.vendor["vendor/modules.txt"] = list + replaced
	return "all is vendored"
}

// changeVendored edits a vendored file by hand, or gives up vendoring.
func changeVendored(w *world) string {
	if w.vendor == nil {
		return ""
	}
	if w.chance(15) {
		w.vendor = nil
		return "nothing is vendored"
	}
	name := pick(w, slices.Sorted(maps.Keys(w.vendor)))
	text := w.otherLiteral(w.vendor[name])
	if text == w.vendor[name] {
		return ""
	}
	w.vendor[name] = text
	return name + " is edited"
}

// upgrade has the modules need another version of a module.
func upgrade(w *world) string {
	if w.sums == "" {
		return ""
	}
	w.up = pick(w, upVersions)
	for _, p := range w.pkgs {
		if p.elsewhere {
			p.files[0].text = upSource(w.up) // for the directory vendor
		}
	}
	w.tie()
	return upModule + " " + w.up
}

const upModule = "example.com/up"

var upVersions = []string{"v1.0.0", "v1.1.0", "v1.2.0"}

// upSource is the module's source in a version.
func upSource(version string) string {
	values := map[string][3]string{
		"v1.0.0": {`"droplet:read"`, `"droplet"`, "scopes"},
		"v1.1.0": {`"droplet:raed"`, `"orders"`, "scopes"},
		"v1.2.0": {`Res + ":crate"`, `"image"`, "names"},
	}[version]
	return strings.NewReplacer("SCOPE", values[0], "RES", values[1], "PARAM", values[2]).Replace(`package up

const Scope = SCOPE

const Res = RES

func Check(PARAM ...string) int {
	return 1
}
`)
}
