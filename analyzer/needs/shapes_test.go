package needs

import (
	"context"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
)

// shapes are the programs below testdata/godo/shapes; each has one way for main
// to reach a request, or not to.
var shapes = map[string]struct {
	scopes     []string
	maybe      [][]string
	unresolved []string
}{
	"action":      {scopes: []string{"droplet:admin", "droplet:update"}},
	"alternative": {scopes: []string{"domain:update"}},
	"closure":     {scopes: []string{"domain:read", "droplet:read"}},
	"condition": {
		scopes: []string{"block_storage:create", "droplet:create", "ssh_key:read", "tag:create"},
		maybe:  [][]string{{"vpc:read"}},
	},
	"changed": {scopes: []string{
		"account:read", "certificate:read", "domain:delete", "droplet:delete", "image:delete", "project:read", "regions:read",
		"snapshot:read", "vpc:delete", "vpc:read",
	}, unresolved: []string{"DELETE /{}"}},
	"fluent": {
		scopes:     []string{"account:read", "droplet:create", "droplet:delete", "image:delete", "tag:create", "vpc:read"},
		maybe:      [][]string{{"image:read"}, {"ssh_key:read"}, {"block_storage:read"}},
		unresolved: []string{"{} /{}"},
	},
	"constant":  {scopes: []string{"account:read", "droplet:read", "regions:read"}},
	"received":  {scopes: []string{"account:read", "image:read", "regions:read", "vpc:read"}},
	"given":     {scopes: []string{"account:read", "cdn:read", "droplet:read", "image:read", "regions:read", "vpc:read"}},
	"dead":      {scopes: []string{}},
	"default":   {scopes: []string{"regions:read"}},
	"deferred":  {scopes: []string{"ssh_key:delete"}},
	"direct":    {scopes: []string{"account:read"}},
	"generic":   {scopes: []string{"vpc:read"}},
	"goroutine": {scopes: []string{"droplet:delete"}},
	"handed":    {scopes: []string{"account:read", "domain:read", "regions:read", "ssh_key:read"}},
	"handler":   {scopes: []string{"project:read"}},
	"hosted": {scopes: []string{
		"account:read", "cdn:read", "certificate:read", "database:read", "domain:read", "firewall:read", "image:read", "kubernetes:read",
		"load_balancer:read", "project:read", "reserved_ip:read", "snapshot:read", "ssh_key:read", "vpc:read",
	}},
	"mirrored":  {scopes: []string{"account:read", "domain:delete", "domain:read", "image:read"}},
	"summoning": {scopes: []string{}, unresolved: []string{"methods of *github.com/digitalocean/godo.DropletsServiceOp"}},
	"templated": {scopes: []string{}, unresolved: []string{"methods of *example.com/godo/shapes/templated.data"}},
	"curled": {scopes: []string{}, unresolved: []string{
		"curl -H Authorization: Bearer {} https://api.digitalocean.com/v2/droplets", "sh -c /usr/local/bin/doctl apps list | head",
		"doctl.exe account get", "/snap/bin/doctl", "doctl compute droplet delete {}",
	}},
	"dialled":   {scopes: []string{}, unresolved: []string{"api.digitalocean.com:443"}},
	"defaulted": {scopes: []string{"account:read", "domain:read", "droplet:read", "image:read", "regions:read"}},
	"embedded":  {scopes: []string{}, unresolved: []string{"{} /{}", "calls.json"}},
	"explained": {scopes: []string{}},
	"tagged":    {scopes: []string{}, unresolved: []string{"`json:\"server\" default:\"https://api.digitalocean.com\"`"}},
	"composed": {scopes: []string{
		"account:read", "block_storage_snapshot:read", "cdn:read", "domain:read", "firewall:update", "image:delete",
		"project:read", "tag:delete", "vpc:read",
	}, unresolved: []string{"GET /v2/certificates/{}"}},
	"unlisted": {scopes: []string{}, unresolved: []string{"DELETE /v2/droplets/{}", "GET /v2/droplets/{}"}},
	"concrete": {
		scopes: []string{
			"database:read", "domain:read", "domain:update", "droplet:read", "droplet:update", "image:read", "project:read", "tag:delete",
		},
		maybe:      [][]string{{"database:view_credentials"}},
		unresolved: []string{"GET /v2/apps/tiers"},
	},
	"rerouted":         {scopes: []string{"ssh_key:read"}},
	"reroutedanywhere": {scopes: []string{}, maybe: [][]string{{"ssh_key:read"}}, unresolved: []string{"GET /v2/account/keys"}},
	"paired": {scopes: []string{
		"account:read", "block_storage:read", "cdn:delete", "cdn:read", "domain:read", "firewall:delete", "image:read", "image:update",
		"project:read", "regions:read", "registry:delete", "snapshot:read", "ssh_key:delete", "tag:delete", "vpc:read",
	}},
	"twins": {scopes: []string{
		"account:read", "domain:read", "droplet:read", "firewall:read", "image:read", "project:read", "regions:read", "snapshot:read", "vpc:read",
	}},
	"either":      {scopes: []string{"droplet:read"}, maybe: [][]string{{"app:read"}}, unresolved: []string{"GET /v2/apps"}},
	"iface":       {scopes: []string{"tag:create"}},
	"initialiser": {scopes: []string{"account:read"}},
	"iterator":    {scopes: []string{"cdn:read", "certificate:read", "uptime:read"}},
	"lazy":        {scopes: []string{"regions:read"}},
	"methodexpr":  {scopes: []string{"account:read"}},
	"methodvalue": {scopes: []string{"account:read"}},
	"once":        {scopes: []string{"regions:read"}},
	"query":       {scopes: []string{"droplet:read", "tag:read"}},
	"raw":         {scopes: []string{"firewall:create", "firewall:read"}},
	"returned": {scopes: []string{
		"account:read", "cdn:read", "droplet:delete", "image:read", "project:read", "regions:read", "sizes:read", "ssh_key:read",
	}},
	"sorted":      {scopes: []string{"image:read", "snapshot:read"}},
	"unresolved":  {scopes: []string{"account:read"}, unresolved: []string{"GET /{}"}},
	"anykey":      {scopes: []string{"droplet:read"}, maybe: [][]string{{"tag:read"}}},
	"configured":  {scopes: []string{"droplet:read"}, unresolved: []string{"GET /api/nothing", "GET /v2/nothing", "GET /v2/{}", "GET /{}"}},
	"credentials": {scopes: []string{"registry:read", "registry:update"}},
	"exposed":     {scopes: []string{"account:read"}, unresolved: []string{"GET /state"}},
	"flagged":     {scopes: []string{"registry:read"}, maybe: [][]string{{"registry:update"}}},
	"literal": {
		scopes: []string{"block_storage:create", "droplet:create", "droplet:update", "image:create", "tag:create"},
		maybe:  [][]string{{"vpc:read"}},
	},
	"options": {scopes: []string{"database:read", "tag:read"}},
	"told":    {scopes: []string{"account:read"}, unresolved: []string{"GET /v2/{}"}},
	"bare":    {scopes: []string{"account:read"}},
	"bearing": {scopes: []string{"account:read"}, unresolved: gets(
		"address asked back basic behind between blank boxed called captured changed chosen cloned composed copied doer either else " +
			"field first global handed header jar kept lent literal local lower maker mute named nowhere one part pointer published " +
			"replaced returned same sender sent set several signed signer single taken trailer transport two unset value variable whole",
	)},
	"fast": {
		scopes:     []string{"domain:delete", "droplet:read", "image:read", "regions:read", "tag:create"},
		unresolved: []string{"{} /v2/account/keys", "{} /v2/vpcs"},
	},
	"failed":      {scopes: []string{"domain:read", "domain:update"}},
	"many":        {scopes: []string{"account:read"}},
	"formatted":   {scopes: []string{"domain:read"}, unresolved: []string{"GET /{}"}},
	"another":     {scopes: []string{"account:read"}},
	"environment": {scopes: []string{}, maybe: [][]string{{"droplet:read"}}, unresolved: []string{"GET /v2/droplets", "https://api.digitalocean.com"}},
	"wrapped":     {scopes: []string{"account:read"}},
	"pieces":      {scopes: []string{"account:read"}, unresolved: []string{"GET /{}"}},
	"joined":      {scopes: []string{}, unresolved: []string{"GET /v2/{}", "GET /{}"}},
	"printed":     {scopes: []string{}, unresolved: []string{"GET /{}"}},
	"typed":       {scopes: []string{}, unresolved: []string{"GET /{}"}},
	"versioned":   {scopes: []string{}, unresolved: []string{"GET /{}"}},
	"altered":     {scopes: []string{"account:read"}, unresolved: []string{"GET /{}"}},
	"behind":      {scopes: []string{"account:read", "regions:read"}},
	"element":     {scopes: []string{"account:read"}, unresolved: []string{"GET /{}"}},
	"entry":       {scopes: []string{"account:read"}, unresolved: []string{"GET /{}"}},
	"factory":     {scopes: []string{"account:read"}, unresolved: []string{"GET /{}"}},
	"mentioned":   {scopes: []string{"account:read"}},
	"named":       {scopes: []string{"account:read"}},
	"paths":       {scopes: []string{"account:read"}},
	"swapped":     {scopes: []string{"account:read"}, unresolved: []string{"GET /own", "GET /{}"}},
	"swapping":    {scopes: []string{"account:read"}, unresolved: []string{"GET /{}"}},
	"registered":  {scopes: []string{"regions:read"}},
	"summoned":    {scopes: []string{"kubernetes:read"}},
	"unset":       {scopes: []string{"droplet:read"}},
	"paged":       {scopes: []string{"droplet:read"}},
	"readonly":    {scopes: []string{"registry:read"}},
	"unwrapped":   {scopes: []string{"cdn:delete"}},
	"unrelated":   {scopes: []string{}},
	"values":      {scopes: []string{"droplet:read", "tag:read"}},
	"wrapper":     {scopes: []string{"droplet:create", "droplet:delete"}},
}

func gets(paths string) (requests []string) {
	for _, path := range strings.Fields(paths) {
		requests = append(requests, "GET /"+path)
	}
	return requests
}

func TestShapes(t *testing.T) {
	result, err := Analyze(context.Background(), Config{
		Catalog: catalog.DigitalOcean(), Std: storedStd(t), Dir: "testdata/godo", Patterns: []string{"./shapes/..."},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Programs) != len(shapes) {
		t.Errorf("%d programs, want %d", len(result.Programs), len(shapes))
	}
	for _, p := range result.Programs {
		want := shapes[path.Base(p.Package)]
		if diff := cmp.Diff(want.scopes, p.Scopes); diff != "" {
			t.Errorf("%s needs (-want +got):\n%s", p.Package, diff)
		}
		var maybe [][]string
		for _, m := range p.Maybe {
			maybe = append(maybe, m.Scopes)
		}
		if diff := cmp.Diff(want.maybe, maybe); diff != "" {
			t.Errorf("%s may need (-want +got):\n%s", p.Package, diff)
		}
		unresolved := requestsOf(p.Unresolved)
		for _, u := range p.Unresolved {
			if u.Kind == LoadError {
				t.Errorf("%s: %s", p.Package, u.Reason)
			}
		}
		if diff := cmp.Diff(want.unresolved, unresolved); diff != "" {
			t.Errorf("%s is unresolved (-want +got):\n%s", p.Package, diff)
		}
		if p.Complete != (len(unresolved) == 0) {
			t.Errorf("%s is complete: %v", p.Package, p.Complete)
		}
		proved(t, p)
	}
}

// TestReadings counts how often a program is read: again only where the server's name
// reaches a library by another way than in a call to it.
func TestReadings(t *testing.T) {
	for shapes, want := range map[string]int{"direct default": 1, "exposed": 2, "told": 2} {
		var patterns []string
		for _, shape := range strings.Fields(shapes) {
			patterns = append(patterns, "./shapes/"+shape)
		}
		readings := 0
		_, err := Analyze(context.Background(), Config{
			Catalog: catalog.DigitalOcean(), Std: storedStd(t), Dir: "testdata/godo", Patterns: patterns,
			Progress: func(stage string) {
				if stage == "reading packages" {
					readings++
				}
			},
		})
		if err != nil || readings != want {
			t.Errorf("%s: read %d times, want %d (%v)", shapes, readings, want, err)
		}
	}
}

// TestLibrary: whoever calls an exported function may have more done with a request or a
// client than the package does itself.
func TestLibrary(t *testing.T) {
	p := analyzeOne(t, catalog.DigitalOcean(), "./library", true)
	if diff := cmp.Diff(gets("fetch request"), requestsOf(p.Unresolved)); diff != "" {
		t.Errorf("unresolved (-want +got):\n%s", diff)
	}
	if !slices.Equal(p.Scopes, []string{"account:read"}) {
		t.Errorf("it needs %q", p.Scopes)
	}
}

// TestReasons: what is not known decides what a user can do about it.
func TestReasons(t *testing.T) {
	for shape, want := range map[string]string{
		"unresolved": "the URL or the method is known only at run time",
		"swapping":   "the URL is known only at run time, its server too",
	} {
		p := analyzeOne(t, catalog.DigitalOcean(), "./shapes/"+shape, false)
		if len(p.Unresolved) != 1 || p.Unresolved[0].Reason != want {
			t.Errorf("%s: unresolved are %+v, want one because %s", shape, p.Unresolved, want)
		}
	}
}

// acme is a catalog whose client is in several packages, of which none has the server's name.
const acme = `
name = "Acme"
grammar = ["resource:action"]
servers = ["https://{region}.acme.example"]
[scopes]
"thing:read" = "View things"
[operations]
"GET /v1/things" = ["thing:read"]
[evidence]
imports = ["example.com/framework/acme"]
`

// TestOtherCatalog: what is known of a catalog decides, not what is known of DigitalOcean's.
func TestOtherCatalog(t *testing.T) {
	c, err := catalog.Parse("acme.toml", []byte(acme))
	if err != nil {
		t.Fatal(err)
	}
	p := analyzeOne(t, c, "./acme", false)
	if !slices.Equal(p.Scopes, []string{"thing:read"}) || !slices.Equal(requestsOf(p.Unresolved), []string{"GET /{}"}) {
		t.Errorf("it needs %q, unresolved: %+v", p.Scopes, p.Unresolved)
	}
	if p := analyzeOne(t, c, "./acme/idle", false); len(p.Scopes) > 0 || !slices.Equal(requestsOf(p.Unresolved), []string{"GET /{}"}) {
		t.Errorf("the idle one needs %q, unresolved: %+v", p.Scopes, p.Unresolved)
	}
}

func analyzeOne(t *testing.T, c *catalog.Catalog, pattern string, library bool) Program {
	t.Helper()
	result, err := Analyze(t.Context(), Config{Catalog: c, Std: storedStd(t), Dir: "testdata/godo", Patterns: []string{pattern}, Library: library})
	if err != nil || len(result.Programs) != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	return result.Programs[0]
}

func requestsOf(all []Unresolved) (requests []string) {
	for _, u := range all {
		requests = append(requests, u.Request)
	}
	return requests
}

// proved checks that every scope has a call path from main or an initialiser.
func proved(t *testing.T, p Program) {
	t.Helper()
	paths := make(map[string]bool)
	for _, path := range p.Paths {
		paths[path.Scope] = true
		first := path.Steps[0]
		if f := first.Function; f != p.Package+".main" && f != p.Package+".init" {
			t.Errorf("%s: the path of %s starts in %s", p.Package, path.Scope, f)
		}
		for _, s := range path.Steps {
			if s.Line == 0 && s != first {
				t.Errorf("%s: no position for %s in the path of %s", p.Package, s.Function, path.Scope)
			}
		}
	}
	for _, scope := range p.Scopes {
		if !paths[scope] {
			t.Errorf("%s: no path for %s", p.Package, scope)
		}
	}
}
