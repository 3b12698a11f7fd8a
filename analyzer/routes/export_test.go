package routes

// Template writes a path of a package's router with "{name}" for parameters.
func (t *Table) Template(pkg, path string) string {
	for _, r := range t.routers {
		if r.Package == pkg {
			return r.template(path)
		}
	}
	return path
}
