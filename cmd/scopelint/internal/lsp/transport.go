package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// A stream reads and writes messages with the headers of the protocol. Unlike
// the one of jsonrpc2 it survives what is no message: that is answered with an
// error.
type stream struct {
	in  *bufio.Reader
	out io.Writer
	end func() error

	mu sync.Mutex // of out
}

func newStream(in io.Reader, out io.Writer, end func() error) *stream {
	return &stream{in: bufio.NewReader(in), out: out, end: end}
}

// mostBytes is how long a message may be: more than any source file.
const mostBytes = 64 << 20

// ReadObject reads the next message into v, a pointer.
func (s *stream) ReadObject(v any) error {
	for {
		data, err := s.readFrame()
		var bad *jsonrpc2.Error
		if errors.As(err, &bad) {
			s.refuse(bad)
			continue
		}
		if err != nil {
			return err
		}
		if !json.Valid(data) {
			s.refuse(&jsonrpc2.Error{Code: jsonrpc2.CodeParseError, Message: "the message is no JSON"})
			continue
		}
		if err := json.Unmarshal(data, v); err != nil {
			reflect.ValueOf(v).Elem().SetZero() // of what was read before the mistake
			s.refuse(&jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: err.Error()})
			continue
		}
		return nil
	}
}

// readFrame reads the headers and the text of a message. A [*jsonrpc2.Error] is
// for the peer, and the next message can be read.
func (s *stream) readFrame() ([]byte, error) {
	length := -1
	for lines := 0; ; lines++ {
		line, err := s.in.ReadSlice('\n')
		if err != nil {
			return nil, err // a line longer than any header is no protocol of ours
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" && lines == 0 {
			continue
		}
		if text == "" {
			break
		}
		name, value, _ := strings.Cut(text, ":")
		if strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || length < 0 {
				length = -1
			}
		}
	}
	if length < 0 {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeParseError, Message: "a message needs a header Content-Length: with its bytes"}
	}
	if length > mostBytes {
		if _, err := io.CopyN(io.Discard, s.in, int64(length)); err != nil {
			return nil, err
		}
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: fmt.Sprintf("a message of %d bytes is longer than %d", length, mostBytes)}
	}
	data := make([]byte, length)
	_, err := io.ReadFull(s.in, data)
	return data, err
}

// refuse answers what is no message, of which no ID is known.
func (s *stream) refuse(e *jsonrpc2.Error) {
	_ = s.WriteObject(map[string]any{"jsonrpc": "2.0", "id": nil, "error": e}) // the next read tells if the peer is gone
}

// WriteObject writes a message.
func (s *stream) WriteObject(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err = fmt.Fprintf(s.out, "Content-Length: %d\r\n\r\n%s", len(data), data)
	return err
}

// Close ends the session.
func (s *stream) Close() error { return s.end() }
