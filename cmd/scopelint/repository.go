package main

import "github.com/scopelint/scopelint/analyzer"

// repositoryNames names files as those who look at a whole repository do.
type repositoryNames struct{ dir, root string }

// newRepositoryNames is for files that are named relative to dir.
func newRepositoryNames(dir string) repositoryNames {
	if root, ok := analyzer.FindAbove(dir, ".git"); ok {
		return repositoryNames{dir, root}
	}
	return repositoryNames{dir, dir}
}

// of names a file relative to the root of the repository, if it is in it.
func (n repositoryNames) of(file string) string { return relative(n.root, absolute(n.dir, file)) }
