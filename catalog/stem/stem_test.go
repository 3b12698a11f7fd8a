package stem_test

import (
	"testing"

	"github.com/scopelint/scopelint/catalog/stem"
)

func TestOf(t *testing.T) {
	for name, want := range map[string]string{
		"Droplets":       "droplet",
		"load-balancers": "load_balancer",
		"spaces_keys":    "space_key",
		"registries":     "registry",
		"addresses":      "address",
		"access":         "access",
		"status":         "status",
		"dns":            "dns",
		"boxes":          "box",
		"patches":        "patch",
		"ÄRZTES":         "ärzte",
		"a__b":           "a__b",
		"":               "",
	} {
		if got := stem.Of(name); got != want {
			t.Errorf("Of(%q) = %q, want %q", name, got, want)
		}
	}
}
