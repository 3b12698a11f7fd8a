package analyzer

import (
	"slices"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/shape"
	"github.com/scopelint/scopelint/catalog"
)

// Every sign is whole, is one of a catalog that is there, and is seen in the
// bytes of a package before that is parsed.
func TestSigns(t *testing.T) {
	n := 0
	for line := range strings.Lines(providerTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		n++
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 4 || !slices.Contains([]string{"address", "name", "one"}, f[0]) {
			t.Fatalf("%q is no sign", line)
		}
		if _, ok := catalog.Ready(f[1]); !ok {
			t.Errorf("%q: there is no such catalog", line)
		}
		shown := f[2]
		if f[0] != "address" {
			shown = shown[:strings.LastIndex(shown, ".")] // its package is imported
		}
		if !shape.Asks([][]byte{[]byte("Scopes"), []byte(strings.TrimPrefix(strings.Replace(shown, "/vN", "/v2", 1), "*"))}) {
			t.Errorf("%q does not show in a package", line)
		}
	}
	if s := signs(); len(s.addresses)+len(s.names)+len(s.ones) != n {
		t.Errorf("%d signs are read of %d", len(s.addresses)+len(s.names)+len(s.ones), n)
	}
	if !slices.ContainsFunc(signs().addresses, func(a address) bool { return a.tokens == "bot" }) {
		t.Error("no address tells the kind of tokens")
	}
}

func TestSignInURL(t *testing.T) {
	for url, want := range map[string]string{
		"https://github.com/login/oauth/authorize":                      "github",
		"https://acme.myshopify.com/admin/oauth/authorize":              "shopify",
		"https://login.microsoftonline.com/tenant/oauth2/v2.0/token":    "microsoft-graph",
		"https://slack.com/oauth/v2/authorize?scope=chat:write":         "slack",
		"https://github.com/acme/login":                                 "",
		"https://evil.example/github.com/login/oauth":                   "",
		"github.com/login/oauth":                                        "",
		"https://example.com/?next=https://github.com/login/oauth/auth": "",
	} {
		if s, _ := signs().inURL(url); s.catalog != want {
			t.Errorf("%s is a sign of %q, want %q", url, s.catalog, want)
		}
	}
}
