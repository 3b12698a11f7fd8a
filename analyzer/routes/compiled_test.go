package routes

import "testing"

// The operations are those that protoc-gen-grpc-gateway writes for the paths.
func TestDecompile(t *testing.T) {
	for want, c := range map[string]struct {
		ops  []int
		pool []string
		verb string
	}{
		"/api/v1/ai:transcribe":               {[]int{2, 0, 2, 1, 2, 2}, []string{"api", "v1", "ai"}, "transcribe"},
		"/v1/{id}":                            {[]int{2, 0, 1, 0, 4, 1, 5, 1}, []string{"v1", "id"}, ""},
		"/api/v1/{name=attachments/*}":        {[]int{2, 0, 2, 1, 2, 2, 1, 0, 4, 2, 5, 3}, []string{"api", "v1", "attachments", "name"}, ""},
		"/api/v1/{name=users/*/identities/*}": {[]int{2, 0, 2, 1, 2, 2, 1, 0, 2, 3, 1, 0, 4, 4, 5, 4}, []string{"api", "v1", "users", "identities", "name"}, ""},
		"/files/{path=**}":                    {[]int{2, 0, 3, 0, 4, 1, 5, 1}, []string{"files", "path"}, ""},
		"/files/**":                           {[]int{2, 0, 3, 0}, []string{"files"}, ""},
	} {
		if got, ok := decompile(c.ops, c.pool, []string{c.verb}); !ok || got != want {
			t.Errorf("%v %v: %q, %t, want %q", c.ops, c.pool, got, ok, want)
		}
	}
	for _, ops := range [][]int{nil, {2, 7}, {4, 1}, {4, 0}, {5, 0}, {9, 9}} {
		if got, ok := decompile(ops, []string{"a"}, []string{""}); ok {
			t.Errorf("%v: %q is no path", ops, got)
		}
	}
	if got := braces("/api/{name=attachments/*}/{id:[0-9]+}"); got != "/api/{name}/{id}" {
		t.Errorf("template %q", got)
	}
}
