package main

import (
	"path"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/catalog/visible"
)

// anonymous are the last elements of paths that are asked for without a token
// everywhere, by the reason.
var anonymous = map[string]string{
	"health": probes, "healthz": probes, "livez": probes, "readyz": probes, "ping": probes, "healthcheck": probes,
	"robots.txt": crawlers, "favicon.ico": crawlers,
}

const (
	probes   = "probes ask without a token"
	crawlers = "browsers and crawlers ask without a token"
	clients  = "clients ask before they have a token"
)

// oftenPublic are the last elements of paths that are public in many services.
var oftenPublic = []string{"metrics", "version", "login", "logout", "callback", "token", "authorize", "docs", "openapi.json", "openapi.yaml", "static", "assets"}

// mostPublic is how many routes the draft suggests as public.
const mostPublic = 5

// writePublic exempts the routes that nobody guards, and suggests others.
func (m *moduleSurvey) writePublic(b *strings.Builder) {
	entry := func(hash, route, reason string) {
		visible.Fprintf(b, "%s[[routes.public]]\n%sroute  = %q\n%sreason = %q\n", hash, hash, route, hash, reason)
	}
	exempt, samples := m.public()
	if len(samples) > 0 {
		b.WriteString("# Are these meant to need no scope? Then take the hashes away, and give the reason:\n")
	}
	for _, route := range samples {
		entry("# ", route, "")
	}
	if len(exempt) > 0 {
		b.WriteString("\n# Routes that need no scope.\n")
	}
	for _, route := range exempt {
		entry("", route, anonymously(route))
	}
}

// public lists the unguarded routes that are exempt, and the first others that
// may be meant to be: what the first run reports, and what is often public.
func (m *moduleSurvey) public() (exempt, samples []string) {
	for _, r := range m.routes.Routes {
		route := r.Path
		if r.Method != "*" {
			route = r.Method + " " + r.Path
		}
		if r.State != string(routes.Unguarded) || r.Dynamic || slices.Contains(exempt, route) {
			continue
		}
		if anonymously(route) != "" {
			exempt = append(exempt, route)
		} else if slices.Contains(oftenPublic, path.Base(route)) {
			samples = append(samples, route)
		}
	}
	for _, f := range m.findings() {
		if f.Rule == "unguarded-route" && !slices.Contains(exempt, f.Route) && !slices.Contains(samples, f.Route) {
			samples = append(samples, f.Route)
		}
	}
	return exempt, samples[:min(len(samples), mostPublic)]
}

// anonymously is why a route is asked for without a token, "" if it may not be.
func anonymously(route string) string {
	if strings.Contains(route, "/.well-known/") {
		return clients
	}
	return anonymous[path.Base(route)]
}
