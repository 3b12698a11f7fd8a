package lsp

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
)

// A tomlPlace is what a line of a TOML file is about up to the cursor.
type tomlPlace struct {
	table []string // the header above
	key   string   // of the value that the cursor is in, "" in front of "="
	quote int      // where the text that the cursor is in begins, -1 outside of one
	start int      // where the key or the bare word begins
}

// place reads the lines up to the cursor.
func (c cursor) place() tomlPlace {
	p := tomlPlace{quote: -1}
	lineStart := strings.LastIndexByte(c.text.content[:c.offset], '\n') + 1
	for line := range strings.Lines(c.text.content[:lineStart]) {
		p.read(strings.TrimSpace(line))
	}
	line := c.text.content[lineStart:c.offset]
	if name, _, ok := strings.Cut(line, "="); ok && isKeyText(name) {
		p.key = strings.Trim(strings.TrimSpace(name), `"'`)
	}
	var quote byte
	for i := range len(line) {
		switch {
		case quote == 0 && (line[i] == '"' || line[i] == '\''):
			quote, p.quote = line[i], lineStart+i+1
		case quote == line[i]:
			quote, p.quote = 0, -1
		}
	}
	p.start = lineStart + len(line) - len(strings.TrimLeft(line, " \t["))
	return p
}

// read reads a whole line: a header, or the beginning or the end of a value.
func (p *tomlPlace) read(line string) {
	switch {
	case p.key == "" && strings.HasPrefix(line, "["):
		name, _, _ := strings.Cut(strings.Trim(line, "[ "), "]")
		p.table = strings.Split(strings.TrimSpace(name), ".")
	case p.key == "":
		name, value, ok := strings.Cut(line, "=")
		if ok && isKeyText(name) && strings.HasPrefix(strings.TrimSpace(value), "[") && !strings.Contains(value, "]") {
			p.key = strings.TrimSpace(name) // an array of several lines
		}
	case strings.Contains(line, "]"):
		p.key = ""
	}
}

func isKeyText(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && !strings.ContainsAny(s, "#[{,")
}

// completeConfig offers keys, rules, severities, catalogs and scopes.
func (s *server) completeConfig(ctx context.Context, c cursor) (*completionList, error) {
	p := c.place()
	list := &completionList{Items: []completionItem{}}
	add := func(kind int, names []string, suffix string, from int) {
		for _, name := range names {
			list.Items = append(list.Items, completionItem{Label: name, Kind: kind, TextEdit: &textEdit{c.text.span(from, c.offset), name + suffix}, FilterText: name})
		}
	}
	key := p.key
	if key == "" {
		if p.quote < 0 {
			s.completeKeys(c, p, add)
		}
		return list, nil
	}
	if p.quote < 0 {
		return list, nil
	}
	if path := append(slices.Clone(p.table), strings.Split(key, ".")...); path[len(path)-1] == "scopes" || path[len(path)-1] == "allow" || path[len(path)-1] == "scope" {
		if known := s.catalogOf(ctx, c); known != nil {
			return completeScopes(known, c, p.quote, c.offset), nil
		}
		return list, nil
	} else if slices.Contains(path, "rules") {
		add(kindEnum, []string{string(analyzer.Error), string(analyzer.Warning), string(analyzer.Off)}, "", p.quote)
	} else if path[len(path)-1] == "catalogs" {
		add(kindModule, catalog.ReadyNames(), "", p.quote)
	} else if path[len(path)-1] == "rule" {
		add(kindValue, analyzer.RuleIDs(), "", p.quote)
	}
	return list, nil
}

// completeKeys offers the keys of the table that a line is in.
func (s *server) completeKeys(c cursor, p tomlPlace, add func(kind int, names []string, suffix string, from int)) {
	if len(p.table) > 0 && p.table[len(p.table)-1] == "rules" {
		add(kindProperty, analyzer.RuleIDs(), ` = "error"`, p.start)
		return
	}
	add(kindProperty, analyzer.ConfigKeys(p.table...), "", p.start)
}

// catalogOf is the catalog that the configuration at hand compares scopes with;
// the built-in one while it has mistakes.
func (s *server) catalogOf(ctx context.Context, c cursor) *catalog.Catalog {
	dir := filepath.Dir(c.file)
	cfg, err := c.view.query(ctx, dir).Configs.Find(dir)
	if err != nil {
		return catalog.DigitalOcean()
	}
	if all := s.Engine.Catalogs(cfg); len(all) > 0 {
		return all[0]
	}
	return nil
}

// tomlWord is the text in quotes that the cursor is in, or "".
func (c cursor) tomlWord() string {
	p := c.place()
	if p.quote < 0 {
		return ""
	}
	end := strings.IndexAny(c.text.content[c.offset:], "\"'\n")
	if end < 0 {
		return ""
	}
	return c.text.content[p.quote : c.offset+end]
}

// hoverTOML explains the rule or the scope that a configuration names.
func (s *server) hoverTOML(c cursor) *hoverResult {
	if !c.isConfig() {
		return nil
	}
	word := c.tomlWord()
	if word == "" {
		word = c.bareWord()
	}
	if rule, ok := ruleOf(word); ok {
		return &hoverResult{Contents: markupContent{"markdown", fence(rule.Doc()) + "\n\n[" + rule.ID + "](" + rule.URL() + ")"}}
	}
	if known := s.catalogOf(context.Background(), c); known != nil && word != "" {
		return s.explained(&Use{Scope: word, Catalog: known}, nil)
	}
	return nil
}

// bareWord is the word that the cursor is in.
func (c cursor) bareWord() string {
	isPart := func(b byte) bool { return b == '-' || b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
	from, to := c.offset, c.offset
	for from > 0 && isPart(c.text.content[from-1]) {
		from--
	}
	for to < len(c.text.content) && isPart(c.text.content[to]) {
		to++
	}
	return c.text.content[from:to]
}

// allowScope is the change of a configuration that allows a scope. It is not ok
// if the file is written in a way that this does not understand.
func allowScope(t *text, scope string) (textEdit, bool) {
	quoted := strconv.Quote(scope)
	want := func(doc map[string]any) bool {
		table, _ := doc["scopes"].(map[string]any)
		list, _ := table["allow"].([]any)
		return slices.Contains(list, any(scope))
	}
	header := -1
	for n := range t.lines {
		line := strings.TrimSpace(t.line(n))
		if line == "[scopes]" {
			header = n
		}
		if name, value, ok := strings.Cut(line, "="); ok && header >= 0 && strings.TrimSpace(name) == "allow" && strings.HasPrefix(strings.TrimSpace(value), "[") {
			at := t.lines[n] + strings.Index(t.line(n), "[") + 1
			if edit, ok := t.checked(at, quoted+", ", want); ok {
				return edit, true
			}
		}
	}
	if header >= 0 && header+1 < len(t.lines) {
		if edit, ok := t.checked(t.lines[header+1], "allow = ["+quoted+"]\n", want); ok {
			return edit, true
		}
	}
	return t.checked(len(t.content), t.newLine()+"\n[scopes]\nallow = ["+quoted+"]\n", want)
}

// addPublic is the change of a configuration that lists a route as public,
// without a reason: one that nobody has written is none.
func addPublic(t *text, route string) (textEdit, bool) {
	return t.checked(len(t.content), t.newLine()+"\n[[routes.public]]\nroute = "+strconv.Quote(route)+"\nreason = \"\"\n", func(doc map[string]any) bool {
		table, _ := doc["routes"].(map[string]any)
		list, _ := table["public"].([]map[string]any)
		return slices.ContainsFunc(list, func(p map[string]any) bool { return p["route"] == route })
	})
}

// newLine ends the last line, if it has no end.
func (t *text) newLine() string {
	if t.content == "" || strings.HasSuffix(t.content, "\n") {
		return ""
	}
	return "\n"
}

// checked is an insertion after which a TOML file says what is wanted.
func (t *text) checked(at int, insert string, want func(doc map[string]any) bool) (textEdit, bool) {
	var doc map[string]any
	if _, err := toml.Decode(t.content[:at]+insert+t.content[at:], &doc); err != nil || !want(doc) {
		return textEdit{}, false
	}
	return textEdit{t.span(at, at), insert}, true
}
