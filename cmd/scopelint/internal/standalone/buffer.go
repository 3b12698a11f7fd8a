package standalone

import (
	"sync"

	"github.com/scopelint/scopelint/analyzer/source"
)

// A buffer holds the files of one package at a time, for the time that it takes
// to look at them: most of what is read is never needed again.
type buffer struct{ free []byte }

var buffers = sync.Pool{New: func() any { return new(buffer) }}

// chunk is how much a buffer gets at once, in bytes.
const chunk = 1 << 20

// read reads a file into the rest of the buffer, and is nil if it cannot.
func (b *buffer) read(ws *source.Workspace, file string) []byte {
	if cap(b.free)-len(b.free) < chunk/8 {
		b.free = make([]byte, 0, chunk) // what was read before keeps the older one
	}
	n := len(b.free)
	all, err := ws.ReadTo(b.free, file)
	if err != nil {
		return nil
	}
	b.free = all
	return all[n:len(all):len(all)]
}

// done gives the buffer back; nothing that was read with it is valid any more.
func (b *buffer) done() {
	b.free = b.free[:0]
	buffers.Put(b)
}
