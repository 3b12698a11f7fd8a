package main

import (
	"fmt"
	"os"

	"github.com/scopelint/scopelint/cmd/scopelint/internal/revision"
)

// findCommit finds the repository around the working directory, and the commit
// in it that a flag names.
func findCommit(flag, rev string) (repo *revision.Repository, commit string, err error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, "", err
	}
	repo, err = revision.Find(dir, os.Environ())
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", flag, err)
	}
	commit, ok := repo.Commit(rev)
	if !ok {
		return nil, "", fmt.Errorf("%s: %q is no revision of this repository", flag, rev)
	}
	return repo, commit, nil
}
