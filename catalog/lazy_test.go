package catalog

import "testing"

// What asks for scopes alone reads no operations, in one catalog or in
// several.
func TestOperationsAreNotRead(t *testing.T) {
	c := *DigitalOcean()
	c.operations = func() *operations {
		t.Error("the operations were read")
		return new(operations)
	}
	other, err := Parse("other.toml", []byte("name = \"other\"\ngrammar = [\"resource:action\"]\n[scopes]\n\"widget:read\" = \"Read widgets\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	merged, err := Merge(&c, other)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*Catalog{&c, merged} {
		c.Lookup("droplet:read")
		c.Lookup("droplet:raed")
		c.Suggest("droplet:raed")
		c.Actions("droplet")
		c.Covers("api:write", "droplet:read")
		c.Minimal([]string{"api:read", "droplet:read"})
	}
}

// BenchmarkOperations is what the first question for an operation costs.
func BenchmarkOperations(b *testing.B) {
	c := DigitalOcean()
	for b.Loop() {
		c.readOperations(digitalOceanTables)
	}
}
