package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// A fakeEngine finds nothing, and does what a test wants when it is asked for
// uses.
type fakeEngine struct{ uses func(q Query) ([]Use, error) }

func (fakeEngine) Root(file string) (string, bool)                         { return filepath.Dir(file), true }
func (fakeEngine) Lint(Query) (*Report, error)                             { return new(Report), nil }
func (fakeEngine) Package(Query) ([]found.Finding, error)                  { return nil, nil }
func (e fakeEngine) Uses(q Query) ([]Use, error)                           { return e.uses(q) }
func (fakeEngine) Survey(Query) (*Survey, error)                           { return new(Survey), nil }
func (fakeEngine) Explain(*catalog.Catalog, string) (text string, ok bool) { return "", false }
func (fakeEngine) Catalogs(*analyzer.Config) []*catalog.Catalog            { return nil }

// A wire is the two ends of a session, byte by byte.
type wire struct {
	t    *testing.T
	in   *io.PipeWriter
	out  *bufio.Reader
	done chan error
}

func newWire(t *testing.T, e Engine) *wire {
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	w := &wire{t, toServer, bufio.NewReader(fromServer), make(chan error, 1)}
	go func() {
		w.done <- Serve(context.Background(), Options{Engine: e, Log: io.Discard}, in, out)
		out.Close()
	}()
	return w
}

func (w *wire) send(raw string) {
	if _, err := io.WriteString(w.in, raw); err != nil {
		w.t.Fatal(err)
	}
}

func (w *wire) message(body string) {
	w.send(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

// reply reads the next answer, and leaves out notifications.
func (w *wire) reply() (id, result string, code int) {
	w.t.Helper()
	for {
		header, err := w.out.ReadString('\n')
		if err != nil {
			w.t.Fatal(err)
		}
		var length int
		if _, err := fmt.Sscanf(header, "Content-Length: %d", &length); err != nil {
			w.t.Fatalf("%q: %v", header, err)
		}
		body := make([]byte, length+2)
		if _, err := io.ReadFull(w.out, body); err != nil {
			w.t.Fatal(err)
		}
		var m struct {
			ID     json.RawMessage `json:"id"`
			Method string          `json:"method"`
			Result json.RawMessage `json:"result"`
			Error  struct {
				Code int `json:"code"`
			} `json:"error"`
		}
		if err := json.Unmarshal(body, &m); err != nil {
			w.t.Fatal(err)
		}
		if m.Method == "" {
			return string(m.ID), string(m.Result), m.Error.Code
		}
	}
}

// wants fails unless the next answer is an error of this code.
func (w *wire) wants(what, id string, code int) {
	w.t.Helper()
	if gotID, _, gotCode := w.reply(); gotID != id || gotCode != code {
		w.t.Errorf("%s: answer %s has code %d, want answer %s with code %d", what, gotID, gotCode, id, code)
	}
}

const hoverAt = `{"jsonrpc":"2.0","id":%d,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///m/a.go"},"position":{"line":0,"character":20}}}`

// TestWire: what is no message is answered, and so is what comes at the wrong
// time; a panic and a request that is cancelled are errors. The session goes on.
func TestWire(t *testing.T) {
	asked, ended := make(chan bool), make(chan bool, 1)
	mode := "panic"
	w := newWire(t, fakeEngine{func(q Query) ([]Use, error) {
		if mode == "panic" {
			panic("on purpose")
		}
		asked <- true
		<-q.Context.Done()
		ended <- true
		return nil, q.Context.Err()
	}})
	w.message(`{"jsonrpc":"2.0","id":1,"method":"textDocument/hover"}`)
	w.wants("a request before initialize", "1", codeNotInitialized)
	w.message(`{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"capabilities":{}}}`)
	if id, result, _ := w.reply(); id != "2" || !strings.Contains(result, `"positionEncoding":"utf-16"`) {
		t.Errorf("initialize: %s %s", id, result)
	}
	for _, m := range []struct{ what, raw string }{
		{"no JSON", "Content-Length: 5\r\n\r\n{\"a\":"},
		{"no length", "Content-Type: x\r\n\r\n"},
		{"a bad length", "Content-Length: -3\r\n\r\n"},
	} {
		w.send(m.raw)
		w.wants(m.what, "null", -32700)
	}
	for _, body := range []string{`[]`, `7`, `{"id":1}`, `{"method":7}`, `[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`} {
		w.message(body)
		w.wants(body, "null", -32600)
	}
	w.message(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///m/a.go","version":1,"text":"package a; var s = \"scope\"\n"}}}`)
	w.message(fmt.Sprintf(hoverAt, 3))
	w.wants("a panic", "3", -32603)
	mode = "block"
	w.message(fmt.Sprintf(hoverAt, 4))
	<-asked
	w.message(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":4}}`)
	w.wants("a request that is cancelled", "4", codeCancelled)
	<-ended
	w.message(`{"jsonrpc":"2.0","id":"five","method":"shutdown"}`)
	if id, result, code := w.reply(); id != `"five"` || result != "null" || code != 0 {
		t.Errorf("shutdown: %s %s %d", id, result, code)
	}
	w.message(fmt.Sprintf(hoverAt, 6))
	w.wants("a request after shutdown", "6", -32600)
	w.message(`{"jsonrpc":"2.0","method":"exit"}`)
	if err := <-w.done; err != nil {
		t.Error(err)
	}
}

// TestLeft: an editor that is gone ends the session, with an error.
func TestLeft(t *testing.T) {
	w := newWire(t, fakeEngine{})
	w.message(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`)
	w.reply()
	w.in.Close()
	if err := <-w.done; err == nil {
		t.Error("a session without shutdown is no error")
	}
}
