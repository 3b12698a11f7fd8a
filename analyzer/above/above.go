// Package above finds the files that hold for a directory, in it or above it.
// It depends on package os alone, for package glance.
package above

import "os"

// ConfigName is the name of the configuration file, at the root of a module.
const ConfigName = ".scopelint.toml"

// ConfigEnv is the environment variable that names a configuration file to use
// instead. Unlike a flag it is seen by every step of go vet.
const ConfigEnv = "SCOPELINT_CONFIG"

// Config returns the configuration file that holds in a directory, an absolute
// path: the one that [ConfigEnv] names, the one at the root of the directory's
// module, or "" outside of modules. The file need not exist.
func Config(dir string) string {
	if file := os.Getenv(ConfigEnv); file != "" {
		return file
	}
	root, ok := Find(dir, "go.mod")
	if !ok {
		return ""
	}
	return in(root, ConfigName)
}

// Find returns the nearest directory at or above dir, an absolute path, that has
// a file called name.
func Find(dir, name string) (string, bool) {
	for {
		if _, err := os.Stat(in(dir, name)); err == nil {
			return dir, true
		}
		parent := parent(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// in joins a directory and a name, as package filepath does.
func in(dir, name string) string {
	if dir != "" && os.IsPathSeparator(dir[len(dir)-1]) {
		return dir + name
	}
	return dir + string(os.PathSeparator) + name
}

// parent returns the directory above an absolute one, or itself for a root.
func parent(dir string) string {
	end := len(dir)
	for end > 0 && !os.IsPathSeparator(dir[end-1]) {
		end--
	}
	switch {
	case end == 0 || end == len(dir): // C: or /
		return dir
	case end == 1 || dir[end-2] == ':': // what is above /tmp or C:\tmp is a root
		return dir[:end]
	}
	return dir[:end-1]
}
