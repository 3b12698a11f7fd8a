package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
)

// now is the view of the buffers as they are.
func (s *server) now() *view {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view
}

// moduleOf returns the module that a file is in, which is judged from then on;
// nil for a file outside of modules that are worked on.
func (s *server) moduleOf(file string) *module {
	root, ok := s.Engine.Root(file)
	if !ok {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.modules[root]
	if m == nil && s.stage == initialized {
		m = s.newModule(root)
		s.modules[root] = m
	}
	return m
}

// change puts a document into the view, or takes it out.
func (s *server) change(file string, d *document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.view.clone()
	if d == nil {
		delete(v.documents, file)
	} else {
		v.documents[file] = d
	}
	s.view = v
}

// touch has a file's module judged; what several modules rest on all of them.
func (s *server) touch(file string, atOnce bool) {
	if m := s.moduleOf(file); m != nil {
		m.touch(file, atOnce)
	}
	if filepath.Ext(file) == ".go" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.modules { // a catalog may be any module's
		m.touch("", atOnce)
	}
}

func (s *server) didOpen(p *didOpenParams) error {
	file, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return nil // a buffer that is no file is nothing to judge
	}
	if s.now().documents[file] != nil {
		return fmt.Errorf("%s is open already", p.TextDocument.URI)
	}
	s.change(file, &document{file, p.TextDocument.URI, p.TextDocument.Version, p.TextDocument.Text})
	s.touch(file, true)
	return nil
}

// document finds an open document.
func (v *view) document(uri string) (*document, error) {
	file, err := fileOf(uri)
	if err != nil {
		return nil, err
	}
	d := v.documents[file]
	if d == nil {
		return nil, fmt.Errorf("%s is not open", uri)
	}
	return d, nil
}

func (s *server) didChange(p *didChangeParams) error {
	if _, err := fileOf(p.TextDocument.URI); err != nil {
		return nil
	}
	d, err := s.now().document(p.TextDocument.URI)
	if err != nil {
		return err
	}
	version := d.version + 1
	if p.TextDocument.Version != nil {
		version = *p.TextDocument.Version
	}
	if version <= d.version {
		return fmt.Errorf("version %d of %s comes after version %d: the change is not made", version, d.uri, d.version)
	}
	content, err := d.apply(p.ContentChanges, s.encoding)
	if err != nil {
		return fmt.Errorf("version %d of %s: %w: the change is not made", version, d.uri, err)
	}
	s.change(d.file, &document{d.file, d.uri, version, content})
	s.touch(d.file, false)
	return nil
}

func (s *server) didSave(p *documentParams) error {
	file, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return nil
	}
	s.touch(file, true)
	return nil
}

func (s *server) didClose(p *documentParams) error {
	if _, err := fileOf(p.TextDocument.URI); err != nil {
		return nil
	}
	d, err := s.now().document(p.TextDocument.URI)
	if err != nil {
		return err
	}
	s.change(d.file, nil)
	s.touch(d.file, true)
	return nil
}

// didChangeFiles is told of files that have changed on disk. Those that are open
// are as the editor has them.
func (s *server) didChangeFiles(p *watchedFilesParams) error {
	const changed = 2
	v := s.now()
	for _, c := range p.Changes {
		file, err := fileOf(c.URI)
		if err != nil || c.Type == changed && v.documents[file] != nil {
			continue
		}
		s.mu.Lock()
		for _, m := range s.modules {
			m.touch("", false)
		}
		s.mu.Unlock()
		break
	}
	return nil
}

// commandLint judges all modules again, or that of the file whose URI is its
// argument, and answers when what is wrong with them is on the way.
const commandLint = "scopelint.lint"

func (s *server) execute(ctx context.Context, _ *view, p *executeParams) (json.RawMessage, error) {
	if p.Command != commandLint {
		return nil, invalid(errors.New("there is no command " + p.Command))
	}
	asked := func(*module) bool { return true }
	if len(p.Arguments) > 0 {
		var uri string
		if err := parse(p.Arguments[0], &uri); err != nil {
			return nil, err
		}
		file, err := fileOf(uri)
		if err != nil {
			return nil, invalid(err)
		}
		of := s.moduleOf(file)
		asked = func(m *module) bool { return m == of }
	}
	s.mu.Lock()
	var waits []<-chan struct{}
	for _, m := range s.modules {
		if !asked(m) {
			continue
		}
		m.touch("", true)
		waits = append(waits, m.one.settled(), m.all.settled())
	}
	s.mu.Unlock()
	for _, settled := range waits {
		select {
		case <-settled:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return json.RawMessage("null"), nil
}
