package needs

import (
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
)

// Each program below testdata/godo/commands declares commands in another way.
var commandLines = map[string]map[string]string{
	"added": { // the account is read before any command
		"":                  "",
		"ctl droplet list":  "account:read,droplet:read",
		"ctl droplet rm":    "account:read,droplet:delete",
		"ctl droplet reset": "account:read,droplet:admin,droplet:update",
		"ctl droplet off":   "account:read,droplet:update",
		"ctl volume list":   "account:read,block_storage:read",
		"ctl volume rm":     "account:read,block_storage:delete",
	},
	"nested": {"": "", "tag rm": "tag:delete", "tag ls": "tag:read", "version": ""},
	"tagged": {"": "", "remove-all": "droplet:delete", "ls": "droplet:read", "image show": "image:read"},
	"made":   {"": "", "project ls": "project:read", "project rm": "project:delete"},
	"switched": {
		"": "account:read,regions:read", "ls": "account:read,droplet:read,regions:read", "list": "account:read,droplet:read,regions:read",
		"rm": "account:read,droplet:delete,regions:read", "raw": "account:read,regions:read,vpc:read", "volume": "account:read,regions:read",
		"volume ls": "account:read,block_storage:read,regions:read",
	},
}

func TestByCommand(t *testing.T) {
	result, err := Analyze(t.Context(), Config{
		Catalog: catalog.DigitalOcean(), Std: storedStd(t), Dir: "testdata/godo", Patterns: []string{"./commands/..."}, By: ByCommand,
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Programs) != len(commandLines) {
		t.Errorf("%d programs, want %d", len(result.Programs), len(commandLines))
	}
	for _, p := range result.Programs {
		got := make(map[string]string)
		for _, e := range p.By {
			got[e.Name] = strings.Join(e.Scopes, ",")
			if !e.Complete {
				t.Errorf("%s %s: %+v", p.Package, e.Name, e.Unresolved)
			}
			for _, proof := range e.Paths {
				if len(proof.Steps) == 0 || proof.Steps[0].Line == 0 && e.Name != "" {
					t.Errorf("%s %s: no path for %s", p.Package, e.Name, proof.Scope)
				}
			}
		}
		if diff := cmp.Diff(commandLines[path.Base(p.Package)], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", p.Package, diff)
		}
	}
}
