package main

import (
	"runtime/debug"
	"strings"
	"testing"
)

// The version says what the go command wrote, however the program was built.
func TestVersion(t *testing.T) {
	setting := func(key, value string) debug.BuildSetting { return debug.BuildSetting{Key: key, Value: value} }
	for _, tt := range []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"nothing known", nil, "scopelint (devel)\ncommit:   not known\n"},
		{"go install of a release", &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "scopelint v1.2.3\ncommit:   not known\n"},
		{
			"go install of a commit", &debug.BuildInfo{Main: debug.Module{Version: "v0.0.0-20261130145300-a9f880c12345"}},
			"scopelint v0.0.0-20261130145300-a9f880c12345\ncommit:   a9f880c12345\n",
		},
		{
			"go build in a checkout",
			&debug.BuildInfo{Main: debug.Module{Version: "v1.2.4-0.20261130145300-a9f880c12345+dirty"}, Settings: []debug.BuildSetting{
				setting("vcs.revision", "a9f880c1234567"), setting("vcs.time", "2026-11-30T14:53:00Z"), setting("vcs.modified", "true"),
			}},
			"commit:   a9f880c1234567 of 2026-11-30T14:53:00Z, with changes\n",
		},
	} {
		var b strings.Builder
		if err := newVersion(tt.info).print(&b); err != nil || !strings.Contains(b.String(), tt.want) {
			t.Errorf("%s: %v\n%s", tt.name, err, &b)
		}
	}
	var b strings.Builder
	if err := newVersion(nil).print(&b); err != nil || !strings.Contains(b.String(), "digitalocean 2026-11-30") || strings.Contains(b.String(), " ,") {
		t.Errorf("catalogs: %v\n%s", err, &b)
	}
}
