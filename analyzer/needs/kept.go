package needs

import (
	"encoding/json"

	"github.com/scopelint/scopelint/analyzer/kept"
)

// readKept reports whether there is such a file, and it has what it should.
func readKept(file string, into any) bool {
	data := kept.Read(file)
	return data != nil && json.Unmarshal(data, into) == nil
}

// writeKept keeps a value; if that fails, the next run computes it again.
func writeKept(file string, v any) {
	if data, err := json.Marshal(v); err == nil {
		kept.Write(file, data)
	}
}
