package catalog_test

import (
	"testing"

	"github.com/scopelint/scopelint/catalog"
)

func TestConcrete(t *testing.T) {
	c := catalog.DigitalOcean()
	for request, want := range map[string]string{
		"/v2/droplets/3164444":                               "/v2/droplets/{droplet_id}",
		"/v2/droplets/{}":                                    "/v2/droplets/{droplet_id}",
		"/v2/domains/example.com/records":                    "/v2/domains/{domain_name}/records",
		"/v2/domains/{}.example.com/records":                 "/v2/domains/{domain_name}/records",
		"/v2/domains/example.com/records/12":                 "/v2/domains/{domain_name}/records/{domain_record_id}",
		"/v2/projects/default":                               "/v2/projects/default",
		"/v2/projects/4e1bfbc3-dc3e-41f2-a18f-1b4d7ba71679":  "/v2/projects/{project_id}",
		"/v2/tags/production":                                "/v2/tags/{tag_id}",
		"/v2/databases/options":                              "/v2/databases/options",
		"/v2/databases/9cc10173-e9ea-4176-9dbc-a4cee4c4ff30": "/v2/databases/{database_cluster_uuid}",
		"/v2/apps/tiers/instance_sizes/basic-xxs":            "/v2/apps/tiers/instance_sizes/{slug}",
		"/v2/apps/tiers":                                     "", // a word of another operation
		"/v2/apps/{}s":                                       "", // may be one
		"/v2/droplets/web":                                   "", // no ID
		"/v2/droplets/1/2":                                   "",
		"/v2/droplets/":                                      "/v2/droplets",
		"/v2/dropletz/1":                                     "",
	} {
		op, ok := c.Concrete("GET", request)
		if op.Path != want || ok != (want != "") {
			t.Errorf("%s is found as %q, want %q", request, op.Path, want)
		}
	}
	if op, ok := c.Concrete("DELETE", "/v2/projects/default"); ok {
		t.Errorf("the default project can be deleted by %s", op)
	}
}
