package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// Options are what a server is made of.
type Options struct {
	Engine  Engine
	Version string
	Log     io.Writer // of what only a developer wants to see
}

// Serve speaks with an editor until it leaves. The error is nil if it left in
// the way that the protocol wants.
func Serve(ctx context.Context, o Options, in io.Reader, out io.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newServer(ctx, o)
	logger := log.New(o.Log, "scopelint lsp: ", 0)
	conn := jsonrpc2.NewConn(ctx, newStream(in, out, func() error { cancel(); return nil }), s, jsonrpc2.SetLogger(logger))
	s.attach(conn)
	<-conn.DisconnectNotify()
	cancel()
	ended := make(chan struct{})
	go func() {
		s.running.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(patience): // not everything can be cancelled, and the editor waits
	}
	if s.at() == initialized {
		return errors.New("the editor left without a shutdown")
	}
	return nil
}

// patience is how long a session waits for what was cancelled.
const patience = 2 * time.Second

// The codes of errors that jsonrpc2 does not have.
const (
	codeNotInitialized = -32002
	codeCancelled      = -32800
	codeRequestFailed  = -32803
)

// The stages of a session.
type stage int

const (
	unborn stage = iota
	initialized
	shutDown
)

// A server is one session.
type server struct {
	Options
	ctx      context.Context
	attached chan struct{}
	conn     *jsonrpc2.Conn // once attached
	running  sync.WaitGroup // requests and modules

	mu       sync.Mutex
	stage    stage
	client   initializeParams
	encoding string
	view     *view
	modules  map[string]*module // by root
	pending  map[jsonrpc2.ID]context.CancelFunc
	told     map[string]bool   // messages that were shown
	problems map[string]string // that were logged, by module
}

func newServer(ctx context.Context, o Options) *server {
	return &server{
		Options: o, ctx: ctx, attached: make(chan struct{}), modules: make(map[string]*module),
		pending: make(map[jsonrpc2.ID]context.CancelFunc), told: make(map[string]bool), problems: make(map[string]string), view: &view{encoding: utf16Encoding},
	}
}

func (s *server) attach(conn *jsonrpc2.Conn) {
	s.conn = conn
	close(s.attached)
}

func (s *server) at() stage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stage
}

// A request answers with a result, or an error. It was read when the buffers
// were as the view has them.
type request func(ctx context.Context, v *view, params json.RawMessage) (any, error)

// requests are what the editor may ask.
func (s *server) requests() map[string]request {
	return map[string]request{
		"textDocument/hover":          handler(s.hover),
		"textDocument/completion":     handler(s.completion),
		"textDocument/codeAction":     handler(s.codeActions),
		"textDocument/definition":     handler(s.definition),
		"textDocument/references":     handler(s.references),
		"textDocument/documentSymbol": handler(s.documentSymbols),
		"workspace/symbol":            handler(s.workspaceSymbols),
		"textDocument/codeLens":       handler(s.codeLenses),
		"workspace/executeCommand":    handler(s.execute),
	}
}

// handler makes a request of a function with its parameters.
func handler[P, R any](answer func(ctx context.Context, v *view, p *P) (R, error)) request {
	return func(ctx context.Context, v *view, params json.RawMessage) (any, error) {
		p := new(P)
		if err := parse(params, p); err != nil {
			return nil, err
		}
		return answer(ctx, v, p)
	}
}

func parse(params json.RawMessage, into any) error {
	if len(params) == 0 {
		params = json.RawMessage("{}")
	}
	if err := json.Unmarshal(params, into); err != nil {
		return invalid(err)
	}
	return nil
}

func invalid(err error) error {
	return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
}

// Handle takes one message. Messages come in order; what takes long goes on in
// a goroutine of its own.
func (s *server) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	<-s.attached
	var params json.RawMessage
	if req.Params != nil {
		params = *req.Params
	}
	if req.Notif {
		if err := s.guarded(func() error { return s.notified(req.Method, params) }); err != nil {
			s.log("%s: %v", req.Method, err)
			s.show(messageError, fmt.Sprintf("%s: %v", req.Method, err))
		}
		return
	}
	answer, err := s.admit(req.Method)
	if err != nil {
		s.reply(req.ID, nil, err)
		return
	}
	switch req.Method {
	case "initialize", "shutdown":
		var result any
		err := s.guarded(func() (err error) { result, err = answer(ctx, nil, params); return err })
		s.reply(req.ID, result, err)
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	s.pending[req.ID] = cancel
	v := s.view
	s.mu.Unlock()
	s.running.Go(func() {
		defer cancel()
		var result any
		err := s.guarded(func() (err error) { result, err = answer(ctx, v, params); return err })
		s.mu.Lock()
		delete(s.pending, req.ID)
		s.mu.Unlock()
		if ctx.Err() != nil && err != nil {
			err = &jsonrpc2.Error{Code: codeCancelled, Message: "cancelled"}
		}
		s.reply(req.ID, result, err)
	})
}

// admit finds what answers a request, if the stage of the session allows it.
func (s *server) admit(method string) (request, error) {
	stage := s.at()
	switch {
	case stage == shutDown:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the session is shut down"}
	case method == "initialize" && stage == unborn:
		return handler(s.initialize), nil
	case method == "initialize":
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the session is initialized already"}
	case stage == unborn:
		return nil, &jsonrpc2.Error{Code: codeNotInitialized, Message: "the session is not initialized"}
	case method == "shutdown":
		return handler(s.shutdown), nil
	}
	if answer, ok := s.requests()[method]; ok {
		return answer, nil
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "there is no method " + method}
}

// guarded runs a function whose panic is an error: it ends no session.
func (s *server) guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			s.log("panic: %v\n%s", r, debug.Stack())
			err = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: fmt.Sprintf("scopelint panicked, please report it: %v", r)}
		}
	}()
	return f()
}

func (s *server) reply(id jsonrpc2.ID, result any, err error) {
	var of *jsonrpc2.Error
	if err != nil && !errors.As(err, &of) {
		of = &jsonrpc2.Error{Code: codeRequestFailed, Message: err.Error()}
	}
	if of != nil {
		err = s.conn.ReplyWithError(s.ctx, id, of)
	} else {
		err = s.conn.Reply(s.ctx, id, result)
	}
	if err != nil && s.ctx.Err() == nil {
		s.log("reply: %v", err)
	}
}

func (s *server) notify(method string, params any) {
	if err := s.conn.Notify(s.ctx, method, params); err != nil && s.ctx.Err() == nil {
		s.log("%s: %v", method, err)
	}
}

func (s *server) log(format string, args ...any) {
	fmt.Fprintf(s.Log, "scopelint lsp: "+format+"\n", args...)
}

// show shows a message, each once a session.
func (s *server) show(kind int, message string) {
	s.mu.Lock()
	told := s.told[message]
	s.told[message] = true
	s.mu.Unlock()
	if !told {
		s.notify("window/showMessage", messageParams{kind, message})
	}
}

// initialize begins the session.
func (s *server) initialize(_ context.Context, _ *view, p *initializeParams) (*initializeResult, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stage, s.client, s.encoding = initialized, *p, utf16Encoding
	if slices.Contains(p.Capabilities.General.PositionEncodings, utf8Encoding) {
		s.encoding = utf8Encoding
	}
	s.view = &view{documents: make(map[string]*document), encoding: s.encoding}
	r := new(initializeResult)
	r.ServerInfo.Name, r.ServerInfo.Version = "scopelint", s.Version
	c := &r.Capabilities
	c.PositionEncoding = s.encoding
	c.TextDocumentSync = syncOptions{OpenClose: true, Change: 2, Save: true}
	c.HoverProvider, c.DefinitionProvider, c.ReferencesProvider = true, true, true
	c.DocumentSymbolProvider, c.WorkspaceSymbolProvider = true, true
	c.CompletionProvider.TriggerCharacters = []string{`"`, ":", ",", " ", "`"}
	c.CodeActionProvider.CodeActionKinds = []string{actionQuickFix, actionFixAll}
	c.ExecuteCommandProvider.Commands = []string{commandLint}
	c.Workspace.WorkspaceFolders.Supported = true
	return r, nil
}

// shutdown ends all that runs. What is left is the notification exit.
func (s *server) shutdown(context.Context, *view, *struct{}) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stage = shutDown
	for _, cancel := range s.pending {
		cancel()
	}
	for _, m := range s.modules {
		m.stop()
	}
	return nil, nil
}

// notified takes a notification.
func (s *server) notified(method string, params json.RawMessage) error {
	switch {
	case method == "exit":
		return s.conn.Close()
	case s.at() != initialized:
		return nil // as the protocol wants
	}
	switch method {
	case "initialized":
		s.watch()
	case "$/cancelRequest":
		return s.cancel(params)
	case "textDocument/didOpen":
		return notification(params, s.didOpen)
	case "textDocument/didChange":
		return notification(params, s.didChange)
	case "textDocument/didSave":
		return notification(params, s.didSave)
	case "textDocument/didClose":
		return notification(params, s.didClose)
	case "workspace/didChangeWatchedFiles":
		return notification(params, s.didChangeFiles)
	}
	return nil // others are for others
}

func notification[P any](params json.RawMessage, take func(*P) error) error {
	p := new(P)
	if err := parse(params, p); err != nil {
		return err
	}
	return take(p)
}

func (s *server) cancel(params json.RawMessage) error {
	var p struct {
		ID jsonrpc2.ID `json:"id"`
	}
	if err := parse(params, &p); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.pending[p.ID]; cancel != nil {
		cancel()
	}
	return nil
}

// watch asks the editor to tell of files that change, if it can. What it does
// not tell is seen when something is judged the next time.
func (s *server) watch() {
	s.mu.Lock()
	can := s.client.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration
	s.mu.Unlock()
	if !can {
		return
	}
	type watcher struct {
		GlobPattern string `json:"globPattern"`
	}
	var watchers []watcher
	for _, glob := range []string{"**/*.go", "**/.scopelint.toml", "**/*.toml", "**/go.{mod,work,sum}", "**/vendor/modules.txt"} {
		watchers = append(watchers, watcher{glob})
	}
	registration := map[string]any{"registrations": []any{map[string]any{
		"id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": map[string]any{"watchers": watchers},
	}}}
	s.running.Go(func() {
		if err := s.conn.Call(s.ctx, "client/registerCapability", registration, nil); err != nil && s.ctx.Err() == nil {
			s.log("client/registerCapability: %v", err)
		}
	})
}
