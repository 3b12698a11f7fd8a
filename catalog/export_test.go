package catalog

// ParseDigitalOcean parses the built-in catalog anew.
func ParseDigitalOcean() *Catalog {
	c, err := Parse("digitalocean.toml", digitalOcean)
	if err != nil {
		panic(err)
	}
	return c
}
