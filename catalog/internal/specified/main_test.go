package main

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var spec = flag.String("spec", "", "hold the built-in catalog's table against this `specification`, of the commit that it names")

// TestBuiltIn holds the table against the specification that it is made from.
func TestBuiltIn(t *testing.T) {
	if *spec == "" {
		t.Skip("no specification: go test ./catalog/internal/specified -spec openapi/specification/DigitalOcean-public.v2.yaml")
	}
	want, err := os.ReadFile("../../digitalocean_operations.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := write(&b, *spec); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the table is not what the specification makes (-table +made):\n%s", diff)
	}
}

func TestWrite(t *testing.T) {
	var b strings.Builder
	if err := write(&b, "testdata/api.yaml"); err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(b.String(), "specified.\n")
	want := "POST\thttps://files.example/v1/files\tfiles_create\t-\n" +
		"GET\t/v2/widgets\twidgets_list\twidget:read | widget:admin shop:read\n" +
		"POST\t/v2/widgets\twidgets_create\twidget:create\n"
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if !strings.Contains(b.String(), "the security blocks of its 3\n") {
		t.Errorf("head:\n%s", b.String())
	}
}
