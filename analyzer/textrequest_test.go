package analyzer

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitRequest(t *testing.T) {
	for _, tt := range []struct {
		value    string
		embedded bool
		want     []string
	}{
		{"repo gist,user:email", false, []string{"repo", "gist", "user:email"}},
		{"https://mail.google.com/ openid", false, []string{"https://mail.google.com/", "openid"}},
		{"%s repo ${SCOPE}", false, []string{"repo"}},
		{"https://x.example/?scope=repo+user%3Aemail&user_scope=gist", true, []string{"repo", "user:email", "gist"}},
		{"client_id=1&scope=https%3A%2F%2Fx.example%2Fa.b", true, []string{"https://x.example/a.b"}},
		{`{"url": "https://x.example", "scopes": ["repo", "user:email"], "note": "gist"}`, true, []string{"repo", "user:email"}},
		{`{"a": {"scope": "repo user:email"}}`, true, []string{"repo", "user:email"}},
		{"url: https://x.example\nscopes: [repo, 'user:email'] # both\nnote: gist\n", true, []string{"repo", "user:email"}},
		{"scopes:\n  - repo # one\n  - \"user:email\"\nother:\n  - gist\n", true, []string{"repo", "user:email"}},
		{"scopes = [\n  \"repo\",\n  \"gist\",\n]\n", true, []string{"repo", "gist"}},
		{"OAUTH_SCOPE=repo gist\n", true, []string{"repo", "gist"}},
		{"- name: a\n  scope: repo gist\n", true, []string{"repo", "gist"}},
		{"allow the scope repo at https://x.example", true, nil},
		{"scopes are told at https://x.example", true, nil},
	} {
		var got []string
		for _, f := range splitRequest(tt.value, tt.embedded) {
			got = append(got, f.text)
			if text := unescape.Replace(tt.value[f.off:f.to]); text != f.text {
				t.Errorf("%q: %q stands where %q is said to", tt.value, text, f.text)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.value, diff)
		}
	}
}
