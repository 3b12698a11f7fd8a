package routes_test

import (
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// TestMistakesInTheTable tries rows as a team may write them by mistake.
func TestMistakesInTheTable(t *testing.T) {
	for _, test := range []struct {
		router routes.Router
		want   string
	}{
		{routes.Router{}, "no package"},
		{routes.Router{Package: "p", Params: "<id>"}, `params = "<id>": use {id}, :id`},
		{routes.Router{Package: "p", Join: "glue"}, `join = "glue": use slash, always, concat`},
		{routes.Router{Package: "p", Inherit: "all"}, `inherit = "all": use live, copy, path, text`},
		{row("get Get(path, handler)"), `"get" is neither an HTTP method in upper case nor one of`},
		{row("GET Get"), "write it as VERB Name(parameter, parameter...)"},
		{row("GET Get(path, handler) bear"), "write it as VERB Name(parameter, parameter...)"},
		{routes.Router{Package: "p", Rejects: []string{"acme.example/web"}}, `write "acme.example/web" as "import/path.Name"`},
		{row("GET Get(path, handelr)"), `"handelr" is no parameter`},
		{row("GET Get(path..., handler...)"), "only one can"},
		{row("mount Mount(prefix)"), `"mount" needs a parameter "handler"`},
	} {
		_, err := routes.Default().With(test.router)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: error %v, want %q", test.router, err, test.want)
		}
	}
}

func row(text string) routes.Router {
	return routes.Router{Package: "p", Calls: map[string][]string{"Router": {text}}}
}
