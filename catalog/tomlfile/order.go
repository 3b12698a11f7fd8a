package tomlfile

// Under lists the keys directly below the table called table, in the order of
// the file.
func (f *File) Under(table string) []string {
	var names []string
	for _, k := range f.keys {
		if len(k) == 2 && k[0] == table {
			names = append(names, k[1])
		}
	}
	return names
}
