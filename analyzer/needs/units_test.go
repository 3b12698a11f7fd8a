package needs

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
)

func TestSmallest(t *testing.T) {
	a, b, c := []string{"domain:create"}, []string{"domain:update"}, []string{"domain:delete"}
	for _, tt := range []struct {
		name         string
		requirements [][][]string
		want         []string
	}{
		{"nothing", nil, []string{}},
		{"one", [][][]string{{a}}, a},
		{"the alternative that another call needs", [][][]string{{a, b}, {b}}, b},
		{"one for two", [][][]string{{a, b}, {c, b}}, b},
		{"the first in the alphabet", [][][]string{{b, a}}, a},
		{"all of a requirement", [][][]string{{{"sizes:read", "regions:read"}}}, []string{"regions:read", "sizes:read"}},
		{"fewer scopes in all", [][][]string{{{"tag:read", "vpc:read"}, a}}, a},
		{"implied", [][][]string{{{"project:update"}}, {{"project:assign_resource"}}}, []string{"project:update"}},
	} {
		for range 2 { // in either order
			if diff := cmp.Diff(tt.want, Smallest(catalog.DigitalOcean(), tt.requirements)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
			slices.Reverse(tt.requirements)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, tt := range []struct{ url, server, path, query string }{
		{"https://api.digitalocean.com/v2/account", "https://api.digitalocean.com", "/v2/account", ""},
		{"https://api.digitalocean.com//v2/droplets/{}/?tag_name={}", "https://api.digitalocean.com", "/v2/droplets/{}", "tag_name={}"},
		{"https://api.digitalocean.com/https://inference.do-ai.run/v1/models", "https://inference.do-ai.run", "/v1/models", ""},
		{"https://api.digitalocean.com", "https://api.digitalocean.com", "/", ""},
		{"https://{}", "https://{}", "/{}", ""},
		{"{}/v2/tags", "{}", "/v2/tags", ""},
		{"{}v2/tags#x", "{}", "/v2/tags", ""},
		{"v2/tags/{}{}", "", "/v2/tags/{}", ""},
		{"{}", "", "/{}", ""},
	} {
		server, path, query := address(tt.url)
		if server != tt.server || path != tt.path || query != tt.query {
			t.Errorf("%s is %q, %q, %q; want %q, %q, %q", tt.url, server, path, query, tt.server, tt.path, tt.query)
		}
	}
}

func TestDispatcher(t *testing.T) {
	for path, want := range map[string]bool{
		"github.com/urfave/cli": true, "github.com/urfave/cli/v3": true, "github.com/spf13/cobra": true,
		"github.com/spf13/cobra/doc": false, "github.com/urfave/cli-altsrc": false,
	} {
		if got := isDispatcher(path); got != want {
			t.Errorf("%s is one: %v", path, got)
		}
	}
}

func TestJudge(t *testing.T) {
	j := newJudge(catalog.DigitalOcean())
	for _, tt := range []struct {
		line string
		kind verdictKind
		id   string
	}{
		{"GET https://api.digitalocean.com/v2/droplets/{}", matched, "droplets_get"},
		{"GET {}/v2/droplets/{}", atSomeHost, "droplets_get"},
		{"GET https://api.example.com/v2/droplets/{}", elsewhere, ""},
		{"GET https://api.digitalocean.com/v2/droplets/123", matched, "droplets_get"}, // a constant of the code
		{"GET https://api.digitalocean.com/v2/apps/tiers", noSuch, ""},
		{"GET https://api.digitalocean.com/v2/{}", undecided, ""},
		{"GET https://api.digitalocean.com{}", undecided, ""},
		{"GET https://api.digitalocean.com{}/droplets", undecided, ""},
		{"GET https://api.digitalocean.com{}/nothing", noSuch, ""},
		{"GET https://api.{}/v2/droplets", atSomeHost, "droplets_list"},
		{"{} https://api.digitalocean.com/v2/droplets", undecided, ""},
		{"GET https://api.digitalocean.com/v1/batches", noSuch, ""}, // of another server
		{"GET https://inference.do-ai.run/v1/batches", matched, "inference_list_batches"},
	} {
		v := j.judge(holed(tt.line))
		if v.kind != tt.kind || v.op.ID != tt.id {
			t.Errorf("%s is %d %s, want %d %s", tt.line, v.kind, v.op.ID, tt.kind, tt.id)
		}
	}
}

// holed reads a text with {} for its holes.
func holed(s string) text {
	var t text
	for i, lit := range strings.Split(s, "{}") {
		if i > 0 {
			t.parts = append(t.parts, part{hole: unknown})
		}
		if lit != "" {
			t.parts = append(t.parts, part{lit: lit})
		}
	}
	return t
}
