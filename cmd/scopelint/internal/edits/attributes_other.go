//go:build unix && !linux && !darwin

package edits

// keepAttributes is for systems whose files seldom have any.
func keepAttributes(from, to string) error { return nil }
