package analyzer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// A WaiverEntry is a [[waiver]] of the configuration: it excuses as many
// findings of a rule as it says, at a path, of a route or of a scope.
type WaiverEntry struct {
	Rule     string `toml:"rule" json:"rule,omitempty"`
	Path     string `toml:"path" json:"path,omitempty"`   // a glob, "" for everywhere
	Route    string `toml:"route" json:"route,omitempty"` // as of a public route; "" for all
	Scope    string `toml:"scope" json:"scope,omitempty"` // as written, * is a wildcard; "" for all
	Reason   string `toml:"reason" json:"reason,omitempty"`
	Owner    string `toml:"owner" json:"owner,omitempty"`
	Until    string `toml:"until" json:"until,omitempty"`       // the last day, "2027-01-31"; "" for ever
	Findings int    `toml:"findings" json:"findings,omitempty"` // how many it is for; 1 without

	until  time.Time
	route  publicRoute
	scope  wildcard
	config *Config
	nth    int // in the file
}

func (r *configReader) waivers() {
	for i := range r.doc.Waiver {
		w := &r.doc.Waiver[i]
		w.config, w.nth = r.cfg, i
		if err := w.read(r.file); err != nil {
			r.note(err)
		}
		r.digest = fmt.Appendf(r.digest, "\x00%t", w.expired()) // go vet's cache knows no date
		r.cfg.waivers = append(r.cfg.waivers, w)
	}
}

// read checks an entry and prepares it.
func (w *WaiverEntry) read(f *tomlfile.File) error {
	fail := func(key, format string, args ...any) error {
		at := toml.Key{"waiver"}
		if key != "" {
			at = append(at, key)
		}
		return f.Errorf(at, w.nth, format, args...)
	}
	switch {
	case w.Rule == "":
		return fail("", "this waiver has no rule: write rule = \"…\"")
	case w.Rule == "bad-waiver":
		return fail("rule", "a waiver cannot excuse a waiver: correct or remove that one")
	case !slices.Contains(RuleIDs(), w.Rule):
		if n, ok := near.Best(w.Rule, RuleIDs()); ok {
			return fail("rule", "unknown rule %q: did you mean %q?", w.Rule, n)
		}
		return fail("rule", "unknown rule %q: the rules are %s", w.Rule, strings.Join(RuleIDs(), ", "))
	case strings.TrimSpace(w.Reason) == "":
		return fail("", "this waiver has no reason: write reason = \"…\"")
	case w.Path+w.Route+w.Scope == "":
		return fail("", "this waiver is for everything: write a path, a route or a scope, or turn the rule off in [rules]")
	case w.Path != "" && globFault(w.Path) != "":
		return fail("path", "%s", globFault(w.Path))
	case w.Findings < 0:
		return fail("findings", "a waiver for %d findings: write how many it is for", w.Findings)
	}
	w.Findings = max(w.Findings, 1)
	if w.Route != "" {
		route, ok := parseRoute(w.Route)
		if !ok {
			return fail("route", badRoute, w.Route)
		}
		w.route = route
	}
	if w.Scope != "" {
		w.scope = newWildcard(w.Scope)
	}
	if w.Until != "" {
		day, err := time.Parse(time.DateOnly, w.Until)
		if err != nil {
			return fail("until", "%q is no date: write \"2027-01-31\"", w.Until)
		}
		w.until = day
	}
	return nil
}

// Config is the configuration that the entry stands in.
func (w *WaiverEntry) Config() *Config { return w.config }

// Waivers lists the entries [[waiver]] of the configuration.
func (c *Config) Waivers() []*WaiverEntry { return c.waivers }

func (w *WaiverEntry) expired() bool { return isOver(w.until) }

// excuses reports whether the entry is for a finding in a file.
func (w *WaiverEntry) excuses(f *Finding, file string) bool {
	if w.Rule != f.Rule || w.expired() ||
		w.Path != "" && !matchesAny([]string{w.Path}, w.config.relative(file)) ||
		w.scope != nil && !w.scope.matches(f.Scope) {
		return false
	}
	if w.Route == "" {
		return true
	}
	method, path, _ := strings.Cut(f.Route, " ")
	return (w.route.method == "" || w.route.method == method) && w.route.path.matches(path)
}

// A ConfigFinding is a mistake in a configuration that is no error of its form.
type ConfigFinding struct {
	Rule     string
	Severity Severity
	Waiver   *WaiverEntry
	*tomlfile.Error
}

// CheckWaivers judges the entries [[waiver]] of a configuration by what they
// excused in all packages of its module: excused lists the places, and on
// tells which rules were judged.
func (c *Config) CheckWaivers(excused map[*WaiverEntry][]string, on func(rule string) bool) []ConfigFinding {
	severity, judged := c.severity("bad-waiver", Error, c.file)
	if !judged || !on("bad-waiver") {
		return nil
	}
	var list []ConfigFinding
	for _, w := range c.waivers {
		if fault := w.judge(excused[w]); fault != "" && on(w.Rule) {
			list = append(list, ConfigFinding{"bad-waiver", severity, w, c.doc.Errorf(toml.Key{"waiver"}, w.nth, "bad waiver: %s", fault)})
		}
	}
	return list
}

// judge says what is wrong with an entry that excused the findings at places.
func (w *WaiverEntry) judge(places []string) string {
	switch n := len(places); {
	case w.expired():
		return fmt.Sprintf("its time was over on %s", w.Until)
	case n == 0:
		return fmt.Sprintf("it excuses nothing: there is no %s like it", w.Rule)
	case n > w.Findings:
		return fmt.Sprintf("it is for %d and excuses %d findings, at %s: narrow it, or write findings = %d", w.Findings, n, strings.Join(places, ", "), n)
	case n < w.Findings:
		return fmt.Sprintf("it is for %d findings, and %d are left: write findings = %d", w.Findings, n, n)
	}
	return ""
}
