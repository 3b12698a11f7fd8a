package lsp

import (
	"context"
	"go/scanner"
	"go/token"
	"path/filepath"
	"strings"
	"time"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// query is what asks about a directory as a view has it.
func (v *view) query(ctx context.Context, dir string) Query {
	overlay := v.overlay()
	return Query{ctx, dir, overlay, analyzer.NewConfigs(overlay)}
}

// with is a view in which a document has another text.
func (v *view) with(file, content string) *view {
	w := v.clone()
	d := *w.documents[file]
	d.text = content
	w.documents[file] = &d
	return w
}

// A cursor is a place in a document that a request is about.
type cursor struct {
	view   *view
	file   string
	text   *text
	offset int
}

// cursor finds what a position is in. The file need not be open.
func (v *view) cursor(p positionParams) (cursor, error) {
	file, err := fileOf(p.TextDocument.URI)
	if err != nil {
		return cursor{}, err
	}
	t := v.text(file)
	offset, err := t.offset(p.Position)
	if err != nil {
		return cursor{}, invalid(err)
	}
	return cursor{v, file, t, offset}, nil
}

func (c cursor) isGo() bool { return filepath.Ext(c.file) == ".go" }

func (c cursor) isConfig() bool { return filepath.Base(c.file) == analyzer.ConfigName }

// covers reports whether the cursor is in a location of its file, or at its end.
func (c cursor) covers(l found.Location) bool {
	if filepath.FromSlash(l.File) != c.file {
		return false
	}
	from, to := c.view.offsets(l)
	return from <= c.offset && c.offset <= to
}

// offsets are the bytes of a location.
func (v *view) offsets(l found.Location) (from, to int) {
	t := v.text(filepath.FromSlash(l.File))
	r := v.rangeOf(l)
	from, _ = t.offset(r.Start) // which is in the text, for it was made so
	to, _ = t.offset(r.End)
	return from, to
}

// A literal is a string literal of a Go file, which may lack its end.
type literal struct {
	from, to int // within the quotes
	quote    byte
	open     bool // without the quote at its end
}

// literal returns the string literal that the cursor is within the quotes of. Code
// that does not parse has literals, too.
func (c cursor) literal() (literal, bool) {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(c.text.content))
	var s scanner.Scanner
	s.Init(file, []byte(c.text.content), nil, 0)
	for {
		pos, tok, lit := s.Scan()
		from := file.Offset(pos)
		if tok == token.EOF || from >= c.offset {
			return literal{}, false
		}
		if tok != token.STRING {
			continue
		}
		l := literal{from: from + 1, quote: lit[0]}
		if l.quote == '`' { // whose carriage returns the scanner leaves out
			lit = c.text.content[from:]
			if end := strings.IndexByte(lit[1:], '`'); end >= 0 {
				lit = lit[:end+2]
			}
		}
		l.open = len(lit) < 2 || lit[len(lit)-1] != l.quote
		if l.to = from + len(lit); !l.open {
			l.to--
		}
		if l.from <= c.offset && c.offset <= l.to {
			return l, true
		}
	}
}

// word is the part of a literal between separators that the cursor is in.
func (c cursor) word(from, to int) (start, end int) {
	const separators = " ,\t\n\r\"'`\\+"
	start = from + strings.LastIndexAny(c.text.content[from:c.offset], separators) + 1
	end = to
	if i := strings.IndexAny(c.text.content[c.offset:to], separators); i >= 0 {
		end = c.offset + i
	}
	return start, end
}

// A surveyed is what is known of a module's routes and scopes in one view.
type surveyed struct {
	view   *view
	cancel context.CancelFunc
	done   chan struct{} // closed when the rest is known
	survey *Survey
	err    error
}

// surveyWait is how long a request waits for a survey. One of a large module goes
// on, and answers the next request.
const surveyWait = 5 * time.Second

// forgetSurvey has the module surveyed anew once somebody asks. The caller holds
// m.mu.
func (m *module) forgetSurvey() {
	if m.survey != nil {
		m.survey.cancel()
	}
	m.survey = nil
}

// surveyOf surveys a module, once for as long as nothing changes. It is empty
// while that takes too long.
func (m *module) surveyOf(ctx context.Context, v *view) (*Survey, error) {
	m.mu.Lock()
	k := m.survey
	if k == nil {
		k = m.newSurvey(v)
	}
	m.mu.Unlock()
	select {
	case <-k.done:
	case <-time.After(surveyWait):
		return new(Survey), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if k.err != nil {
		return nil, k.err
	}
	return k.survey.in(k.view, v), nil
}

func (m *module) newSurvey(v *view) *surveyed {
	ctx, cancel := context.WithCancel(m.ctx)
	k := &surveyed{view: v, cancel: cancel, done: make(chan struct{})}
	m.survey = k
	m.server.running.Go(func() {
		defer close(k.done)
		defer cancel()
		k.err = m.server.guarded(func() (err error) {
			k.survey, err = m.server.Engine.Survey(v.query(ctx, m.root))
			return err
		})
	})
	return k
}

// in is a survey of one view as it is in a later one: without what stands in lines
// that have changed.
func (s *Survey) in(then, now *view) *Survey {
	if then == now {
		return s
	}
	moved := new(Survey)
	for _, r := range s.Routes {
		if at, ok := now.moved(r.Location, then); ok {
			r.Location = at
			moved.Routes = append(moved.Routes, r)
		}
	}
	for _, u := range s.Uses {
		if at, ok := now.moved(u.Location, then); ok {
			u.Location = at
			moved.Uses = append(moved.Uses, u)
		}
	}
	return moved
}

// moved is where a location of an earlier view is.
func (v *view) moved(l found.Location, then *view) (found.Location, bool) {
	file := filepath.FromSlash(l.File)
	if v.documents[file] == then.documents[file] {
		return l, true
	}
	r := then.rangeOf(l)
	to, ok := move(r, then.text(file), v.text(file))
	by := int(to.Start.Line) - int(r.Start.Line)
	l.Line, l.EndLine = l.Line+by, l.EndLine+by
	return l, ok
}

// surveyAt surveys the module that a file is in; it is empty outside of modules.
func (s *server) surveyAt(ctx context.Context, v *view, file string) (*Survey, error) {
	m := s.moduleOf(file)
	if m == nil {
		return new(Survey), nil
	}
	return m.surveyOf(ctx, v)
}

// use finds the scope that the cursor is on.
func (s *server) use(ctx context.Context, c cursor) (*Use, error) {
	uses, err := s.Engine.Uses(c.view.query(ctx, filepath.Dir(c.file)))
	if err != nil && ctx.Err() == nil {
		s.log("%s: %v", c.file, err)
		return nil, nil // it is shown where the mistake is
	}
	if err != nil {
		return nil, err
	}
	for i, u := range uses {
		if c.covers(u.Location) {
			return &uses[i], nil
		}
	}
	return nil, nil
}

// route finds the innermost route whose registration the cursor is in.
func (survey *Survey) route(c cursor) *found.Route {
	var best *found.Route
	size := 0
	for i, r := range survey.Routes {
		if !c.covers(r.Location) {
			continue
		}
		from, to := c.view.offsets(r.Location)
		if best == nil || to-from < size {
			best, size = &survey.Routes[i], to-from
		}
	}
	return best
}
