package needs

import (
	"sync"
	"testing"

	"github.com/scopelint/scopelint/analyzer/source"
)

// readOnce is what one test has read of the standard library, for the others.
var readOnce = memory{data: make(map[string][]byte)}

func storedStd(t *testing.T) *source.Std {
	t.Helper()
	build, err := source.NewBuild("")
	if err != nil {
		t.Fatal(err)
	}
	ws, err := source.Open(".", build, nil)
	if err != nil {
		t.Fatal(err)
	}
	ws.Store = &readOnce
	return ws.Std()
}

type memory struct {
	mu   sync.Mutex
	data map[string][]byte
}

func (m *memory) Read(name string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.data[name]
}

func (m *memory) Write(name string, data []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.data[name] = data
}
