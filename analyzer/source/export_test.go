package source

// Place is the directory of the package that an import path means, "" if it is
// not there.
func (ws *Workspace) Place(path string) string { return ws.resolve(path, false).dir }

// StripBodies is stripBodies.
var StripBodies = stripBodies
