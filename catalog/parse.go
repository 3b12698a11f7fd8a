package catalog

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"github.com/scopelint/scopelint/catalog/stem"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// document is the form of a catalog file.
type document struct {
	Name     string              `toml:"name"`
	Source   string              `toml:"source"`
	Date     string              `toml:"date"`
	Grammar  []string            `toml:"grammar"`
	Wildcard string              `toml:"wildcard"`
	Distinct [][]string          `toml:"distinct"`
	Scopes   map[string]string   `toml:"scopes"`
	Unlisted map[string]string   `toml:"unlisted"`
	Slips    []string            `toml:"slips"`
	Aliases  map[string][]string `toml:"aliases"`
	Implies  map[string][]string `toml:"implies"`
	Synonyms map[string][]string `toml:"synonyms"`
	Added    []addition          `toml:"added"`

	Complete   *bool               `toml:"complete"`
	Separators []string            `toml:"separators"`
	Broad      map[string]string   `toml:"broad"`
	Needs      map[string][]string `toml:"needs"`
	Deprecated map[string]string   `toml:"deprecated"`
	Retired    map[string]string   `toml:"retired"`
	Legacy     map[string]string   `toml:"legacy"`

	Renamed  []renaming `toml:"renamed"`
	Evidence Evidence   `toml:"evidence"`

	Servers    []string       `toml:"servers"`
	Schemes    []string       `toml:"schemes"`
	Operations map[string]any `toml:"operations"` // a list of strings, or of lists

	Specification origin            `toml:"specification"`
	Paths         map[string]string `toml:"paths"`
}

// newest is the date of the latest list in the file.
func (d *document) newest() string {
	date := d.Date
	for _, a := range d.Added {
		date = max(date, a.Date)
	}
	for _, r := range d.Renamed {
		date = max(date, r.Date)
	}
	return date
}

// origin is where something is known from.
type origin struct {
	Source string `toml:"source"`
	Date   string `toml:"date"`
}

// addition is a list of scopes that another source knows.
type addition struct {
	origin
	Until  string            `toml:"until"`
	Grade  Grade             `toml:"grade"`
	Scopes map[string]string `toml:"scopes"`
}

// renaming is a list of renamings of one source.
type renaming struct {
	origin
	Names map[string]string `toml:"names"`
}

// Parse reads a catalog from data, the content of the TOML file called file.
// Mistakes in it are [*tomlfile.Error]s, all of them joined, unless TOML itself
// cannot be read.
func Parse(file string, data []byte) (*Catalog, error) {
	var doc document
	f, err := tomlfile.Decode(file, data, &doc)
	if err != nil {
		return nil, err
	}
	r := reader{file: f, doc: &doc, broken: make(map[string]bool), c: &Catalog{
		name: doc.Name, source: doc.Source, date: doc.newest(), wild: doc.Wildcard != "", evidence: doc.Evidence,
	}}
	if err := r.head(); err != nil {
		return nil, err
	}
	for _, step := range []func(){
		r.scopes, r.patterns, r.circles, r.notes, r.renamed, r.distinct, r.synonyms, r.resources, r.folding, r.operations,
	} {
		step()
	}
	if len(r.mistakes) > 0 {
		slices.SortStableFunc(r.mistakes, func(a, b *tomlfile.Error) int { return cmp.Compare(a.Line, b.Line) })
		return nil, joined(r.mistakes)
	}
	r.c.findLookalikes()
	r.c.vocabulary = sync.OnceValue(r.c.readVocabulary)
	return r.c, nil
}

// A reader turns a document into a catalog, step by step.
type reader struct {
	file *tomlfile.File
	doc  *document
	c    *Catalog

	mistakes []*tomlfile.Error
	broken   map[string]bool // scopes that are told already, so that what names them is not
}

// mistake notes a mistake in the value of a key.
func (r *reader) mistake(table, key, format string, args ...any) {
	r.note(r.errorf(table, key, format, args...))
}

func (r *reader) note(err *tomlfile.Error) { r.mistakes = append(r.mistakes, err) }

func joined(mistakes []*tomlfile.Error) error {
	list := make([]error, len(mistakes))
	for i, m := range mistakes {
		list[i] = m
	}
	return errors.Join(list...)
}

// lacks reports whether a name is no scope of the catalog, and was not told yet.
func (r *reader) lacks(name string) bool { return !r.c.has(name) && !r.broken[name] }

func (r *reader) errorf(table, key, format string, args ...any) *tomlfile.Error {
	if key == "" {
		return r.file.Errorf(toml.Key{table}, 0, format, args...)
	}
	return r.file.Errorf(toml.Key{table, key}, 0, format, args...)
}

func (r *reader) head() error {
	if r.doc.Name == "" {
		return r.errorf("name", "", "the catalog has no name: write name = \"…\" at the top")
	}
	if len(r.doc.Scopes) == 0 {
		return r.errorf("scopes", "", "the catalog has no scopes: list them as \"resource:action\" = \"description\" below [scopes]")
	}
	names := slices.Concat(r.file.Under("scopes"), r.file.Under("unlisted"))
	for _, a := range r.doc.Added {
		names = slices.AppendSeq(names, maps.Keys(a.Scopes))
	}
	grammar, free := cutAnyForm(r.doc.Grammar)
	if r.c.free = free || len(grammar) == 0; len(r.doc.Grammar) == 0 {
		grammar, _ = InferGrammar(names)
	}
	forms, err := parseForms(grammar, names)
	if err != nil {
		return r.errorf("grammar", "", "%v", err)
	}
	for i := range forms {
		forms[i].wildcard = r.doc.Wildcard
	}
	r.c.forms = forms
	return nil
}

func (r *reader) scopes() {
	n := len(r.doc.Scopes) + len(r.doc.Unlisted)
	r.c.index = make(map[string]int, n)
	r.c.scopes, r.c.names = make([]Scope, 0, n), make([]Name, 0, n)
	r.c.actions = make(map[string][]string)
	r.c.stems = make(map[string]string)
	r.c.words = make(map[string]bool)
	list := origin{r.doc.Source, r.doc.Date}
	for _, t := range []struct {
		key          toml.Key
		descriptions map[string]string
		grade        Grade
	}{
		{toml.Key{"scopes"}, r.doc.Scopes, Documented},
		{toml.Key{"unlisted"}, r.doc.Unlisted, Specified},
	} {
		for _, name := range r.file.Under(t.key[0]) {
			r.scope(t.key, name, Scope{Description: t.descriptions[name], Source: list.Source, Since: list.Date, Grade: t.grade})
		}
	}
	r.additions()
	r.slips()
}

// additions reads the lists of other sources.
func (r *reader) additions() {
	key := toml.Key{"added", "scopes"}
	for i, a := range r.doc.Added {
		if a.Grade == "" {
			a.Grade = Documented
		}
		if !slices.Contains(grades, a.Grade) {
			r.note(r.file.Errorf(toml.Key{"added", "grade"}, i, "%q is no grade: write \"documented\", \"specified\" or \"seen\"", a.Grade))
		}
		if a.Date == "" {
			r.note(r.file.Errorf(toml.Key{"added"}, i, "this list has no date: write date = \"2026-11-30\", the day from which on its scopes are known"))
		}
		for _, name := range slices.Sorted(maps.Keys(a.Scopes)) {
			s := Scope{Description: a.Scopes[name], Source: a.Source, Since: a.Date, Until: a.Until, Grade: a.Grade}
			r.scope(key, name, s)
		}
	}
}

// scope adds the scope called name that stands below a table.
func (r *reader) scope(table toml.Key, name string, s Scope) {
	mistake := func(format string, args ...any) {
		r.broken[name] = true
		r.note(r.file.Errorf(append(slices.Clone(table), name), 0, format, args...))
	}
	n, ok := r.c.Split(name)
	switch {
	case !isName(name):
		mistake("%q is no scope: blanks, commas and quotes stand between scopes", name)
		return
	case !ok && !r.c.free:
		mistake("scope %q does not have the catalog's grammar, %s: correct one of them, or add %q to the grammar for names of any form", name, strings.Join(r.doc.Grammar, " or "), AnyForm)
		return
	case r.c.has(name):
		mistake("scope %q is listed already, in line %d: remove one of the two", name, r.file.Line(r.keyOf(name)))
		return
	}
	s.Name, s.Resource, s.Action, s.Status, s.Catalogs = name, n.Resource, n.Action, s.Grade.status(), []string{r.c.name}
	if s.Until != "" {
		r.c.past = append(r.c.past, s)
		return
	}
	r.c.add(n, s)
}

func (r *reader) slips() {
	for _, name := range r.doc.Slips {
		if _, ok := r.doc.Unlisted[name]; !ok {
			r.mistake("slips", "", "%q is not below [unlisted]", name)
			continue
		}
		r.c.scopes[r.c.index[name]].Slip = true
	}
}

// add adds a scope with its parsed name.
func (c *Catalog) add(n Name, s Scope) {
	c.index[s.Name] = len(c.scopes)
	c.names = append(c.names, n)
	c.scopes = append(c.scopes, s)
	if n.form == nil {
		return // it is not taken apart
	}
	c.actions[s.Resource] = append(c.actions[s.Resource], s.Action)
	c.words[stem.Fold(s.Resource)], c.words[stem.Fold(s.Action)] = true, true
	if key := stem.Of(s.Resource); c.stems[key] == "" {
		c.stems[key] = s.Resource
	}
}

// patterns reads what stands for other scopes: aliases and implications.
func (r *reader) patterns() {
	for _, t := range []struct {
		table string
		from  map[string][]string
		to    *map[string][]string
	}{
		{"aliases", r.doc.Aliases, &r.c.aliases},
		{"implies", r.doc.Implies, &r.c.implies},
	} {
		*t.to = make(map[string][]string)
		for _, name := range r.file.Under(t.table) {
			if r.lacks(name) {
				r.mistake(t.table, name, "%q is no scope of this catalog%s", name, r.meant(name))
			}
			for _, pattern := range t.from[name] {
				if !r.c.matchesAny(pattern) && !r.broken[pattern] {
					r.mistake(t.table, name, "%q matches no scope of this catalog%s", pattern, r.meant(pattern))
				}
			}
			(*t.to)[name] = t.from[name]
		}
	}
}

func (r *reader) renamed() {
	r.c.renamed = make(map[string]Renaming)
	for _, list := range r.doc.Renamed {
		for _, from := range slices.Sorted(maps.Keys(list.Names)) {
			to := list.Names[from]
			if r.lacks(to) && len(r.c.actions[to]) == 0 {
				r.renamedMistake(from, "%q is renamed to %q, which is neither a scope nor a resource of this catalog%s", from, to, r.meant(to))
			}
			if r.c.has(from) || len(r.c.actions[from]) > 0 {
				r.renamedMistake(from, "%q is renamed, but still in the catalog: remove one of the two", from)
			}
			if other, ok := r.c.renamed[from]; ok {
				r.renamedMistake(from, "%q is renamed twice, to %q and to %q: remove one of the two", from, to, other.To)
				continue
			}
			r.c.renamed[from] = Renaming{From: from, To: to, Source: list.Source, Date: list.Date}
		}
	}
}

func (r *reader) renamedMistake(from, format string, args ...any) {
	r.note(r.file.Errorf(toml.Key{"renamed", "names", from}, 0, format, args...))
}

func (r *reader) distinct() {
	r.c.distinct = make(map[[2]string]bool)
	for _, group := range r.doc.Distinct {
		for _, a := range group {
			if len(r.c.actions[a]) == 0 {
				r.mistake("distinct", "", "%q is no resource of this catalog", a)
			}
			for _, b := range group {
				r.c.distinct[[2]string{a, b}] = true
			}
		}
	}
}

func (r *reader) synonyms() {
	r.c.synonyms = make(map[string]string)
	for _, action := range r.file.Under("synonyms") {
		if !slices.ContainsFunc(r.c.scopes, func(s Scope) bool { return s.Action == action }) {
			r.mistake("synonyms", action, "no scope of this catalog has the action %q", action)
		}
		for _, word := range r.doc.Synonyms[action] {
			word = stem.Fold(word)
			if other, ok := r.c.synonyms[word]; ok && other != action {
				r.mistake("synonyms", action, "%q stands for %s and for %s: remove one of the two", word, other, action)
			}
			r.c.synonyms[word] = action
		}
	}
}

func (r *reader) resources() {
	for _, resource := range r.doc.Evidence.Resources {
		if len(r.c.actions[resource]) == 0 {
			r.mistake("evidence", "resources", "%q is no resource of this catalog", resource)
		}
	}
	for i, word := range r.c.evidence.Words {
		r.c.evidence.Words[i] = strings.ToLower(word)
	}
}

// folding rejects two scopes that differ only in case or in hyphens: nobody
// can tell such names apart.
func (r *reader) folding() {
	r.c.folded = make(map[string]string, len(r.c.scopes))
	for _, s := range r.c.scopes {
		key := stem.Fold(s.Name)
		if other, ok := r.c.folded[key]; ok {
			r.note(r.file.Errorf(r.keyOf(s.Name), 0, "scope %q differs from %q (line %d) only in case or hyphens: keep one of them, and give the other below [renamed]",
				s.Name, other, r.file.Line(r.keyOf(other))))
			continue
		}
		r.c.folded[key] = s.Name
	}
}

// keyOf is the key of the line that lists a scope.
func (r *reader) keyOf(scope string) toml.Key {
	if _, ok := r.doc.Scopes[scope]; ok {
		return toml.Key{"scopes", scope}
	}
	if _, ok := r.doc.Unlisted[scope]; ok {
		return toml.Key{"unlisted", scope}
	}
	return toml.Key{"added", "scopes", scope}
}
